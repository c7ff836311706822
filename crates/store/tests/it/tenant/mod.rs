//! One account never sees or touches another: every function that takes an account, called with another account's ids,
//! finds nothing and changes nothing. A function that is missing from the table fails the test.

mod nothing;
mod victim;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use plan::authority::Reach;
use plan::billing::{BillingError, Counting, Money};
use plan::choices::{Actor, Choices};
use plan::fix::Fix;
use plan::mapping::MappingFile;
use plan::snapshot::{Role, Status};
use store::accounts::company::{self, Company};
use store::billing::{self, invoices, ledger};
use store::buried::{self, Which};
use store::callbacks::Kind;
use store::codes::{self, Entered, Purpose, To};
use store::files::{self, Packed};
use store::imports::approval::{self, Agreement};
use store::imports::wizard::{self, Upload};
use store::imports::{self, Step, history, memory};
use store::invitations::bulk;
use store::invitations::{self, Stage};
use store::links::{self, Link};
use store::messages::{self, Channel, NoticeKind};
use store::notices::NewNotice;
use store::passkeys::{self, NewPasskey};
use store::payment::{self, work};
use store::sessions::{self, Owner, Session};
use store::sign_on::{self};
use store::suppressions::{self};
use store::templates::{self};
use store::users::list::{self, Counts, Filter};
use store::{
    AccountId, CodeId, Error, InviteId, Language, LinkId, Micros, NoticeId, Page, PasskeyId, TeamId,
    TerritoryId, Token, Tx, UserId, Wait, accounts, audit, departures, erase, invites, jobs, notices, seats,
    snapshot, statuses, teams, users,
};

use self::nothing::Nothing;
use self::victim::{Victim, domain, provider, state, victim, words};
use crate::scene::{self, scene};
use crate::world::{self, NOW};

/// Answers that can only be an error.
macro_rules! only_errors {
    ($($type:ty),* $(,)?) => {$(
        impl Nothing for $type {
            fn nothing(&self) -> bool {
                false
            }
        }
    )*};
}
only_errors!(
    String,
    users::User,
    UserId,
    TeamId,
    TerritoryId,
    imports::Import,
    InviteId,
    i64,
    invites::Invite,
    (LinkId, Token),
    LinkId,
    CodeId,
    PasskeyId,
    NoticeId,
    erase::Erased,
    erase::Named,
    teams::Leaving,
);

/// When whatever is kept for a time is kept no longer.
const LATE: Micros = Micros(NOW.0 * 2);

/// Calls each function in a transaction of its own, which is committed.
macro_rules! calls {
    ($victim:ident, $tx:ident, $called:ident: $($name:literal => $call:expr,)*) => {$({
        let mut $tx = $victim.scene.db.begin(Wait::Long).await.unwrap();
        let answer = $call.await;
        assert!(answer.nothing(), "{} reaches another account", $name);
        $tx.commit().await.unwrap();
        $called.insert($name);
    })*};
}

// Below the macro that it uses.
mod groups;

/// The reach of somebody who is in the victim's team and territory.
async fn reach(v: &Victim) -> Reach {
    let mut view = v.scene.db.view().await.unwrap();
    let facts = snapshot::facts(&mut view, v.scene.account, scene::TODAY).await.unwrap();
    let me = plan::snapshot::Person {
        id: v.user.0,
        version: 1,
        first_name: String::new(),
        last_name: String::new(),
        email: String::new(),
        phone: None,
        role: Role::Manager,
        access: plan::snapshot::Access::Limited,
        teams: vec![v.team.0],
        territories: vec![v.territory.0],
        external_id: None,
        status: Status::Active,
    };
    let reach = Reach::of(&me, &facts);
    assert!(!snapshot::people_within(&mut view, v.scene.account, &reach).await.unwrap().is_empty());
    reach
}

