//! What somebody tries who is not meant to get in: an attack a test.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::{Request, StatusCode, header};
use store::users;

use super::crawl::posts;
use super::world::{Answer, PASSWORD, Visitor, World, encoded, services};

const DANA: &str = "dana.mitchell@northwind.example";
const NOBODY: &str = "nobody@northwind.example";
const GOOD: &str = "three blue herons";

/// Sends a form with a header of one's own.
async fn post_with(visitor: &mut Visitor, path: &str, (name, value): (&str, &str), form: &str) -> Answer {
    let request = Request::post(path)
        .header(name, value)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    visitor.send(request, form).await
}

#[tokio::test]
async fn links_begin_with_the_public_address_whatever_host_a_request_names() {
    let world = World::new().await;
    for name in ["host", "x-forwarded-host", "forwarded"] {
        let value = if name == "forwarded" { "host=evil.example" } else { "evil.example" };
        let request = Request::post("/forgot")
            .header(name, value)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = format!("email={}", encoded(DANA));
        let answer = world.stranger().send(request, &form).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.body.contains("evil.example"), "{}", answer.body);
    }
    world.state.beside().idle().await;
    let worker = app::jobs::Worker::new(world.state.pipeline.clone(), Duration::from_hours(999), || 1);
    worker.drain().await.unwrap();
    let outbox = world.admin().await.get("/outbox").await.body;
    assert!(outbox.contains("value=\"http://muster.test/welcome/"), "{outbox}");
    assert!(!outbox.contains("evil.example"), "{outbox}");
}

/// Everything that is logged, at the finest level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_links_nor_codes_nor_passwords_nor_addresses_are_logged() {
    let world = World::sending().await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // Tests beside this one listen to nothing. With one listener only, what they come by first is taken for something
    // that nobody hears; with a second one that is asked anew each time.
    let second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let guard = tracing::subscriber::set_default(subscriber);
    let link = world.invitation("yara.haddad").await;
    let mut yara = world.stranger();
    yara.get(&link).await;
    yara.post(&format!("{link}/code"), &[]).await;
    let code = world.sent().await.remove(0).secret;
    yara.post(&format!("{link}/confirm"), &[("code", &code)]).await;
    yara.post(&link, &[("password", GOOD), ("again", GOOD)]).await;
    yara.post("/forgot", &[("email", DANA)]).await;
    let forgotten = world.sent().await.remove(0).secret;
    yara.get(&format!("/welcome/{forgotten}")).await;
    yara.post("/sign-in/code", &[("address", DANA)]).await;
    world.state.beside().idle().await;
    drop((guard, second));
    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(said.contains("/join/{token}"), "nothing was heard: {said}");
    let token = link.strip_prefix("/join/").unwrap();
    for secret in [token, code.as_str(), forgotten.as_str(), GOOD, DANA, "yara.haddad@", "Haddad"] {
        assert!(!said.contains(secret), "{secret} is in the log: {said}");
    }
}

#[tokio::test]
async fn the_address_of_a_link_goes_to_no_other_site() {
    let world = World::new().await;
    for path in [world.invitation("yara.haddad").await, "/welcome/guess".to_owned()] {
        let answer = world.stranger().get(&path).await;
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
        // Nothing on the page is fetched from elsewhere, and no link leads there.
        for part in ["href=\"", "src=\"", "action=\""] {
            for target in answer.body.split(part).skip(1) {
                assert!(target.starts_with('/') || target.starts_with('#'), "{path}: {part}{target:.60}");
            }
        }
    }
}

/// What an answer tells, but for the id of its request, and the address that was asked for with its length.
fn told(answer: &Answer, address: &str) -> (StatusCode, Vec<(String, String)>, String) {
    let own = |name: &str| matches!(name, "x-request-id" | "content-length");
    let headers = answer.headers.iter().filter(|(name, _)| !own(name)).cloned().collect();
    (answer.status, headers, answer.body.replace(address, "ADDRESS"))
}

#[tokio::test]
async fn no_answer_tells_whether_somebody_exists() {
    let world = World::sending().await;
    for (path, field, more) in [
        ("/sign-in", "email", ("password", "wrong")),
        ("/sign-in/code", "address", ("next", "/me")),
        ("/sign-in/code/enter", "address", ("code", "x")),
        ("/forgot", "email", ("", "")),
    ] {
        let mut seen = Vec::new();
        // Active, nobody, invited only.
        for address in [DANA, NOBODY, "yara.haddad@northwind.example"] {
            let mut visitor = world.stranger();
            let answer = visitor.post(path, &[(field, address), more]).await;
            assert!(visitor.cookies.is_empty(), "{path}");
            seen.push(told(&answer, address));
        }
        seen.dedup();
        assert_eq!(seen.len(), 1, "{path}: {seen:#?}");
    }
}

