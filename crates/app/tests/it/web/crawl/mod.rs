//! Every route, asked by everybody ([`matrix`]), and by the Admin of another account with ids of this one. A route that is
//! missing from the table fails the test.

mod bodies;
mod fields;
mod matrix;
pub mod source;
mod table;

use std::collections::BTreeSet;

use axum::http::{Request, StatusCode, header};
use store::passkeys::NewPasskey;
use store::{Wait, accounts, imports, passkeys, users};

use self::table::{ROUTES, Route};
use super::billing::set_price;
use super::world::{Answer, PASSWORD, Visitor, World, encoded};
use crate::support::world::now;
use crate::wizard::client::{id_of, upload};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Without signing in.
    Anybody,
    /// Whoever has signed in.
    Everyone,
    /// Admins, and Managers where the account lets them, who find only what they began.
    Importers,
    /// Admins only.
    Admins,
}

/// What an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Nothing of an account.
    Nothing,
    /// Something that whoever has the address may have.
    Secret,
    /// An import that is being worked at.
    Draft,
    /// An import that was applied.
    Applied,
    /// Somebody.
    Person,
    /// A passkey of who is signed in.
    Passkey,
    /// The period of an invoice.
    Period,
    /// A team.
    Team,
    /// A territory.
    Territory,
}

impl Of {
    /// What stands in the path for the id, if there is one of an account.
    const fn placeholder(self) -> Option<&'static str> {
        match self {
            Self::Nothing | Self::Secret => None,
            Self::Draft | Self::Applied => Some("{import}"),
            Self::Person => Some("{user}"),
            Self::Passkey => Some("{passkey}"),
            Self::Period => Some("{from}"),
            Self::Team => Some("{team}"),
            Self::Territory => Some("{territory}"),
        }
    }
}

/// The paths of everything that is sent.
pub fn posts() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().filter(|route| route.method == "POST").map(|route| route.path)
}

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

const FILE: &str =
    "First Name,Last Name,Email,Phone,Role\r\nUrsula,Visible,ursula@visible.example,+13125550188,Boss\r\n";

/// Words of pages that show something of the example company.
const OURS: [&str; 4] = ["Northwind", "Mitchell", "Visible", "everybody.csv"];

/// The example company, with the ids of what its Admin can look at.
struct Ours {
    world: World,
    dana: Visitor,
    person: i64,
    passkey: i64,
    applied: i64,
    team: i64,
    territory: i64,
}

impl Ours {
    async fn new() -> Self {
        let world = World::new().await;
        let dana = world.admin().await;
        let mut view = world.state.db.view().await.unwrap();
        let account = accounts::by_slug(&mut view, "northwind").await.unwrap().id;
        let person = users::by_email(&mut view, account, "aaliyah.brooks@northwind.example").await.unwrap();
        let all = imports::history::Filter::default();
        let applied = imports::history::list(&mut view, account, &all, store::Page::default()).await.unwrap();
        let team = person.values.teams.first().unwrap().0;
        let territory = store::territories::all(&mut view, account).await.unwrap().first().unwrap().id;
        let admin = users::by_email(&mut view, account, "dana.mitchell@northwind.example").await.unwrap().id;
        drop(view);
        let new = NewPasskey { credential: b"crawl", public_key: b"", state: b"", name: "Visible" };
        let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
        let passkey = passkeys::add(&mut tx, account, admin, &new, now()).await.unwrap().0;
        tx.commit().await.unwrap();
        for (slug, anchor) in [("northwind", PERIOD), ("harbor-solar", "2026-03-15")] {
            set_price(&world.state, slug, anchor).await;
        }
        let (person, applied) = (person.id.0, applied.rows.first().unwrap().id.0);
        Self { world, dana, person, passkey, applied, team, territory }
    }

    /// The Admin of the other account of the installation.
    async fn sam(&self) -> Visitor {
        let mut sam = self.world.stranger();
        let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)];
        assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
        sam
    }

    /// An import that its Admin has just begun.
    async fn draft(&mut self) -> i64 {
        let answer = upload(&mut self.dana, "/imports", "visible.csv", FILE).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        id_of(answer.location())
    }

    /// What its Admin sees of the things that others ask for.
    async fn seen(&mut self, draft: i64) -> Vec<String> {
        let mut seen = Vec::new();
        for page in ["match", "fix", "review"] {
            seen.push(self.dana.get(&format!("/imports/{draft}/{page}")).await.body);
        }
        for page in [
            format!("/imports/{}/done", self.applied),
            "/imports".into(),
            "/users".into(),
            "/me".into(),
            format!("/teams/{}", self.team),
            format!("/territories/{}", self.territory),
        ] {
            seen.push(self.dana.get(&page).await.body);
        }
        seen
    }
}

/// The first day of the period that runs, of the account that is asked for; others begin theirs on another day.
const PERIOD: &str = "2026-03-01";

