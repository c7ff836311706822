//! An account with something of everything, and all of it as a text.

use std::fmt::Debug;
use std::time::Duration;

use plan::choices::Actor;
use plan::fix::Fix;
use plan::snapshot::{Role, Status};
use store::billing::{self, ledger};
use store::buried::{self};
use store::callbacks::{self, Handed, Kind, Report};
use store::codes::{self, Purpose, To};
use store::files::{self};
use store::imports::wizard::{self};
use store::imports::{self, history, memory};
use store::invitations::{self};
use store::links::{self, Link};
use store::messages::Channel;
use store::passkeys::{self, NewPasskey};
use store::payment;
use store::sign_on::{self, NewSignOn};
use store::suppressions::{self, Why};
use store::templates::{self, Templates};
use store::users::list::{self, Filter};
use store::{
    AccountId, CodeId, Conn, FileId, ImportId, InviteId, JobId, LinkId, Page, PasskeyId, TeamId, TerritoryId,
    Tx, UserId, Wait, accounts, audit, invites, jobs, seats, teams, territories, users,
};

use crate::scene::{self, Scene, scene};
use crate::world::{self, NOW};

/// What an account has that another must not reach.
pub struct Victim {
    pub scene: Scene,
    pub user: UserId,
    pub invited: UserId,
    pub suspended: UserId,
    pub invite: InviteId,
    pub team: TeamId,
    pub territory: TerritoryId,
    pub applied: ImportId,
    pub draft: ImportId,
    pub file: FileId,
    pub fix: i64,
    pub withdrawn: i64,
    pub job: JobId,
    pub code: CodeId,
    pub link: LinkId,
    pub passkey: PasskeyId,
    /// A line of its ledger.
    pub line: i64,
}

pub async fn victim() -> Victim {
    let scene = scene().await;
    let mark = scene.mark;
    let (team, territory) = (scene.team("North", None).await, scene.territory("A1", None).await);
    let user = scene.add(&scene::person(mark, 1, Role::Manager, Status::Active)).await;
    let suspended = scene.add(&scene::person(mark, 3, Role::Sales, Status::Suspended)).await;
    let (email, phone) = (scene::email(mark, 2), scene::phone(mark, 3).to_string());
    let file = scene::sheet(&[&["Ana", "Ruiz", &email, &phone, "Sales", "North"]]);
    let release = r#"{"fix": "release", "field": "phone", "rows": [2]}"#;
    let recipe = scene::fixed(scene::recipe(file), release);
    let (applied, _) = scene.import(&recipe).await;
    let draft = scene.begin(&recipe).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let account = scene.account;
    let invited = users::by_email(&mut tx, account, &email).await.unwrap().id;
    let invite = invites::of_user(&mut tx, account, invited).await.unwrap().unwrap().id;
    let skip = Fix::SkipRows { rows: vec![2] };
    let fix = wizard::add_fix(&mut tx, account, draft, &skip, &Actor::Operator, NOW).await.unwrap();
    let withdrawn = wizard::add_fix(&mut tx, account, draft, &skip, &Actor::Operator, NOW).await.unwrap();
    wizard::withdraw_fix(&mut tx, account, draft, withdrawn, NOW).await.unwrap();
    let file = imports::get(&mut tx, account, draft).await.unwrap().original;
    let job = jobs::enqueue(&mut tx, Some(account), "tenant", &1, NOW).await.unwrap();
    let failed = Handed { channel: Channel::Email, account, kind: Kind::Invite, id: invite.0, fence: 0 };
    assert!(callbacks::report(&mut tx, &failed, Report::Failed("no mailbox"), NOW).await.unwrap());
    suppressions::add(&mut tx, Channel::Email, &email, Why::Bounce, "no mailbox", NOW).await.unwrap();
    let to = To { purpose: Purpose::SignIn, channel: Channel::Email, address: "tenant@x.example" };
    let code = codes::create(&mut tx, account, user, &to, NOW).await.unwrap();
    let link = Link { account, user, expires_at: NOW.after(Duration::from_hours(1)) };
    let (link, _) = links::create(&mut tx, &world::key(), link, NOW).await.unwrap();
    let passkey = passkey(&mut tx, account, user, mark).await;
    templates::set(&mut tx, account, &words(), &Actor::Operator, NOW).await.unwrap();
    sign_on::set(&mut tx, account, &provider(&[domain(mark)]), NOW).await.unwrap();
    sign_on::proved(&mut tx, account, NOW, NOW).await.unwrap();
    let price = crate::billing::quarterly(1);
    billing::set_price(&mut tx, account, &price, &Actor::Operator, NOW).await.unwrap();
    let line = ledger::all(&mut tx, account).await.unwrap()[0].entry.id;
    payment::introduce(&mut tx, account, &format!("cus_{mark}")).await.unwrap();
    tx.commit().await.unwrap();
    bury(&scene, job).await;
    Victim {
        scene,
        user,
        invited,
        suspended,
        invite,
        team,
        territory,
        applied,
        draft,
        file: file.unwrap(),
        fix,
        withdrawn,
        job,
        code,
        link,
        passkey,
        line,
    }
}

