//! The audit log: everything that is done is in it with where it came from, in words, narrowed, page by page, as a file.

use std::collections::BTreeSet;

use app::pages::audit::said::{TABLE, of};
use axum::http::{Request, StatusCode, header};
use plan::choices::Actor;
use plan::snapshot::Role;
use serde_json::json;
use store::{UserId, Wait, audit, teams};

use super::crawl::source::files;
use super::world::{Answer, Visitor, World};
use crate::support::world::now;
use crate::wizard::client::{id_of, upload, value_of};

/// Where visitors come from.
const HERE: &str = "192.0.2.7";

async fn log(visitor: &mut Visitor, query: &str) -> String {
    let answer = visitor.get(&format!("/audit{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body
}

/// What each entry of a page says, without its markup.
fn told(body: &str) -> Vec<String> {
    let table = body.split("<tbody>").nth(1).unwrap_or_default();
    let rows = table.split("</tbody>").next().unwrap_or_default().split("<tr>").skip(1);
    rows.map(|row| {
        let text: String =
            row.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
    .collect()
}

/// Adds so many entries of the operator at one time.
async fn add(world: &World, action: &'static str, number: usize) {
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let account = world.account().await;
    for _ in 0..number {
        audit::add(&mut tx, account, &Actor::Operator, action, None, &(), now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_takes_people_of_an_import_away_or_gives_it_up_stands_in_the_log() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let file = "First Name,Last Name,Email,Phone,Role\r\nUdo,Lind,udo@lind,+13125550189,Sales\r\n";
    let import = id_of(upload(&mut dana, "/imports", "people.csv", file).await.location());
    for what in ["original", "bad-rows.csv"] {
        let answer = dana.get(&format!("/imports/{import}/{what}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{what}: {}", answer.body);
    }
    dana.post(&format!("/imports/{import}/discard"), &[]).await;
    let told = told(&log(&mut dana, "?what=imports").await);
    for (entry, said) in told.iter().zip([
        format!("Discarded an import: people.csv {HERE}"),
        format!("Downloaded people of an import: people.csv the rows to correct {HERE}"),
        format!("Downloaded people of an import: people.csv the file as it came {HERE}"),
        format!("Brought in a file: people.csv {HERE}"),
    ]) {
        assert!(entry.ends_with(&said), "{entry} is not {said}");
    }
}

/// Suspends somebody as an Admin does.
async fn suspend(dana: &mut Visitor, user: UserId) {
    let page = dana.get(&format!("/users/standing?act=suspend&one=yes&id={user}")).await.body;
    let (id, seen) = (user.to_string(), value_of(&page, "fingerprint"));
    let fields = [("act", "suspend"), ("one", "yes"), ("id", id.as_str()), ("fingerprint", seen.as_str())];
    assert_eq!(dana.post("/users/standing", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_done_stands_in_the_log_with_who_what_and_where_from() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    dana.post("/teams/new", &[("name", "North"), ("under", "")]).await;
    let mut view = world.state.db.view().await.unwrap();
    let all = teams::all(&mut view, world.account().await).await.unwrap();
    let team = all.iter().find(|team| team.name == "North").unwrap().id;
    drop(view);
    dana.post(&format!("/teams/{team}/rename"), &[("name", "Far North")]).await;
    dana.post("/settings/imports", &[("managers", "yes")]).await;
    dana.get("/users/list.csv").await;
    dana.post("/sign-out", &[]).await;
    let body = log(&mut world.admin().await, "").await;
    let told = told(&body);
    let expected = [
        "Dana Mitchell Signed in by password",
        "Dana Mitchell Signed out",
        "Dana Mitchell Downloaded a list of people 40 people",
        "Dana Mitchell Changed who may import was only Admins is now Managers too",
        "Dana Mitchell Renamed a team: Far North was North is now Far North",
        "Dana Mitchell Created a team: Far North",
        "Dana Mitchell Signed in by password",
    ];
    for (line, expected) in told.iter().zip(expected) {
        assert!(line.ends_with(&format!("{expected} {HERE}")), "{line}\n{expected}");
    }
    assert!(body.contains(&format!("href=\"/teams/{team}\"")), "{body}");
    let dana = world.user("dana.mitchell").await.id;
    assert!(body.contains(&format!("<a href=\"/users/{dana}\">Dana Mitchell</a>")), "{body}");
}

#[tokio::test]
async fn what_nobody_asked_for_from_elsewhere_says_so_and_headers_are_not_believed() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    add(&world, "account.link", 1).await;
    let request = Request::post("/teams/new")
        .header("sec-fetch-site", "same-origin")
        .header("forwarded", "for=203.0.113.9")
        .header("x-forwarded-for", "203.0.113.9")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(dana.send(request, "name=North&under=").await.status, StatusCode::SEE_OTHER);
    let body = log(&mut dana, "").await;
    assert!(told(&body)[0].ends_with(HERE) && !body.contains("203.0.113.9"), "{body}");
    assert!(told(&body)[1].ends_with("Operator Made a link to get in –nowhere"), "{:?}", told(&body)[1]);
}

#[tokio::test]
async fn an_import_says_who_agreed_to_it_and_from_where_and_then_that_it_was_done() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let file = "First Name,Last Name,Email,Phone,Role\r\nUdo,Lind,udo@lind.example,+13125550189,Sales\r\n";
    let import = id_of(upload(&mut dana, "/imports", "people.csv", file).await.location());
    let review = dana.get(&format!("/imports/{import}/review")).await.body;
    let fingerprint = value_of(&review, "fingerprint");
    let answer = dana.post(&format!("/imports/{import}/apply"), &[("fingerprint", &fingerprint)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    world.state.pipeline.apply(world.account().await, store::ImportId(import)).await.unwrap();
    let told = told(&log(&mut dana, "?what=imports").await);
    assert!(told[0].ends_with("Imported a file: people.csv 1 created –nowhere"), "{told:?}");
    assert!(told[1].ends_with(&format!("Agreed to an import: people.csv 1 created {HERE}")), "{told:?}");
    assert!(told[2].ends_with(&format!("Brought in a file: people.csv {HERE}")), "{told:?}");
}

#[tokio::test]
async fn a_form_says_whom_it_changed_and_where_from() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let user = world.user("aaliyah.brooks").await.id;
    suspend(&mut dana, user).await;
    let told = told(&log(&mut dana, "?what=users").await);
    assert!(told[0].ends_with(&format!("Changed by hand: Aaliyah Brooks 1 updated {HERE}")), "{told:?}");
}

#[tokio::test]
async fn the_log_is_narrowed_by_kind_person_and_days_of_the_account() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    add(&world, "account.link", 2).await;
    let id = world.user("dana.mitchell").await.id;
    let number = async |dana: &mut Visitor, query: &str| told(&log(dana, query).await).len();
    assert_eq!(number(&mut dana, "?what=signing-in&who=operator").await, 2);
    let hers = told(&log(&mut dana, &format!("?what=signing-in&who={id}")).await);
    assert_eq!(hers.len(), 1, "{hers:?}");
    assert_eq!(number(&mut dana, "?what=billing&who=stripe").await, 0);
    assert!(log(&mut dana, "?what=billing&who=stripe").await.contains("Nothing like this was done."));
    // It is 2 March in Chicago: a day begins and ends there.
    let today = now_day(&world).await;
    for (query, found) in [
        (format!("?what=signing-in&from={today}&to={today}"), 3),
        ("?what=signing-in&from=2099-01-01".to_owned(), 0),
        ("?what=signing-in&to=2001-01-01".to_owned(), 0),
        ("?what=signing-in&from=nonsense&to=2026-13-77".to_owned(), 3),
    ] {
        assert_eq!(number(&mut dana, &query).await, found, "{query}");
    }
    let elsewhere = log(&mut dana, "?who=999999999").await;
    assert!(told(&elsewhere).is_empty(), "{elsewhere}");
}

async fn now_day(world: &World) -> String {
    world.state.pipeline.today(world.account().await).await.unwrap()
}

/// The address behind a word of the pager.
fn link(body: &str, rel: &str) -> String {
    let before = body.split(&format!("\" rel=\"{rel}\"")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn a_page_stays_the_same_page_while_entries_are_added_and_every_entry_is_on_one() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    add(&world, "account.link", 119).await;
    let first = log(&mut dana, "?who=operator&what=signing-in").await;
    assert_eq!(told(&first).len(), 50);
    let second = dana.get(&link(&first, "next")).await.body;
    add(&world, "account.link", 1).await;
    let again = dana.get(&link(&first, "next")).await.body;
    assert_eq!(told(&second), told(&again));
    let third = dana.get(&link(&second, "next")).await.body;
    assert_eq!((told(&second).len(), told(&third).len()), (50, 19));
    assert!(!third.contains("rel=\"next\""), "{third}");
    let back = dana.get(&link(&third, "prev")).await.body;
    assert_eq!(told(&back), told(&second));
    let newest = dana.get(&link(&back, "prev")).await.body;
    assert!(newest.contains("rel=\"prev\""), "the one that was added is before these");
    let newest = dana.get(&link(&newest, "prev")).await.body;
    assert_eq!(told(&newest).len(), 50);
    assert!(!newest.contains("rel=\"prev\""), "{newest}");
}

#[tokio::test]
async fn the_file_has_what_the_filter_lets_through_and_no_formula() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    dana.post("/teams/new", &[("name", "=cmd|1"), ("under", "")]).await;
    add(&world, "account.link", 600).await;
    let Answer { headers, body, .. } = dana.get("/audit/list.csv?what=groups").await;
    assert!(
        headers.iter().any(|(_, value)| value.starts_with("attachment; filename=\"audit-log-")),
        "{headers:?}"
    );
    assert!(body.starts_with("\u{feff}When (Chicago time),Who,What,To,Before,After,From\r\n"), "{body}");
    let line = body.lines().nth(1).unwrap();
    assert!(line.ends_with("Dana Mitchell,Created a team,'=cmd|1,,,192.0.2.7"), "{line}");
    let all = dana.get("/audit/list.csv?who=operator&what=signing-in").await.body;
    assert_eq!(all.lines().count(), 601);
}

#[tokio::test]
async fn what_others_do_to_somebody_is_found_by_them_and_nothing_of_another_account_is() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let user = world.user("aaliyah.brooks").await.id;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let account = world.account().await;
    let her = Actor::Person { id: user.0, role: Role::Manager };
    audit::add(&mut tx, account, &her, "session.begun", None, &json!({"by": "code"}), now()).await.unwrap();
    audit::add(&mut tx, account, &Actor::Operator, "account.link", Some(user.0), &(), now()).await.unwrap();
    tx.commit().await.unwrap();
    let told = told(&log(&mut dana, &format!("?who={user}&what=signing-in")).await);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("Made a link to get in: Aaliyah Brooks"), "{told:?}");
    assert!(told[1].contains("Aaliyah Brooks Signed in by code"), "with the role of then: {told:?}");
    // What an Admin does to her by hand, and only that.
    suspend(&mut dana, user).await;
    suspend(&mut dana, world.user("marcus.webb").await.id).await;
    let told = self::told(&log(&mut dana, &format!("?who={user}&what=users")).await);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Dana Mitchell") && told[0].contains("Aaliyah Brooks"), "{told:?}");
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", super::world::PASSWORD)];
    sam.post("/sign-in", &fields).await;
    let theirs = log(&mut sam, &format!("?who={user}")).await;
    assert!(!theirs.contains("Aaliyah"), "{theirs}");
}

/// Texts of the source that look like an action, in files that write into the log or name what others write.
fn actions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files("src").into_iter().chain(files("../store/src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        let writes =
            ["audit::add(", "log.note(", "audit::of_billing(", "const ACTIONS: Actions", "write_down("];
        if !writes.iter().any(|word| code.contains(word)) {
            continue;
        }
        for text in code.split('"').skip(1).step_by(2) {
            let word = |part: &str| {
                !part.is_empty() && part.bytes().all(|one| one.is_ascii_lowercase() || one == b'_')
            };
            if text.split_once('.').is_some_and(|(kind, done)| word(kind) && word(done)) {
                found.insert(text.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_action_that_is_written_anywhere_is_in_the_table_and_no_other() {
    let written = actions();
    let unsaid: Vec<_> = written
        .iter()
        .filter(|action| of(action).is_none() && !NO_ACTIONS.contains(&action.as_str()) && !is_domain(action))
        .collect();
    assert!(unsaid.is_empty(), "the table has no words for {unsaid:?}");
    let unwritten: Vec<_> =
        TABLE.iter().map(|(action, ..)| *action).filter(|action| !written.contains(*action)).collect();
    assert!(unwritten.is_empty(), "nobody writes {unwritten:?}");
    let names: BTreeSet<_> = TABLE.iter().map(|(action, ..)| action).collect();
    assert_eq!(names.len(), TABLE.len(), "an action stands twice in the table");
}

/// A code of the command line, a column and a file, beside actions.
const NO_ACTIONS: [&str; 3] = ["account.invalid", "g.colour", "sample.csv"];

/// Domains of e-mail, which settings name.
fn is_domain(text: &str) -> bool {
    [".com", ".net", ".de", ".me", ".ru"].iter().any(|ending| text.ends_with(ending))
}

#[test]
fn pages_of_people_who_are_signed_in_write_only_with_where_the_request_came_from() {
    for file in files("src/pages") {
        if file.components().any(|part| part.as_os_str() == "sign_in") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        for (line, text) in (1..).zip(text.lines()) {
            let begins = text.contains("db.begin(") && !text.contains("coming_from(");
            assert!(!begins, "{}:{line} begins without `who.begin`: {text}", file.display());
        }
    }
}
