//! Ids inside of forms and behind question marks: each field that takes one, sent by the Admin of another account with an
//! id of this one. Nothing comes of it here, and they are told of nothing.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::Duration;

use axum::http::StatusCode;
use store::billing::ledger;
use store::messages::{self, Channel, Settled};
use store::{
    AccountId, Conn, Page, Wait, accounts, audit, buried, imports, invitations, invites, seats, statuses,
    teams, territories, users,
};

use super::fields::hold_to_the_source;
use super::{FILE, Ours, call, shows_nothing_of_ours};
use crate::support::world::now;
use crate::web::world::{Answer, Visitor, encoded};
use crate::wizard::client::{id_of, upload, value_of};

/// What a field names.
#[derive(Clone, Copy, Debug)]
enum Names {
    Team,
    Territory,
    Person,
    Invite,
    Applied,
    Draft,
    /// An entry of the audit log, or of the changes of the billing.
    Entry,
}

/// A field that takes an id.
struct Field {
    /// Where it is read: the file of the source, from `src/pages` on, and its name there.
    file: &'static str,
    name: &'static str,
    names: Names,
    method: &'static str,
    /// The address, with `{team}`, `{territory}` and `{user}` for those of who sends it.
    path: &'static str,
    /// What else is sent.
    rest: &'static [(&'static str, &'static str)],
    /// What is answered.
    answer: u16,
}

const fn post(
    (file, name): (&'static str, &'static str),
    names: Names,
    path: &'static str,
    rest: &'static [(&'static str, &'static str)],
    answer: u16,
) -> Field {
    Field { file, name, names, method: "POST", path, rest, answer }
}

const fn get(
    (file, name): (&'static str, &'static str),
    names: Names,
    path: &'static str,
    rest: &'static [(&'static str, &'static str)],
    answer: u16,
) -> Field {
    Field { file, name, names, method: "GET", path, rest, answer }
}

const ADA: &[(&str, &str)] = &[
    ("first_name", "Ada"),
    ("last_name", "Byron"),
    ("email", "ada@harborsolar.example"),
    ("phone", "+15035550177"),
    ("role", "Sales"),
    ("territory_access", "Limited"),
];

const BELOW: &[(&str, &str)] = &[("name", "Below")];
const PICKED: &[(&str, &str)] = &[("seen", "{revision}")];
const ALL: &[(&str, &str)] = &[("all", "yes"), ("seen", "{revision}")];
const SUSPEND: &[(&str, &str)] = &[("act", "suspend")];
const SUSPEND_ALL: &[(&str, &str)] = &[("act", "suspend"), ("all", "yes")];
const GIVE_ROLE: &[(&str, &str)] = &[("set_role", "Manager")];
const ADD_TEAM: &[(&str, &str)] = &[("all", "yes"), ("teams_way", "add")];
const ADD_TERRITORY: &[(&str, &str)] = &[("all", "yes"), ("territories_way", "add")];
const CANCEL: &[(&str, &str)] = &[("act", "cancel"), ("from", "invitations")];
const CANCEL_ALL: &[(&str, &str)] = &[("act", "cancel"), ("from", "invitations"), ("all", "yes")];
const FAILED: &[(&str, &str)] = &[("channel", "email"), ("kind", "invite")];

const PLACE: (&str, &str) = ("groups/actions.rs", "under");
const TARGET: (&str, &str) = ("groups/actions.rs", "into");
const PARENT: (&str, &str) = ("groups/add.rs", "under");
const ABOVE: (&str, &str) = ("groups/add.rs", "below");
const OF_TEAM: (&str, &str) = ("users/asked.rs", "team");
const OF_TERRITORY: (&str, &str) = ("users/asked.rs", "territory");
const OF_IMPORT: (&str, &str) = ("users/asked.rs", "import");
const MEMBER_OF: (&str, &str) = ("users/form/sent.rs", "teams");
const WITHIN: (&str, &str) = ("users/form/sent.rs", "territories");
const MOVED: (&str, &str) = ("users/selection/chosen.rs", "id");
const JOINED: (&str, &str) = ("users/edit/sent.rs", "teams");
const GIVEN: (&str, &str) = ("users/edit/sent.rs", "territories");
const INVITED: (&str, &str) = ("invitations/actions.rs", "id");
const INVITED_BY: (&str, &str) = ("invitations/rows.rs", "import");
const MESSAGE: (&str, &str) = ("outbox/failed.rs", "id");
const READER: (&str, &str) = ("settings/handlers.rs", "person");
const INSTEAD: (&str, &str) = ("wizard/upload/handlers.rs", "instead");
const WHOSE: (&str, &str) = ("audit/asked.rs", "who");
const OLDER: (&str, &str) = ("audit/asked.rs", "older");
const NEWER: (&str, &str) = ("audit/asked.rs", "newer");
const BEFORE: (&str, &str) = ("settings/billing/changes.rs", "before");

