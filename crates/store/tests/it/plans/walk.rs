//! A walk through all that the store does with many rows: an import that does everything an import can do, the lists, the
//! history, and the queues.

use std::time::Duration;

use plan::authority::Reach;
use plan::choices::{Actor, Standing};
use plan::plan::Fate;
use plan::snapshot::{Access, Role, Status};
use store::billing;
use store::buried::{self, Which};
use store::callbacks::{self, Handed, Kind, Report};
use store::codes::{self, Purpose, To};
use store::imports::{self, approval, history, wizard};
use store::invitations::bulk;
use store::invitations::{self, Stage};
use store::links::{self, Link};
use store::messages::{self, Channel, Settled};
use store::passkeys::{self, NewPasskey};
use store::payment::{self, events, work};
use store::sign_on::{self, NewSignOn};
use store::suppressions::{self, Why};
use store::users::list::{self, Filter, Seen, Within};
use store::users::{self, NewUser};
use store::{
    ImportId, Micros, Page, Tx, UserId, Wait, audit, departures, erase, files, invites, jobs, notices,
    snapshot, statuses, teams, territories,
};

use crate::scene::{Scene, email, fixed, moving, person, phone, recipe, sheet};
use crate::world::NOW;

/// What the walk made.
struct Made {
    import: ImportId,
    user: UserId,
    released: UserId,
    team: store::TeamId,
    territory: store::TerritoryId,
}

pub async fn walk(scene: &Scene) {
    let made = import(scene).await;
    lists(scene, &made).await;
    histories(scene, &made).await;
    form(scene, &made).await;
    getting_in(scene, &made).await;
    trees(scene).await;
    invited(scene, &made).await;
    paid(scene).await;
    queues(scene).await;
}