fn address(route: &Route, id: i64) -> String {
    if route.of == Of::Period {
        return route.path.replace("{from}", PERIOD);
    }
    match route.of.placeholder() {
        Some(placeholder) => route.path.replace(placeholder, &id.to_string()),
        None => route.path.replace(['{', '}', '*'], ""),
    }
}

/// Asks for an address as a page of the panel would, with a form where there is one.
async fn call(visitor: &mut Visitor, method: &str, path: &str, form: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
    let fields: Vec<String> = form.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
    visitor
        .send(request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"), &fields.join("&"))
        .await
}

fn shows_nothing_of_ours(answer: &Answer, called: &str) {
    for word in OURS {
        assert!(!answer.body.contains(word), "{called} shows {word}: {}", answer.body);
    }
}

#[test]
fn the_table_has_every_route_of_the_source_and_no_other() {
    let table: BTreeSet<_> =
        ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    let source = source::routes();
    let missing: Vec<_> = source.difference(&table).collect();
    let gone: Vec<_> = table.difference(&source).collect();
    assert!(missing.is_empty() && gone.is_empty(), "the table lacks {missing:?} and has {gone:?} too much");
    for route in ROUTES {
        let named = route.path.contains('{') && route.of != Of::Secret;
        let placeholder = route
            .of
            .placeholder()
            .is_some_and(|word| route.path.matches('{').count() == 1 && route.path.contains(word));
        assert_eq!(named, placeholder, "{} names something else than it says", route.path);
        assert!(route.of != Of::Secret || route.whom == Whom::Anybody, "{}", route.path);
    }
}

#[tokio::test]
async fn the_admin_of_another_account_finds_nothing_under_ids_of_this_one() {
    let mut ours = Ours::new().await;
    let mut sam = ours.sam().await;
    let draft = ours.draft().await;
    let before = ours.seen(draft).await;
    for route in ROUTES.iter().filter(|route| route.of.placeholder().is_some()) {
        let ids = match route.of {
            Of::Person => vec![ours.person],
            Of::Passkey => vec![ours.passkey],
            Of::Team => vec![ours.team],
            Of::Territory => vec![ours.territory],
            _ => vec![draft, ours.applied],
        };
        for path in ids.into_iter().map(|id| address(route, id)) {
            for method in METHODS {
                let answer = call(&mut sam, method, &path, route.form).await;
                let called = format!("{method} {path}");
                assert_eq!(
                    answer.status.as_u16(),
                    expected(route.path, method),
                    "{called}: {}",
                    answer.location()
                );
                shows_nothing_of_ours(&answer, &called);
            }
        }
    }
    assert_eq!(ours.seen(draft).await, before);
}

/// A method that the address takes finds nothing; another is none of this address, whoever asks.
fn expected(path: &str, method: &str) -> u16 {
    let asked = if method == "HEAD" { "GET" } else { method };
    let takes = ROUTES.iter().any(|route| route.path == path && route.method == asked);
    if takes { 404 } else { 405 }
}

/// How many links to people a page has.
fn people(answer: &Answer) -> usize {
    let links = answer.body.split("href=\"/users/").skip(1);
    links.filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit())).count()
}

#[tokio::test]
async fn ids_of_another_account_behind_a_question_mark_find_nothing_and_do_nothing() {
    let mut ours = Ours::new().await;
    let mut sam = ours.sam().await;
    let draft = ours.draft().await;
    for (filter, id) in [("team", ours.team), ("territory", ours.territory)] {
        let path = format!("/users?{filter}={id}");
        assert!(people(&ours.dana.get(&path).await) > 0, "{path} finds nobody");
        let answer = sam.get(&path).await;
        assert_eq!(people(&answer), 0, "{path}: {}", answer.body);
        shows_nothing_of_ours(&answer, &path);
    }
    for path in ["/users/list.csv?team=", "/users/list.csv?territory="]
        .map(|path| format!("{path}{}", if path.contains("team") { ours.team } else { ours.territory }))
    {
        assert!(ours.dana.get(&path).await.body.lines().count() > 1, "{path} finds nobody");
        assert_eq!(sam.get(&path).await.body.lines().count(), 1, "{path}");
    }
    for ask in ["/users/standing?act=suspend&id=", "/users/edit?id="] {
        let ask = format!("{ask}{}", ours.person);
        assert_eq!(ours.dana.get(&ask).await.status, StatusCode::OK, "{ask}");
        assert_eq!(sam.get(&ask).await.status, StatusCode::NOT_FOUND, "{ask}");
    }
    let instead = format!("?instead={draft}");
    assert!(ours.dana.get(&format!("/imports/new{instead}")).await.body.contains("visible.csv"));
    assert_eq!(sam.get(&format!("/imports/new{instead}")).await.status, StatusCode::NOT_FOUND);
    let own = upload(&mut sam, &format!("/imports{instead}"), "own.csv", FILE).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    assert_eq!(ours.dana.get(&format!("/imports/{draft}/match")).await.status, StatusCode::OK);
}