/// Every field that takes an id, at each address that reads it. Where a list of nobody is asked for, its answer says so.
const FIELDS: &[Field] = &[
    post(PARENT, Names::Team, "/teams/new", BELOW, 404),
    post(PARENT, Names::Territory, "/territories/new", BELOW, 404),
    get(ABOVE, Names::Team, "/teams/new", &[], 404),
    get(ABOVE, Names::Territory, "/territories/new", &[], 404),
    post(PLACE, Names::Team, "/teams/{team}/move", &[], 404),
    post(PLACE, Names::Territory, "/territories/{territory}/move", &[], 404),
    post(TARGET, Names::Team, "/teams/{team}/merge", &[], 404),
    post(TARGET, Names::Territory, "/territories/{territory}/merge", &[], 404),
    post(MEMBER_OF, Names::Team, "/users/new", ADA, 404),
    post(WITHIN, Names::Territory, "/users/new", ADA, 404),
    post(MEMBER_OF, Names::Team, "/users/{user}/edit", ADA, 404),
    post(WITHIN, Names::Territory, "/users/{user}/edit", ADA, 404),
    get(MOVED, Names::Person, "/users/standing", SUSPEND, 404),
    post(MOVED, Names::Person, "/users/standing", SUSPEND, 404),
    get(MOVED, Names::Invite, "/users/standing", CANCEL, 303),
    post(MOVED, Names::Invite, "/users/standing", CANCEL, 303),
    get(MOVED, Names::Person, "/users/edit", GIVE_ROLE, 404),
    post(MOVED, Names::Person, "/users/edit", GIVE_ROLE, 404),
    post(JOINED, Names::Team, "/users/edit", ADD_TEAM, 404),
    post(GIVEN, Names::Territory, "/users/edit", ADD_TERRITORY, 404),
    post(OF_TEAM, Names::Team, "/users/standing", SUSPEND_ALL, 303),
    post(OF_TERRITORY, Names::Territory, "/users/standing", SUSPEND_ALL, 303),
    post(OF_IMPORT, Names::Applied, "/users/standing", SUSPEND_ALL, 303),
    post(INVITED_BY, Names::Applied, "/users/standing", CANCEL_ALL, 303),
    get(OF_TEAM, Names::Team, "/users", &[], 200),
    get(OF_TERRITORY, Names::Territory, "/users", &[], 200),
    get(OF_IMPORT, Names::Applied, "/users", &[], 200),
    get(OF_TEAM, Names::Team, "/users/list.csv", &[], 200),
    get(OF_TERRITORY, Names::Territory, "/users/list.csv", &[], 200),
    get(OF_IMPORT, Names::Applied, "/users/list.csv", &[], 200),
    post(INVITED, Names::Invite, "/invitations/release", PICKED, 303),
    post(INVITED, Names::Invite, "/invitations/send", PICKED, 303),
    post(INVITED, Names::Invite, "/invitations/links.csv", PICKED, 200),
    post(INVITED_BY, Names::Applied, "/invitations/release", ALL, 303),
    post(INVITED_BY, Names::Applied, "/invitations/send", ALL, 303),
    post(INVITED_BY, Names::Applied, "/invitations/links.csv", ALL, 200),
    get(INVITED_BY, Names::Applied, "/invitations", &[], 404),
    post(MESSAGE, Names::Invite, "/outbox/failed/again", FAILED, 404),
    post(MESSAGE, Names::Invite, "/outbox/failed/drop", FAILED, 404),
    post(READER, Names::Person, "/settings/messages/preview", &[("subject", "a")], 200),
    get(INSTEAD, Names::Draft, "/imports/new", &[], 404),
    get(WHOSE, Names::Person, "/audit", &[], 200),
    get(WHOSE, Names::Person, "/audit/list.csv", &[], 200),
    get(OLDER, Names::Entry, "/audit", &[], 200),
    get(NEWER, Names::Entry, "/audit", &[], 200),
    get(BEFORE, Names::Entry, "/settings/billing/changes", &[], 200),
];