async fn passkey(tx: &mut Tx, account: AccountId, user: UserId, mark: u64) -> PasskeyId {
    let credential = mark.to_be_bytes();
    let new = NewPasskey { credential: &credential, public_key: b"key", state: b"state", name: "Theirs" };
    passkeys::add(tx, account, user, &new, NOW).await.unwrap()
}

pub fn words() -> Templates {
    let text = || "victim".to_owned();
    Templates { subject: text(), email: text(), text: text() }
}

/// The domain of everybody of a scene.
pub fn domain(mark: u64) -> String {
    format!("s{mark}.example")
}

pub fn provider(domains: &[String]) -> NewSignOn<'_> {
    NewSignOn { issuer: "https://id.example", client_id: "muster", secret: Some(b"sealed"), domains }
}

/// Buries one job, and puts those of other tests back at once.
async fn bury(scene: &Scene, job: JobId) {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for claimed in jobs::claim(&mut tx, NOW, Duration::from_mins(1), 1_000).await.unwrap() {
        if claimed.id == job {
            jobs::bury(&mut tx, &claimed, "broken").await.unwrap();
        } else {
            jobs::put_off(&mut tx, &claimed, NOW, None).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// Everything the victim has, as text.
pub async fn state(victim: &Victim) -> String {
    let mut view = victim.scene.db.view().await.unwrap();
    let (conn, account): (&mut Conn, AccountId) = (&mut view, victim.scene.account);
    let page = Page::default();
    let parts: Vec<Box<dyn Debug>> = vec![
        Box::new(accounts::by_id(conn, account).await.unwrap()),
        Box::new(list::list(conn, account, &Filter::default(), page).await.unwrap()),
        Box::new(teams::tree(conn, account).await.unwrap()),
        Box::new(territories::tree(conn, account).await.unwrap()),
        Box::new(history::list(conn, account, &history::Filter::default(), page).await.unwrap()),
        Box::new(history::outcomes(conn, account, victim.applied, None, "", page).await.unwrap()),
        Box::new(history::releases_of_person(conn, account, victim.suspended).await.unwrap()),
        Box::new(wizard::fixes(conn, account, victim.draft).await.unwrap()),
        Box::new(memory::headers(conn, account, &["Email".to_owned()]).await.unwrap()),
        Box::new(memory::value_fixes(conn, account).await.unwrap()),
        Box::new(files::get(conn, account, victim.file).await.unwrap()),
        Box::new(invites::get(conn, account, victim.invite).await.unwrap()),
        Box::new(codes::holds(conn, account, victim.code, NOW).await.unwrap()),
        Box::new(links::holds(conn, account, victim.link, NOW).await.unwrap()),
        Box::new(passkeys::list(conn, account, victim.user).await.unwrap()),
        Box::new(sign_on::get(conn, account).await.unwrap()),
        Box::new(sign_on::left_out(conn, account).await.unwrap()),
        Box::new(users::get(conn, account, victim.user).await.unwrap()),
        Box::new(invitations::list(conn, account, &invitations::Filter::default(), page).await.unwrap()),
        Box::new(invitations::counts(conn, account, Some(victim.applied), NOW).await.unwrap()),
        Box::new(templates::get(conn, account).await.unwrap()),
        Box::new(jobs::buried(conn, account).await.unwrap()),
        Box::new(buried::list(conn, account, page).await.unwrap()),
        Box::new(buried::reach(conn, account, victim.invited).await.unwrap()),
        Box::new(seats::changes(conn, account).await.unwrap()),
        Box::new(payment::get(conn, account).await.unwrap()),
        Box::new(audit::newest(conn, account, 100).await.unwrap()),
    ];
    format!("{parts:#?}")
}