async fn people(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    let key = world::key();
    let with_team = users::NewUser { teams: vec![v.team], ..world::person("A", "B", Status::Invited) };
    let with_territory =
        users::NewUser { territories: vec![v.territory], ..world::person("A", "B", Status::Invited) };
    let email = scene::email(v.scene.mark, 1);
    let of_team = Filter { team: Some(v.team), ..Filter::default() };
    let of_territory = Filter { territory: Some(v.territory), ..Filter::default() };
    let late = NOW.after(invites::LIFETIME * 2);
    let lapsed = Filter { invitation: Some((Stage::Lapsed, late)), ..Filter::default() };
    let changed = Filter { import: Some(v.applied), ..Filter::default() };
    let reach = reach(v).await;
    let named = erase::Named::nowhere(v.user);
    calls! { v, tx, called:
        "users::get" => users::get(&mut tx, there, v.user),
        "users::by_email" => users::by_email(&mut tx, there, &email),
        "users::create" => users::create(&mut tx, there, &with_team, NOW),
        "users::create" => users::create(&mut tx, there, &with_territory, NOW),
        "users::list::list" => list::list(&mut tx, there, &of_team, Page::default()),
        "users::list::list" => list::list(&mut tx, there, &of_territory, Page::default()),
        "users::list::list" => list::list(&mut tx, there, &lapsed, Page::default()),
        "users::list::list" => list::list(&mut tx, there, &changed, Page::default()),
        "users::list::ids" => list::ids(&mut tx, there, &of_team),
        "users::list::some" => list::some(&mut tx, there, &[v.user]),
        "users::list::export" => list::export(&mut tx, there, Some("zz"), 10),
        "users::change::suspend" => users::suspend(&mut tx, there, v.user, NOW),
        "users::change::reactivate" => users::reactivate(&mut tx, there, v.user, NOW),
        "erase::look::look" => erase::look(&mut tx, there, v.user),
        "erase::person" => erase::person(&mut tx, &key, there, &named, &Actor::Operator, NOW),
        "departures::of_person" => departures::of_person(&mut tx, there, v.user),
        "users::change::cancel" => users::cancel(&mut tx, &key, there, v.invited, NOW),
        "users::change::set_password" => users::set_password(&mut tx, there, v.user, "x", NOW),
        "snapshot::people_within" => snapshot::people_within(&mut tx, there, &reach),
        "sessions::end_all" => sessions::end_all(&mut tx, there, v.user),
        "jobs::buried" => jobs::buried(&mut tx, there),
        "jobs::revive" => jobs::revive(&mut tx, there, v.job, NOW),
        "jobs::forget" => jobs::forget(&mut tx, there, "tenant", &1),
        "seats::changes" => seats::changes(&mut tx, there),
        "billing::ledger::all" => ledger::all(&mut tx, there),
        "billing::ledger::of_period" => ledger::of_period(&mut tx, there, "2026-01-01".parse().unwrap()),
        "billing::ledger::of_import" => ledger::of_import(&mut tx, there, v.applied),
        "billing::invoices::list" => invoices::list(&mut tx, there),
        "billing::invoices::set_paid" => invoices::set_paid(&mut tx, there, 1, true, &Actor::Operator, NOW),
        "billing::ledger::sums" => ledger::sums(&mut tx, there, plan::billing::Currency::parse("USD").unwrap()),
        "billing::changes::list" => billing::changes::list(&mut tx, there, None, 100),
        "users::names::names" => users::names(&mut tx, there, &[v.user]),
        "payment::get" => payment::get(&mut tx, there),
        "payment::wake" => payment::wake(&mut tx, there, NOW),
        "payment::introduce" => payment::introduce(&mut tx, there, "cus_theirs"),
        "payment::work::claim_one" => work::claim_one(&mut tx, there, NOW, Duration::from_mins(1)),
        "audit::list" => audit::list(&mut tx, there, &theirs(v), audit::Part::Newest, 100),
        "audit::newest" => audit::newest(&mut tx, there, 100),
    }
}

/// What the log has by and about the victim.
fn theirs(v: &Victim) -> audit::Filter {
    audit::Filter { whose: Some(audit::Whose::Person(v.user)), ..audit::Filter::default() }
}