/// Creates, changes, invites anew, removes from teams and territories, and takes over a phone.
async fn import(scene: &Scene) -> Made {
    let mark = scene.mark;
    let (team, territory) = (scene.team("North", None).await, scene.territory("Ohio", None).await);
    scene.team("South", None).await;
    scene.territory("Iowa", None).await;
    let known = |number: u64, status| NewUser {
        teams: vec![team],
        territories: vec![territory],
        access: Access::Limited,
        external_id: Some(format!("E-{number}")),
        ..person(mark, number, Role::Sales, status)
    };
    let user = scene.add(&known(1, Status::Active)).await;
    let invited = scene.add(&known(2, Status::Invited)).await;
    scene.invite(invited).await;
    let released = scene.add(&known(3, Status::Suspended)).await;
    let (new, moved, again) = (email(mark, 7), email(mark, 8), email(mark, 9));
    let (phone, elsewhere) = (phone(mark, 3).to_string(), "(312) 555");
    let file = sheet(&[
        &["Ana", "Ruiz", &new, &phone, "Sales", "North", "Limited", "Ohio", "E-007"],
        &["", "", &moved, "", "", "South", "", "Iowa", "E-1"],
        &["", "", &again, "", "", "(none)", "", "", "E-2"],
        &["Bo", "Lund", "no address", elsewhere, "Sales"],
    ]);
    let mut recipe = fixed(recipe(file), r#"{"fix": "release", "field": "phone", "rows": [2]}"#);
    recipe.choices.valid_rows_only = true;
    let plan = scene.plan(&recipe).await;
    let counts = plan.counts();
    assert_eq!((counts.create, counts.update, counts.blocked), (1, 2, 1), "{:?}", plan.findings());
    assert_eq!(plan.releases().len(), 1);
    let import = scene.approved(&recipe, &plan).await;
    // Without a plan made before, it is made again inside the transaction.
    scene.apply(import, &recipe, None).await.unwrap();
    Made { import, user, released, team, territory }
}

/// Renames, merges, archives and restores what people are in.
async fn trees(scene: &Scene) {
    let (account, by) = (scene.account, &Actor::Operator);
    let top = scene.team("Field", None).await;
    let [one, other] = [scene.team("East", Some(top)).await, scene.team("West", Some(top)).await];
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    teams::rename(&mut tx, account, one, "Far East", by, NOW).await.unwrap();
    teams::merge(&mut tx, account, other, one, by, NOW).await.unwrap();
    assert_eq!(teams::leaving(&mut tx, account, top).await.unwrap().below, 1);
    teams::archive(&mut tx, account, top, 0, by, NOW).await.unwrap();
    teams::restore(&mut tx, account, top, by, NOW).await.unwrap();
    teams::archived(&mut tx, account).await.unwrap();
    teams::former_names(&mut tx, account, one).await.unwrap();
    imports::memory::value_fixes(&mut tx, account).await.unwrap();
    tx.commit().await.unwrap();
    let area = scene.territory("Iowa City", None).await;
    let mut view = scene.db.view().await.unwrap();
    territories::leaving(&mut view, account, area).await.unwrap();
}

async fn lists(scene: &Scene, made: &Made) {
    let (account, mut view) = (scene.account, scene.db.view().await.unwrap());
    let all = Filter::default;
    for filter in [
        all(),
        Filter { search: "ana ruiz".to_owned(), ..all() },
        Filter { status: Some(Status::Invited), role: Some(Role::Sales), ..all() },
        Filter { team: Some(made.team), search: "r".to_owned(), ..all() },
        Filter { territory: Some(made.territory), ..all() },
        Filter { invitation: Some((Stage::Lapsed, NOW)), ..all() },
        Filter { invitation: Some((Stage::Late, NOW)), ..all() },
        Filter { invitation: Some((Stage::Stopped, NOW)), ..all() },
        Filter { invitation: Some((Stage::Unreached, NOW)), import: Some(made.import), ..all() },
        Filter { seen: Some(Seen::Never), ..all() },
        Filter { seen: Some(Seen::Before(NOW)), ..all() },
        Filter {
            within: Some(Within { teams: vec![made.team.0], territories: vec![made.territory.0] }),
            ..all()
        },
    ] {
        list::list(&mut view, account, &filter, Page::default()).await.unwrap();
        list::ids(&mut view, account, &filter).await.unwrap();
    }
    list::some(&mut view, account, &[made.user]).await.unwrap();
    list::export(&mut view, account, None, 100).await.unwrap();
    list::counts(&mut view, account).await.unwrap();
    statuses::since(&mut view, account, jiff::civil::date(2020, 1, 1)).await.unwrap();
    users::get(&mut view, account, made.user).await.unwrap();
    users::names(&mut view, account, &[made.user]).await.unwrap();
    billing::changes::list(&mut view, account, None, 10).await.unwrap();
    users::by_email(&mut view, account, &email(scene.mark, 7)).await.unwrap();
    users::sign_in(&mut view, "ana@x.example").await.unwrap();
    teams::tree(&mut view, account).await.unwrap();
    territories::tree(&mut view, account).await.unwrap();
    messages::outbox(&mut view, account, "ana", Page::default()).await.unwrap();
    let facts = snapshot::facts(&mut view, account, "2026-03-02").await.unwrap();
    let by = Actor::Person { id: made.user.0, role: Role::Manager };
    let found = snapshot::people(&mut view, account, &plan::draft::Keys::default(), by).await.unwrap();
    let reach = Reach::of(&found.actor.unwrap(), &facts);
    assert!(!snapshot::people_within(&mut view, account, &reach).await.unwrap().is_empty());
    snapshot::rights(&mut view, account, by).await.unwrap();
    invitations::attention(&mut view, account, NOW).await.unwrap();
    invitations::notable(&mut view, account, &[made.user], NOW).await.unwrap();
    store::templates::get(&mut view, account).await.unwrap();
    audit::newest(&mut view, account, 10).await.unwrap();
    let filter = audit::Filter {
        actions: vec!["import.applied".to_owned(), "form.applied".to_owned()],
        whose: Some(audit::Whose::Person(made.user)),
        since: Some(NOW),
        until: None,
    };
    audit::list(&mut view, account, &filter, audit::Part::NewerThan(1), 10).await.unwrap();
}

/// A selection of people whose invitations are cancelled.
async fn form(scene: &Scene, made: &Made) {
    let invited = scene.add(&person(scene.mark, 11, Role::Sales, Status::Invited)).await;
    scene.invite(invited).await;
    let recipe = moving(Standing::Cancel, &[invited.0, made.user.0]);
    let plan = scene.plan(&recipe).await;
    assert_eq!((plan.counts().update, plan.counts().blocked), (1, 1), "{:?}", plan.findings());
    scene.at_once(&recipe, &plan).await.unwrap();
}

async fn histories(scene: &Scene, made: &Made) {
    let (account, mut view) = (scene.account, scene.db.view().await.unwrap());
    history::list(&mut view, account, &history::Filter::default(), Page::default()).await.unwrap();
    for (fate, words) in [(None, ""), (Some(Fate::Blocked), "lund"), (Some(Fate::Create), "")] {
        history::outcomes(&mut view, account, made.import, fate, words, Page::default()).await.unwrap();
    }
    assert!(!history::of_person(&mut view, account, made.user).await.unwrap().is_empty());
    departures::of_person(&mut view, account, made.user).await.unwrap();
    erase::look(&mut view, account, made.released).await.unwrap();
    assert!(!history::releases_of_person(&mut view, account, made.released).await.unwrap().is_empty());
    messages::standing(&mut view, account, made.user).await.unwrap();
    buried::list(&mut view, account, Page::default()).await.unwrap();
    buried::causes(&mut view, account).await.unwrap();
    buried::reach(&mut view, account, made.user).await.unwrap();
    wizard::fixes(&mut view, account, made.import).await.unwrap();
    approval::row_digests(&mut view, account, made.import).await.unwrap();
    let import = store::imports::get(&mut view, account, made.import).await.unwrap();
    files::get(&mut view, account, import.original.unwrap()).await.unwrap();
}

/// Codes, links and passkeys of one person, and the provider of the account.
async fn getting_in(scene: &Scene, made: &Made) {
    let account = scene.account;
    // A provider becomes the only way in only where it speaks for an Admin.
    scene.add(&person(scene.mark, 5, Role::Admin, Status::Active)).await;
    let to = To { purpose: Purpose::SignIn, channel: Channel::Email, address: "p1@x.example" };
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for _ in 0..2 {
        let code = codes::create(&mut tx, account, made.user, &to, NOW).await.unwrap();
        assert!(codes::holds(&mut tx, account, code, NOW).await.unwrap());
    }
    let link = Link { account, user: made.user, expires_at: NOW.after(Duration::from_hours(1)) };
    let (id, token) = links::create(&mut tx, &scene.key, link, NOW).await.unwrap();
    assert!(links::holds(&mut tx, account, id, NOW).await.unwrap());
    links::take(&mut tx, &token.hash(), NOW).await.unwrap();
    notices::shelved(&mut tx, account, NOW).await.unwrap();
    let new = NewPasskey { credential: b"walk", public_key: b"", state: b"", name: "Key" };
    let passkey = passkeys::add(&mut tx, account, made.user, &new, NOW).await.unwrap();
    passkeys::find(&mut tx, b"walk").await.unwrap().unwrap();
    passkeys::credentials(&mut tx, account, made.user).await.unwrap();
    passkeys::used(&mut tx, account, passkey, b"", NOW).await.unwrap();
    passkeys::rename(&mut tx, account, made.user, passkey, "Other").await.unwrap();
    passkeys::remove(&mut tx, account, made.user, passkey).await.unwrap_err();
    invites::clash(&mut tx, account, made.user).await.unwrap();
    let domains = [format!("s{}.example", scene.mark)];
    let new =
        NewSignOn { issuer: "https://x.example", client_id: "x", secret: Some(b"x"), domains: &domains };
    sign_on::set(&mut tx, account, &new, NOW).await.unwrap();
    sign_on::proved(&mut tx, account, NOW, NOW).await.unwrap();
    sign_on::set_only(&mut tx, account, true, NOW).await.unwrap();
    sign_on::left_out(&mut tx, account).await.unwrap();
    assert!(sign_on::is_any(&mut tx).await.unwrap());
    assert_eq!(sign_on::by_address(&mut tx, &email(scene.mark, 1)).await.unwrap(), Some(account));
    sign_on::by_slug(&mut tx, "walk").await.unwrap();
    users::by_sign_on(&mut tx, account, &email(scene.mark, 1)).await.unwrap();
    sign_on::remove(&mut tx, account).await.unwrap();
    users::sign_in_by_phone(&mut tx, phone(scene.mark, 1)).await.unwrap();
    codes::delete_expired(&mut tx, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let who = Some((account, made.user));
    codes::enter(&scene.db, &scene.key, who, &to, "000000", NOW).await.unwrap();
}

/// Every way to narrow the invitations, and everything that is done to many.
async fn invited(scene: &Scene, made: &Made) {
    let (account, now) = (scene.account, NOW);
    let mut view = scene.db.view().await.unwrap();
    for import in [None, Some(made.import)] {
        for search in ["", "ana ruiz"] {
            for stage in Stage::ALL.map(Some).into_iter().chain([None]) {
                let filter = invitations::Filter { import, stage, search: search.to_owned(), now };
                invitations::list(&mut view, account, &filter, Page::default()).await.unwrap();
                invitations::usable(&mut view, account, &filter, UserId(0), 10).await.unwrap();
                invitations::stopped(&mut view, account, &filter).await.unwrap();
            }
        }
        invitations::counts(&mut view, account, import, now).await.unwrap();
    }
    drop(view);
    let all = invitations::Filter { now, ..invitations::Filter::default() };
    let of_import =
        invitations::Filter { import: Some(made.import), search: "ana".to_owned(), ..all.clone() };
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for (which, open) in [(bulk::Which::All(of_import), 1), (bulk::Which::All(all), 2)] {
        bulk::release(&mut tx, account, &which, (invites::LIFETIME, now)).await.unwrap();
        bulk::send_again(&mut tx, account, &which, 99, (invites::LIFETIME, now)).await.unwrap();
        assert_eq!(bulk::people(&mut tx, account, &which).await.unwrap().len(), open);
    }
    tx.roll_back().await.unwrap();
}

async fn queues(scene: &Scene) {
    let lease = Duration::from_mins(5);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for channel in Channel::ALL {
        for due in messages::claim_invites(&mut tx, channel, NOW, lease, 1).await.unwrap() {
            messages::settle_invite(&mut tx, channel, &due, Settled::Sent, NOW).await.unwrap();
        }
        for notice in messages::claim_notices(&mut tx, channel, NOW, lease, 1).await.unwrap() {
            messages::settle_notice(&mut tx, &notice.due, Settled::Sent, NOW).await.unwrap();
        }
        messages::shelve(&mut tx, channel, NOW, 10).await.unwrap();
        providers(&mut tx, scene, channel).await;
    }
    jobs::enqueue(&mut tx, Some(scene.account), "walk", &1, NOW).await.unwrap();
    assert!(jobs::is_due(&mut tx, NOW).await.unwrap());
    for job in jobs::claim(&mut tx, NOW, lease, 10).await.unwrap() {
        jobs::finish(&mut tx, &job).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn providers(tx: &mut Tx, scene: &Scene, channel: Channel) {
    let account = scene.account;
    for kind in [Kind::Invite, Kind::Notice] {
        let handed = Handed { channel, account, kind, id: 1, fence: 1 };
        callbacks::remember(tx, &handed, "SM1", NOW).await.unwrap();
        callbacks::find(tx, channel, "SM1").await.unwrap();
        callbacks::address(tx, &handed).await.unwrap();
        for report in [Report::Sent, Report::Delivered, Report::Failed("no")] {
            callbacks::report(tx, &handed, report, NOW).await.unwrap();
        }
    }
    suppressions::add(tx, channel, "nobody@x.example", Why::Bounce, "no", NOW).await.unwrap();
    suppressions::of_address(tx, channel, "nobody@x.example").await.unwrap();
    suppressions::of_people(tx, account, &[UserId(1), UserId(2)]).await.unwrap();
    suppressions::start(tx, "+13125550117").await.unwrap();
    let nobody = UserId(1);
    suppressions::lift(tx, account, nobody, channel).await.unwrap_err();
    buried::revive(tx, account, channel, Which::Cause("no"), NOW).await.unwrap();
    buried::drop(tx, account, channel, Which::Cause("no")).await.unwrap();
    callbacks::forget(tx, Micros(0)).await.unwrap();
}

/// What the payment service is told and says of every account.
async fn paid(scene: &Scene) {
    let (account, by) = (scene.account, plan::choices::Actor::Operator);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let price = crate::billing::quarterly(50);
    store::billing::set_price(&mut tx, account, &price, &by, NOW).await.unwrap();
    assert!(work::is_due(&mut tx, NOW).await.unwrap());
    work::waiting(&mut tx, 1).await.unwrap();
    let claims = work::claim(&mut tx, NOW, Duration::from_mins(1), 10).await.unwrap();
    let claim = claims[0];
    let standing = work::of_claim(&mut tx, claim).await.unwrap().unwrap();
    let names = payment::Names { customer: Some("cus_walk".to_owned()), ..payment::Names::default() };
    let look = work::Look {
        revision: standing.revision,
        names,
        state: payment::State::PastDue,
        method: None,
        quantity: Some(1),
        collected: Some(work::Collected { from: standing.period.from, to: standing.period.to }),
    };
    work::settle(&mut tx, claim, &look, NOW, NOW).await.unwrap();
    events::of_customer(&mut tx, "cus_walk").await.unwrap().unwrap();
    assert!(events::is_new(&mut tx, "evt_walk", NOW).await.unwrap());
    events::forget(&mut tx, Micros(0)).await.unwrap();
    tx.commit().await.unwrap();
}
