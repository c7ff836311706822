//! One's own page.

use axum::http::StatusCode;
use store::passkeys::{self, NewPasskey};
use store::{PasskeyId, Wait, audit};

use super::world::{PASSWORD, Visitor, World};
use crate::support::world::now;

const GOOD: &str = "three blue herons";

/// A passkey of somebody, as it lies in the database.
async fn passkey(world: &World, local: &str, credential: &[u8]) -> PasskeyId {
    let user = world.user(local).await;
    let new = NewPasskey { credential, public_key: b"key", state: b"state", name: "Old phone" };
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let id = passkeys::add(&mut tx, user.account, user.id, &new, now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn fields<'a>(present: &'a str, password: &'a str) -> [(&'static str, &'a str); 3] {
    [("present", present), ("password", password), ("again", password)]
}

#[tokio::test]
async fn managers_see_who_is_in_their_teams_and_sales_see_their_own_things_only() {
    let world = World::new().await;
    let manager = world.visitor("priya.raman").await.get("/me").await.body;
    assert!(manager.contains("Hello, Priya") && manager.contains("<p class=\"ink-2\">With "), "{manager}");
    let sales = world.visitor("aaliyah.brooks").await.get("/me").await.body;
    assert!(sales.contains("Hello, Aaliyah") && !sales.contains("<p class=\"ink-2\">With "), "{sales}");
    assert!(!sales.contains("href=\"/users"), "{sales}");
}

#[tokio::test]
async fn changing_the_password_asks_for_the_present_one_unless_one_has_just_signed_in() {
    let world = World::new().await;
    let mut fresh = world.visitor("marcus.webb").await;
    assert!(!fresh.get("/me").await.body.contains("Present password"));
    // A day later the session is not fresh any more.
    let mut late = fresh.moved_to(&world.later::<1>());
    assert!(late.get("/me").await.body.contains("Present password"));
    let answer = late.post("/me/password", &fields("not this one", GOOD)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("not your present password"), "{}", answer.body);
    let answer = late.post("/me/password", &fields(PASSWORD, "short")).await;
    assert!(answer.body.contains("shorter than 10"), "{}", answer.body);
    assert_eq!(late.post("/me/password", &fields(PASSWORD, GOOD)).await.location(), "/me");
    // Whoever is signed in goes on under a new id; the one before is over.
    assert_eq!(late.get("/me").await.status, StatusCode::OK);
    assert_eq!(fresh.get("/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(late.post("/me/password", &fields("", "four blue herons")).await.location(), "/me");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let world = World::new().await;
    let (mut here, mut there) = (world.visitor("marcus.webb").await, world.visitor("marcus.webb").await);
    let mut other = world.visitor("priya.raman").await;
    let answer = here.post("/sign-out/everywhere", &[]).await;
    assert_eq!(answer.location(), "/sign-in?signed=everywhere");
    assert!(here.get(answer.location()).await.body.contains("signed out everywhere"));
    assert_eq!(there.get("/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(other.get("/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_phone_is_confirmed_by_a_code() {
    let world = World::sending().await;
    world.newcomer().await;
    let mut zoe = world.visitor("zoe.lind").await;
    assert!(zoe.get("/me").await.body.contains("Confirm your phone"));
    let asked = zoe.post("/me/phone/code", &[]).await.body;
    assert!(asked.contains("Six digits are on their way"), "{asked}");
    let code = world.sent().await.remove(0).secret;
    let wrong = zoe.post("/me/phone", &[("code", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(zoe.post("/me/phone", &[("code", &code)]).await.location(), "/me");
    let page = zoe.get("/me").await.body;
    assert!(page.contains("Your phone is confirmed") && !page.contains("Confirm your phone"), "{page}");
}

#[tokio::test]
async fn passkeys_are_listed_named_and_removed() {
    let world = World::new().await;
    let id = passkey(&world, "marcus.webb", b"of marcus").await;
    let mut marcus = world.visitor("marcus.webb").await;
    assert!(marcus.get("/me").await.body.contains("Old phone"));
    let name = [("name", "  My <b>new</b>   phone ")];
    assert_eq!(marcus.post(&format!("/me/passkeys/{id}/name"), &name).await.location(), "/me");
    let page = marcus.get("/me").await.body;
    assert!(page.contains("My &#60;b&#62;new&#60;/b&#62; phone"), "{page}");
    assert_eq!(marcus.post(&format!("/me/passkeys/{id}/remove"), &[]).await.location(), "/me");
    assert!(!marcus.get("/me").await.body.contains("me-keys"));
    let account = world.account().await;
    let mut view = world.state.db.view().await.unwrap();
    let told = audit::newest(&mut view, account, 2).await.unwrap();
    let told: Vec<_> = told.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(told, ["passkey.removed", "passkey.renamed"]);
}

#[tokio::test]
async fn nobody_reaches_the_passkey_of_a_colleague() {
    let world = World::new().await;
    let id = passkey(&world, "marcus.webb", b"of marcus").await;
    let mut priya = world.visitor("priya.raman").await;
    for what in ["name", "remove"] {
        let answer = priya.post(&format!("/me/passkeys/{id}/{what}"), &[("name", "Mine")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
    }
    assert!(world.visitor("marcus.webb").await.get("/me").await.body.contains("Old phone"));
}

/// Sends JSON as the module of the page does.
async fn post_json(visitor: &mut Visitor, path: &str, body: &str) -> super::world::Answer {
    let request = axum::http::Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json");
    visitor.send(request, body).await
}

#[tokio::test]
async fn a_passkey_is_added_only_by_who_has_just_signed_in() {
    let world = World::at("https://muster.test").await;
    let mut marcus = world.visitor("marcus.webb").await;
    let asked = post_json(&mut marcus, "/me/passkeys/ask", "{}").await;
    assert_eq!(asked.status, StatusCode::OK);
    let options: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(
        (options["rp"]["id"].as_str(), options["rp"]["name"].as_str()),
        (Some("muster.test"), Some("Muster"))
    );
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    let mut late = marcus.moved_to(&world.later::<1>());
    let refused = post_json(&mut late, "/me/passkeys/ask", "{}").await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Sign in again"),
        "{refused:?}"
    );
    assert!(late.get("/me").await.body.contains("Sign in again to add one"));
    let again = late.post("/sign-out/again", &[]).await;
    assert_eq!(again.location(), "/sign-in?signed=again&next=%2Fme");
}

#[tokio::test]
async fn an_answer_that_answers_nothing_adds_and_opens_nothing() {
    let world = World::at("https://muster.test").await;
    let mut marcus = world.visitor("marcus.webb").await;
    for body in [
        r#"{"answer": {}}"#,
        r#"{"answer": {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}}"#,
    ] {
        for (ask, path) in
            [("/me/passkeys/ask", "/me/passkeys"), ("/sign-in/passkey/ask", "/sign-in/passkey")]
        {
            post_json(&mut marcus, ask, "{}").await;
            let answer = post_json(&mut marcus, path, body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.body);
            assert!(answer.body.contains("problem"), "{}", answer.body);
        }
    }
    assert!(!marcus.get("/me").await.body.contains("me-keys"));
}

#[tokio::test]
async fn where_people_come_by_a_number_no_passkeys_are_offered() {
    let world = World::at("http://127.0.0.1:8080").await;
    assert!(!world.stranger().get("/sign-in").await.body.contains("data-passkey"));
    let answer = post_json(&mut world.stranger(), "/sign-in/passkey/ask", "{}").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = world.visitor("marcus.webb").await.get("/me").await.body;
    assert!(page.contains("browsers make no passkeys for"), "{page}");
}