async fn invited(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    let key = world::key();
    let late = NOW.after(invites::LIFETIME * 2);
    let of_import = invitations::Filter { import: Some(v.applied), ..invitations::Filter::default() };
    let (all, these) = (bulk::Which::All(of_import.clone()), bulk::Which::These(vec![v.invite]));
    calls! { v, tx, called:
        "invitations::notable::attention" => invitations::attention(&mut tx, there, late),
        "invitations::notable::notable" => invitations::notable(&mut tx, there, &[v.invited], late),
        "invites::get" => invites::get(&mut tx, there, v.invite),
        "invites::of_user" => invites::of_user(&mut tx, there, v.invited),
        "invites::send" => invites::send(&mut tx, &key, there, v.invited, (invites::LIFETIME, NOW)),
        "invites::open" => invites::open(&mut tx, there, v.invite, NOW),
        "invites::cancel" => invites::cancel(&mut tx, &key, there, v.invited, NOW),
        "invitations::list::list" => invitations::list(&mut tx, there, &of_import, Page::default()),
        "invitations::list::usable" => invitations::usable(&mut tx, there, &of_import, UserId(0), 10),
        "invitations::list::stopped" => invitations::stopped(&mut tx, there, &of_import),
        "invitations::list::counts" => invitations::counts(&mut tx, there, Some(v.applied), late),
        "invitations::bulk::release" => bulk::release(&mut tx, there, &all, (invites::LIFETIME, NOW)),
        "invitations::bulk::release" => bulk::release(&mut tx, there, &these, (invites::LIFETIME, NOW)),
        "invitations::bulk::send_again" => bulk::send_again(&mut tx, there, &all, 99, (invites::LIFETIME, late)),
        "invitations::bulk::send_again" => bulk::send_again(&mut tx, there, &these, 99, (invites::LIFETIME, late)),
        "invitations::bulk::people" => bulk::people(&mut tx, there, &all),
        "invitations::bulk::people" => bulk::people(&mut tx, there, &these),
        "templates::get" => templates::get(&mut tx, there),
        "templates::reset" => templates::reset(&mut tx, there, &Actor::Operator, NOW),
        "messages::outbox" => messages::outbox(&mut tx, there, "", Page::default()),
        "messages::standing" => messages::standing(&mut tx, there, v.invited),
        "buried::list" => buried::list(&mut tx, there, Page::default()),
        "buried::causes" => buried::causes(&mut tx, there),
        "buried::reach" => buried::reach(&mut tx, there, v.invited),
        "buried::revive" => buried::revive(&mut tx, there, Channel::Email, Which::One(Kind::Invite, v.invite.0), NOW),
        "buried::revive" => buried::revive(&mut tx, there, Channel::Email, Which::Cause("no mailbox"), NOW),
        "buried::drop" => buried::drop(&mut tx, there, Channel::Email, Which::One(Kind::Invite, v.invite.0)),
        "buried::drop" => buried::drop(&mut tx, there, Channel::Email, Which::Cause("no mailbox")),
        "suppressions::of_people" => suppressions::of_people(&mut tx, there, &[v.invited, v.user]),
        "suppressions::lift" => suppressions::lift(&mut tx, there, v.invited, Channel::Email),
    }
}

async fn getting_in(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    let key = world::key();
    let to = To { purpose: Purpose::SignIn, channel: Channel::Email, address: "p@x.example" };
    let notice = NewNotice {
        user: v.user,
        kind: NoticeKind::Code,
        of: Some(v.code.0),
        channel: Channel::Email,
        address: "p@x.example",
    };
    let new = NewPasskey { credential: b"tenant", public_key: b"", state: b"", name: "Theirs" };
    let phone = scene::phone(v.scene.mark, 1);
    let link = Link { account: there, user: v.user, expires_at: NOW.after(Duration::from_hours(1)) };
    calls! { v, tx, called:
        "codes::create" => codes::create(&mut tx, there, v.user, &to, NOW),
        "codes::holds" => codes::holds(&mut tx, there, v.code, NOW),
        "links::create" => links::create(&mut tx, &key, link, NOW),
        "links::create_with" => links::create_with(&mut tx, &key.link_token(v.link), link, NOW),
        "links::holds" => links::holds(&mut tx, there, v.link, NOW),
        "notices::add" => notices::add(&mut tx, there, &notice, NOW),
        "notices::end" => notices::end(&mut tx, there, NoticeKind::Code, v.code.0),
        "notices::shelved" => notices::shelved(&mut tx, there, NOW),
        "passkeys::list" => passkeys::list(&mut tx, there, v.user),
        "passkeys::credentials" => passkeys::credentials(&mut tx, there, v.user),
        "passkeys::add" => passkeys::add(&mut tx, there, v.user, &new, NOW),
        "passkeys::used" => passkeys::used(&mut tx, there, v.passkey, b"moved", NOW),
        "passkeys::rename" => passkeys::rename(&mut tx, there, v.user, v.passkey, "Mine"),
        "passkeys::remove" => passkeys::remove(&mut tx, there, v.user, v.passkey),
        "users::change::confirm_phone" => users::confirm_phone(&mut tx, there, v.user, phone),
        "sign_on::get" => sign_on::get(&mut tx, there),
        "sign_on::has_somebody" => sign_on::has_somebody(&mut tx, there, &domain(v.scene.mark)),
        "sign_on::proved" => sign_on::proved(&mut tx, there, NOW, NOW),
        "sign_on::set_only" => sign_on::set_only(&mut tx, there, true, NOW),
        "sign_on::remove" => sign_on::remove(&mut tx, there),
        "users::by_sign_on" => users::by_sign_on(&mut tx, there, &scene::email(v.scene.mark, 1)),
        "invites::join_by_sign_on" => invites::join_by_sign_on(&mut tx, there, v.invited, NOW),
        "invites::clash" => invites::clash(&mut tx, there, v.invited),
    }
    let right = key.code(v.code);
    let to = To { address: "tenant@x.example", ..to };
    let entered = codes::enter(&v.scene.db, &key, Some((there, v.user)), &to, &right, NOW).await.unwrap();
    assert_eq!(entered, Entered::Wrong);
    called.insert("codes::enter");
}