/// The Admin of the other account, with what is theirs.
struct Sam {
    visitor: Visitor,
    account: AccountId,
    user: i64,
    team: i64,
    territory: i64,
}

impl Sam {
    async fn new(ours: &Ours) -> Self {
        let mut visitor = ours.sam().await;
        for path in ["/teams/new", "/territories/new"] {
            let answer = visitor.post(path, &[("name", "Own"), ("under", "")]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        let mut view = ours.world.state.db.view().await.unwrap();
        let account = accounts::by_slug(&mut view, "harbor-solar").await.unwrap().id;
        let email = "sam.whitfield@harborsolar.example";
        let user = users::by_email(&mut view, account, email).await.unwrap().id.0;
        let team = teams::all(&mut view, account).await.unwrap()[0].id;
        let territory = territories::all(&mut view, account).await.unwrap()[0].id;
        Self { visitor, account, user, team, territory }
    }

    /// Sends a field with an id.
    async fn send(&mut self, ours: &Ours, field: &Field, id: i64) -> Answer {
        let path = field
            .path
            .replace("{team}", &self.team.to_string())
            .replace("{territory}", &self.territory.to_string())
            .replace("{user}", &self.user.to_string());
        let mut view = ours.world.state.db.view().await.unwrap();
        let revision = accounts::by_id(&mut view, self.account).await.unwrap().revision.to_string();
        drop(view);
        let (id, rest) = (id.to_string(), field.rest.iter());
        let rest = rest.map(|(name, value)| (*name, value.replace("{revision}", &revision)));
        let form: Vec<(&str, String)> = std::iter::once((field.name, id)).chain(rest).collect();
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if field.method == "GET" {
            let query: Vec<String> =
                form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
            return self.visitor.get(&format!("{path}?{}", query.join("&"))).await;
        }
        let answer = call(&mut self.visitor, "POST", &path, &form).await;
        // Whoever is shown what would happen agrees to it.
        if answer.body.contains("name=\"seen\"") && answer.body.contains("What will happen") {
            let seen = value_of(&answer.body, "seen");
            let form = [form, vec![("seen", seen.as_str())]].concat();
            return call(&mut self.visitor, "POST", &path, &form).await;
        }
        answer
    }
}

/// What others could send of this account.
struct Ids {
    team: i64,
    territory: i64,
    person: i64,
    invite: i64,
    applied: i64,
    draft: i64,
    entry: i64,
}

impl Ids {
    async fn of(ours: &mut Ours) -> Self {
        let draft = ours.draft().await;
        let world = &ours.world;
        let (account, yara) = (world.account().await, world.user("yara.haddad").await.id);
        let mut view = world.state.db.view().await.unwrap();
        let invite = invites::of_user(&mut view, account, yara).await.unwrap().unwrap().id;
        let entry = audit::newest(&mut view, account, 1).await.unwrap()[0].id;
        drop(view);
        give_up(ours, invite).await;
        let (team, territory, person, applied) = (ours.team, ours.territory, ours.person, ours.applied);
        Self { team, territory, person, invite: invite.0, applied, draft, entry }
    }

    const fn named(&self, names: Names) -> i64 {
        match names {
            Names::Team => self.team,
            Names::Territory => self.territory,
            Names::Person => self.person,
            Names::Invite => self.invite,
            Names::Applied => self.applied,
            Names::Draft => self.draft,
            Names::Entry => self.entry,
        }
    }
}

/// Has an e-mail stand among those that were given up.
async fn give_up(ours: &Ours, invite: store::InviteId) {
    let mut tx = ours.world.state.db.begin(Wait::Long).await.unwrap();
    let lease = Duration::from_mins(1);
    for due in messages::claim_invites(&mut tx, Channel::Email, now(), lease, 999).await.unwrap() {
        let settled = if due.id == invite { Settled::Failed("no mailbox") } else { Settled::Back(now()) };
        assert!(messages::settle_invite(&mut tx, Channel::Email, &due, settled, now()).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// Everything of an account that a form of another one could reach, as text.
async fn state(ours: &Ours, draft: i64) -> String {
    let account = ours.world.account().await;
    let mut view = ours.world.state.db.view().await.unwrap();
    let (conn, page): (&mut Conn, Page) = (&mut view, Page { offset: 0, limit: 1_000 });
    let parts: Vec<Box<dyn Debug>> = vec![
        // Whoever writes raises the revision.
        Box::new(accounts::by_id(conn, account).await.unwrap()),
        Box::new(users::list::list(conn, account, &users::list::Filter::default(), page).await.unwrap()),
        Box::new(teams::tree(conn, account).await.unwrap()),
        Box::new(teams::archived(conn, account).await.unwrap()),
        Box::new(territories::tree(conn, account).await.unwrap()),
        Box::new(territories::archived(conn, account).await.unwrap()),
        Box::new(
            imports::history::list(conn, account, &imports::history::Filter::default(), page).await.unwrap(),
        ),
        Box::new(imports::get(conn, account, store::ImportId(draft)).await.unwrap()),
        Box::new(invitations::list(conn, account, &invitations::Filter::default(), page).await.unwrap()),
        Box::new(buried::list(conn, account, page).await.unwrap()),
        Box::new(seats::changes(conn, account).await.unwrap()),
        Box::new(ledger::all(conn, account).await.unwrap()),
        Box::new(statuses::since(conn, account, jiff::civil::date(2000, 1, 1)).await.unwrap()),
        Box::new(audit::newest(conn, account, 1_000).await.unwrap()),
    ];
    format!("{parts:#?}")
}

#[tokio::test]
async fn no_field_of_a_form_takes_an_id_of_another_account() {
    let mut ours = Ours::new().await;
    let ids = Ids::of(&mut ours).await;
    let mut sam = Sam::new(&ours).await;
    let before = state(&ours, ids.draft).await;
    assert!(before.contains("no mailbox"), "nothing was given up: {before}");
    for field in FIELDS {
        let answer = sam.send(&ours, field, ids.named(field.names)).await;
        let called = format!("{} {} with {} of {:?}", field.method, field.path, field.name, field.names);
        assert_eq!(answer.status.as_u16(), field.answer, "{called}: {} {}", answer.location(), answer.body);
        shows_nothing_of_ours(&answer, &called);
        assert!(!answer.body.contains("@northwind"), "{called}: {}", answer.body);
        if answer.status == StatusCode::SEE_OTHER {
            // They are told that there is nobody, on a page that shows nobody of this account.
            let next = sam.visitor.get(answer.location()).await;
            shows_nothing_of_ours(&next, &called);
        }
        assert_eq!(state(&ours, ids.draft).await, before, "{called} has changed something");
    }
    // A file that is to stand in the place of another account's draft stands beside it.
    let own = upload(&mut sam.visitor, &format!("/imports?instead={}", ids.draft), "own.csv", FILE).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
    assert_ne!(id_of(own.location()), ids.draft);
    assert_eq!(state(&ours, ids.draft).await, before, "the draft is gone");
    // And what they sent did nothing to themselves.
    let mut view = ours.world.state.db.view().await.unwrap();
    let own = users::list::counts(&mut view, sam.account).await.unwrap();
    assert_eq!(own.people(), 1);
    assert_eq!(store::invariants::check(&ours.world.state.db).await.unwrap(), []);
}

#[test]
fn the_table_has_every_field_of_the_source_that_takes_an_id() {
    let table: BTreeSet<_> = FIELDS.iter().map(|field| (field.file, field.name)).collect();
    hold_to_the_source(&table);
}