#[tokio::test]
async fn a_session_that_was_there_before_is_worth_nothing_after_signing_in() {
    let world = World::with("https://muster.test", services()).await;
    // What a stranger can have a session for: a question about a passkey.
    let mut planted = world.stranger();
    let request = Request::post("/sign-in/passkey/ask")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(planted.send(request, "{}").await.status, StatusCode::OK);
    assert!(planted.cookies.contains_key("__Host-muster"), "{:?}", planted.cookies);
    let mut victim = planted.clone();
    victim.post("/sign-in/code", &[("address", DANA)]).await;
    let code = world.sent().await.remove(0).secret;
    victim.post("/sign-in/code/enter", &[("address", DANA), ("code", &code)]).await;
    assert_eq!(victim.get("/imports").await.status, StatusCode::OK);
    assert_ne!(victim.cookies["__Host-muster"], planted.cookies["__Host-muster"]);
    assert_eq!(planted.get("/imports").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn another_site_can_have_nothing_done() {
    let world = World::new().await;
    let link = world.invitation("yara.haddad").await;
    let mut dana = world.admin().await;
    // Machines have no session there, and sign what they say.
    let sent = posts().filter(|path| *path != "/csp-report" && !path.starts_with("/hooks/"));
    for path in sent.map(|path| path.replace("/join/{token}", &link).replace(['{', '}'], "")) {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("x-nothing", "at all"),
        ] {
            let form = format!("password={GOOD}&again={GOOD}").replace(' ', "+");
            let answer = post_with(&mut dana, &path, (name, value), &form).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} with {name}: {value}");
        }
    }
    assert_eq!(dana.get("/imports").await.status, StatusCode::OK, "she was signed out");
    assert_eq!(world.user("yara.haddad").await.values.status, plan::snapshot::Status::Invited);
}

#[tokio::test]
async fn no_way_of_signing_in_leads_to_another_site() {
    let world = World::sending().await;
    for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"] {
        let page = world.stranger().get(&format!("/sign-in/code?next={}", encoded(evil))).await.body;
        assert!(!page.contains("evil.example"), "{page}");
        let mut dana = world.stranger();
        dana.post("/sign-in/code", &[("address", DANA), ("next", evil)]).await;
        let code = world.sent().await.remove(0).secret;
        let fields = [("address", DANA), ("code", code.as_str()), ("next", evil)];
        assert_eq!(dana.post("/sign-in/code/enter", &fields).await.location(), "/", "{evil}");
        let again = dana.post("/sign-out/again", &[("next", evil)]).await;
        assert_eq!(again.location(), "/sign-in?signed=again&next=%2Fme", "{evil}");
    }
}

#[tokio::test]
async fn a_code_is_not_guessed_by_many_browsers_nor_by_asking_again_and_again() {
    let world = World::sending().await;
    let (mut wrong, mut last) = (0, StatusCode::OK);
    for _ in 0..4 {
        world.stranger().post("/sign-in/code", &[("address", DANA)]).await;
        let right = world.sent().await.remove(0).secret;
        let bad = format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000);
        for _ in 0..5 {
            let fields = [("address", DANA), ("code", bad.as_str())];
            last = world.stranger().post("/sign-in/code/enter", &fields).await.status;
            wrong += u32::from(last == StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    assert_eq!((wrong, last), (10, StatusCode::TOO_MANY_REQUESTS), "ten tries in a quarter of an hour");
}

#[tokio::test]
async fn an_invitation_takes_over_nobody_who_signs_in_elsewhere() {
    let world = World::new().await;
    // Another company invites Dana, who is the Admin of this one, to have a password of theirs on her address.
    let there = app::demo::company::NEIGHBOUR.slug;
    let mut tx = world.state.db.begin(store::Wait::Long).await.unwrap();
    let account = store::accounts::by_slug(&mut tx, there).await.unwrap().id;
    let dana = world.user("dana.mitchell").await;
    let new = users::NewUser {
        first_name: "Dana".to_owned(),
        last_name: "Mitchell".to_owned(),
        email: dana.values.email.clone(),
        phone: dana.values.phone,
        role: plan::snapshot::Role::Sales,
        access: plan::snapshot::Access::Limited,
        external_id: None,
        status: plan::snapshot::Status::Invited,
        teams: Vec::new(),
        territories: Vec::new(),
    };
    let now = world.state.micros();
    let user = users::create(&mut tx, account, &new, now).await.unwrap();
    let id = store::invites::send(&mut tx, &world.state.key, account, user, (store::invites::LIFETIME, now))
        .await
        .unwrap();
    let token = store::invites::get(&mut tx, account, id).await.unwrap().token(&world.state.key);
    tx.commit().await.unwrap();
    let mut session = world.admin().await;
    let mut attacker = world.stranger();
    let path = format!("/join/{}", token.as_str());
    let answer = attacker.post(&path, &[("password", GOOD), ("again", GOOD)]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(!answer.body.contains("another company"), "{}", answer.body);
    assert_eq!(attacker.get("/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(session.get("/imports").await.status, StatusCode::OK, "her session goes on");
    let fields = |password| [("email", DANA), ("password", password)];
    let theirs = world.stranger().post("/sign-in", &fields(GOOD)).await;
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY);
    let hers = world.stranger().post("/sign-in", &fields(PASSWORD)).await;
    assert_eq!(hers.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_at_once_when_its_person_is_suspended() {
    let world = World::new().await;
    let mut priya = world.visitor("priya.raman").await;
    assert_eq!(priya.get("/me").await.status, StatusCode::OK);
    let user = world.user("priya.raman").await;
    let mut tx = world.state.db.begin(store::Wait::Long).await.unwrap();
    users::suspend(&mut tx, user.account, user.id, world.state.micros()).await.unwrap();
    tx.commit().await.unwrap();
    for path in ["/me", "/"] {
        assert!(priya.get(path).await.location().starts_with("/sign-in"), "{path}");
    }
    let answer = priya.post("/me/password", &[("password", GOOD), ("again", GOOD)]).await;
    assert!(answer.location().starts_with("/sign-in"), "{}", answer.body);
}