async fn imports_and_files(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    let mapping = MappingFile::default();
    let packed = Packed::new(b"x").unwrap();
    let skip = Fix::SkipRows { rows: vec![2] };
    let by = Actor::Operator;
    let plan = v.scene.plan(&scene::recipe(scene::sheet(&[]))).await;
    let agreed = Agreement { revision: 4, plan: &plan, confirm: None, by };
    let page = Page::default();
    let headers = plan::field::Field::TEMPLATE_HEADERS.map(str::to_owned);
    calls! { v, tx, called:
        "files::get" => files::get(&mut tx, there, v.file),
        "files::is_there" => files::is_there(&mut tx, there, v.file),
        "files::expire" => files::expire(&mut tx, there, v.file, (Duration::ZERO, Duration::ZERO), LATE),
        "files::erase" => files::erase(&mut tx, there, v.file, NOW),
        "imports::get" => imports::get(&mut tx, there, v.applied),
        "imports::history::list" => history::list(&mut tx, there, &history::Filter::default(), page),
        "imports::history::outcomes" => history::outcomes(&mut tx, there, v.applied, None, "", page),
        "imports::history::of_person" => history::of_person(&mut tx, there, v.invited),
        "imports::history::releases_of_person" => history::releases_of_person(&mut tx, there, v.suspended),
        "imports::wizard::set_mapping" => wizard::set_mapping(&mut tx, there, v.draft, &mapping, NOW),
        "imports::wizard::set_reading" => wizard::set_reading(&mut tx, there, v.draft, &mapping, &packed, NOW),
        "imports::wizard::set_choices" => wizard::set_choices(&mut tx, there, v.draft, Choices::default(), NOW),
        "imports::wizard::set_step" => wizard::set_step(&mut tx, there, v.draft, Step::Review, NOW),
        "imports::wizard::discard" => wizard::discard(&mut tx, there, v.draft, NOW),
        "imports::wizard::fixes" => wizard::fixes(&mut tx, there, v.draft),
        "imports::wizard::every_fix" => wizard::every_fix(&mut tx, there, v.draft),
        "imports::wizard::add_fix" => wizard::add_fix(&mut tx, there, v.draft, &skip, &by, NOW),
        "imports::wizard::add_fixes" => wizard::add_fixes(&mut tx, there, v.draft, std::slice::from_ref(&skip), &by, NOW),
        "imports::wizard::withdraw_fix" => wizard::withdraw_fix(&mut tx, there, v.draft, v.fix, NOW),
        "imports::wizard::restore_fix" => wizard::restore_fix(&mut tx, there, v.draft, v.withdrawn, NOW),
        "imports::memory::headers" => memory::headers(&mut tx, there, &headers),
        "imports::memory::value_fixes" => memory::value_fixes(&mut tx, there),
        "imports::approval::approve" => approval::approve(&mut tx, there, v.draft, agreed, NOW),
        "imports::approval::row_digests" => approval::row_digests(&mut tx, there, v.applied),
        "imports::approval::take_back" => approval::take_back(&mut tx, there, v.draft, &1, NOW),
    }
}

async fn own_days_and_language(tx: &mut Tx, there: AccountId) -> [&'static str; 2] {
    let days = statuses::since(tx, there, jiff::civil::date(2000, 1, 1)).await.unwrap();
    assert_eq!(days.iter().map(|day| (day.invited, day.active)).collect::<Vec<_>>(), [(0, 1)]);
    accounts::set_language(tx, there, Language::Dutch, &Actor::Operator, NOW).await.unwrap();
    ["statuses::since", "accounts::set_language"]
}

/// Functions that take nothing but the account: what they make or tell is the caller's own.
async fn own_only(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    let mut tx = v.scene.db.begin(Wait::Long).await.unwrap();
    let own = accounts::take(&mut tx, there).await.unwrap();
    assert_eq!(accounts::by_id(&mut tx, there).await.unwrap(), own);
    let mine = Company::of(&accounts::by_id(&mut tx, there).await.unwrap());
    assert_eq!(company::without_phone(&mut tx, there).await.unwrap(), 0);
    company::set(&mut tx, there, (&mine.digest(), &mine), &Actor::Operator, NOW).await.unwrap();
    let counts = list::counts(&mut tx, there).await.unwrap();
    assert_eq!(counts, Counts { active: 1, active_admins: 1, ..Counts::default() });
    called.extend(own_days_and_language(&mut tx, there).await);
    let facts = snapshot::facts(&mut tx, there, scene::TODAY).await.unwrap();
    assert_eq!((facts.people, facts.teams.len(), facts.territories.len()), (1, 0, 0));
    let theirs =
        v.scene.plan(&scene::recipe(scene::sheet(&[&["A", "B", &scene::email(v.scene.mark, 1)]]))).await;
    let manager = Actor::Person { id: v.user.0, role: Role::Manager };
    let people = snapshot::people(&mut tx, there, &theirs.draft().keys(), manager).await.unwrap();
    assert_eq!((people.found.len(), people.emails_elsewhere.len(), people.actor), (0, 1, None));
    accounts::let_managers_import(&mut tx, there, true, &Actor::Operator, NOW).await.unwrap();
    assert!(snapshot::rights(&mut tx, there, manager).await.unwrap().reach().is_none());
    files::put(&mut tx, there, &Packed::new(b"mine").unwrap(), NOW).await.unwrap();
    let upload = Upload {
        actor: Actor::Operator,
        file_name: "mine.csv".to_owned(),
        format: plan::sheet::Format::Csv,
        original: Packed::new(b"mine").unwrap(),
        sheet: Packed::new(b"mine").unwrap(),
        mapping: MappingFile::default(),
        choices: Choices::default(),
    };
    wizard::create(&mut tx, there, &upload, NOW).await.unwrap();
    jobs::enqueue(&mut tx, Some(there), "tenant", &1, NOW).await.unwrap();
    jobs::enqueue_for(&mut tx, Some(there), "tenant", &1, NOW, NOW).await.unwrap();
    templates::set(&mut tx, there, &words(), &Actor::Operator, NOW).await.unwrap();
    audit::add(&mut tx, there, &Actor::Operator, "test", None, &1, NOW).await.unwrap();
    // It speaks for nobody of another account, and says nothing of their domains.
    sign_on::set(&mut tx, there, &provider(&[]), NOW).await.unwrap();
    assert_eq!(sign_on::left_out(&mut tx, there).await.unwrap(), 1);
    let taken = sign_on::set(&mut tx, there, &provider(&[domain(v.scene.mark)]), NOW).await.unwrap_err();
    assert!(matches!(taken, Error::Refused(_)), "{taken}");
    money(&mut tx, there, v.line).await;
    tx.roll_back().await.unwrap();
    called.extend(["sign_on::set", "sign_on::left_out"]);
    called.extend(["accounts::take", "accounts::by_id", "users::list::counts"]);
    called.extend(["accounts::let_managers_import", "accounts::company::set", "snapshot::rights"]);
    called.insert("accounts::company::without_phone");
    called.extend(["snapshot::facts", "snapshot::people", "files::put", "imports::wizard::create"]);
    called.extend([
        "jobs::enqueue",
        "jobs::enqueue_for",
        "templates::set",
        "audit::add",
        "accounts::let_imports_buy",
    ]);
    called.extend(MONEY);
}

/// What [`money`] calls.
const MONEY: [&str; 9] = [
    "billing::today",
    "billing::next_start",
    "billing::periods::catch_up",
    "billing::settings::set_price",
    "billing::settings::set_cap",
    "billing::settings::set_counting",
    "billing::invoices::get",
    "billing::giving::credit",
    "billing::giving::take_back",
];

/// What an account sets of its own billing, where another one has a price, too.
async fn money(tx: &mut Tx, there: AccountId, line: i64) {
    let by = Actor::Operator;
    accounts::let_imports_buy(tx, there, false, &by, NOW).await.unwrap();
    let price = crate::billing::quarterly(1);
    billing::set_price(tx, there, &price, &by, NOW).await.unwrap();
    billing::set_cap(tx, there, Some(1), &by, NOW).await.unwrap();
    billing::set_counting(tx, there, Counting::Joining { trial_days: 1, pending: 0 }, &by, NOW)
        .await
        .unwrap();
    billing::catch_up(tx, there, NOW).await.unwrap();
    assert_eq!(billing::today(tx, there, NOW).await.unwrap().1.unwrap().cap.unwrap().most_minor, 1);
    assert!(billing::next_start(tx, there, NOW).await.unwrap().is_some());
    invoices::get(tx, there, "2026-01-01".parse().unwrap()).await.unwrap();
    let one = Money::new(1, price.currency());
    billing::credit(tx, there, one, "outage", &by, NOW).await.unwrap();
    let none = billing::take_back(tx, there, line, &by, NOW).await.unwrap_err();
    assert!(matches!(none, Error::Billing(BillingError::NoLine(_))), "{none}");
}

/// A session that names somebody of another account opens nothing.
async fn forged_session(v: &Victim, there: AccountId) {
    let session = Session {
        id_hash: [5; 32],
        owner: Some(Owner { account: there, user: v.user, epoch: 1 }),
        data: "{}".to_owned(),
        expires_at: NOW.after(Duration::from_hours(1)),
    };
    let mut tx = v.scene.db.begin(Wait::Long).await.unwrap();
    sessions::put(&mut tx, &session, NOW).await.unwrap();
    assert!(sessions::get(&mut tx, &session.id_hash, NOW).await.unwrap().is_none());
}

/// The public functions of the source that take an account, as `module::name`.
fn in_the_source() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![root.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let module = path.strip_prefix(&root).unwrap().with_extension("");
        let module = module.to_str().unwrap().replace('/', "::").replace("::mod", "");
        // What these have is private to the crate; applying takes an order with the account and is tested on its own.
        if module.starts_with("apply") || module.starts_with("bulk") || module == "groups" {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for part in text.split("pub async fn ").skip(1) {
            let signature = part.split(" {\n").next().unwrap();
            let arguments = signature.split(") -> ").next().unwrap();
            if arguments.contains("AccountId") {
                found.insert(format!("{module}::{}", signature.split(['(', '<']).next().unwrap()));
            }
        }
    }
    found
}

#[tokio::test]
async fn no_function_reaches_another_account() {
    let victim = victim().await;
    let there = scene().await.account;
    let before = state(&victim).await;
    for word in ["Released {", "Buried {", "Suppression {", "customer: Some("] {
        assert!(before.contains(word), "the victim has no {word}: {before}");
    }
    let mut called = BTreeSet::new();
    people(&victim, there, &mut called).await;
    groups::trees(&victim, there, &mut called).await;
    invited(&victim, there, &mut called).await;
    getting_in(&victim, there, &mut called).await;
    imports_and_files(&victim, there, &mut called).await;
    own_only(&victim, there, &mut called).await;
    forged_session(&victim, there).await;
    // Last: it makes groups of its own, and before there are none to be seen.
    groups::second_places(&victim, there, &mut called).await;
    assert_eq!(state(&victim).await, before);
    let missing: Vec<String> =
        in_the_source().into_iter().filter(|name| !called.contains(name.as_str())).collect();
    assert_eq!(missing, [""; 0], "these take an account and are not in the table");
}
