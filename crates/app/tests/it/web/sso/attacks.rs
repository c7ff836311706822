//! Attacks on signing in at one's company, each of which lets nobody in.

use axum::http::StatusCode;
use plan::snapshot::Status;
use serde_json::json;
use store::users::{self, NewUser};
use store::{Wait, accounts};

use super::fake::{Fake, Grant, Signed};
use super::{DANA, back, connect, connected, is_in, sent};
use crate::support::world::{clock, now};
use crate::web::world::{Answer, Visitor, World, encoded};

/// Comes back with a code about which something was changed.
async fn with(change: impl FnOnce(&mut Grant)) -> (Visitor, Answer) {
    let (world, fake) = connected().await;
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, DANA, "").await;
    let code = fake.code_with(&asked, DANA, change);
    let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
    (visitor, answer)
}

async fn assert_out(what: &str, (mut visitor, answer): (Visitor, Answer), status: StatusCode) {
    assert_eq!(answer.status, status, "{what}: {} {}", answer.location(), answer.body);
    assert!(!is_in(&mut visitor).await, "{what} lets somebody in");
}

#[tokio::test]
async fn a_token_that_is_unsigned_or_signed_by_another_key_is_not_believed() {
    let unsigned = with(|grant| grant.signed = Signed::Not).await;
    assert_out("no signature", unsigned, StatusCode::FORBIDDEN).await;
    let foreign = with(|grant| grant.signed = Signed::ByAnotherKey).await;
    assert_out("another key", foreign, StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn a_token_for_another_question_another_party_or_another_time_is_not_believed() {
    let past = clock().as_second() - 120;
    for (claim, value) in [
        ("nonce", json!("another")),
        ("nonce", json!(null)),
        ("aud", json!("another client")),
        ("aud", json!(["muster", "another client"])),
        ("iss", json!("https://id.example")),
        ("exp", json!(past)),
    ] {
        let what = format!("{claim} {value}");
        let answer = with(|grant| grant.claims[claim] = value).await;
        assert_out(&what, answer, StatusCode::FORBIDDEN).await;
    }
}

#[tokio::test]
async fn an_address_that_is_not_verified_or_missing_is_nobody() {
    for (claim, value) in [
        ("email_verified", json!(false)),
        ("email_verified", json!("false")),
        ("email_verified", json!(null)),
        ("email", json!(null)),
        ("email", json!("no address")),
    ] {
        let what = format!("{claim} {value}");
        let answer = with(|grant| grant.claims[claim] = value).await;
        assert_out(&what, answer, StatusCode::FORBIDDEN).await;
    }
}

#[tokio::test]
async fn another_state_or_none_is_refused_and_uses_the_question_up() {
    let (world, fake) = connected().await;
    for state in ["another", ""] {
        let mut visitor = world.stranger();
        let asked = sent(&mut visitor, DANA, "").await;
        let code = fake.code(&asked, DANA);
        let wrong = back(&mut visitor, "northwind", &code, state).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let late = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
        assert_eq!(late.status, StatusCode::BAD_REQUEST, "there was a second guess");
        assert!(!is_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn an_answer_in_another_browser_a_second_time_or_too_late_is_refused() {
    let (world, fake) = connected().await;
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, DANA, "").await;
    let (code, state) = (fake.code(&asked, DANA), asked.value("state"));
    let mut other = world.stranger();
    assert_eq!(back(&mut other, "northwind", &code, &state).await.status, StatusCode::BAD_REQUEST);
    assert!(!is_in(&mut other).await);
    assert_eq!(back(&mut visitor, "northwind", &code, &state).await.status, StatusCode::SEE_OTHER);
    assert_eq!(back(&mut visitor, "northwind", &code, &state).await.status, StatusCode::BAD_REQUEST);
    let mut slow = world.stranger();
    let asked = sent(&mut slow, DANA, "").await;
    let code = fake.code(&asked, DANA);
    let mut slow = slow.moved_to(&world.later::<1>());
    assert_eq!(
        back(&mut slow, "northwind", &code, &asked.value("state")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_code_that_was_given_to_another_browser_cannot_be_put_in() {
    let (world, fake) = connected().await;
    let (mut victim, mut thief) = (world.stranger(), world.stranger());
    let theirs = sent(&mut victim, DANA, "").await;
    let stolen = fake.code(&theirs, DANA);
    let asked = sent(&mut thief, DANA, "").await;
    let answer = back(&mut thief, "northwind", &stolen, &asked.value("state")).await;
    assert_out("a stolen code", (thief, answer), StatusCode::FORBIDDEN).await;
}

/// Somebody active with an address.
pub fn outsider(email: &str) -> NewUser {
    NewUser {
        email: email.to_owned(),
        phone: plan::value::phone::PhoneNumber::from_e164("+13125550177"),
        first_name: "Zed".to_owned(),
        last_name: "Away".to_owned(),
        role: plan::snapshot::Role::Sales,
        access: plan::snapshot::Access::Limited,
        external_id: None,
        status: Status::Active,
        teams: Vec::new(),
        territories: Vec::new(),
    }
}

/// The other account of the installation.
pub async fn harbor(world: &World) -> store::AccountId {
    accounts::by_slug(&mut world.state.db.view().await.unwrap(), "harbor-solar").await.unwrap().id
}

#[tokio::test]
async fn a_provider_says_nothing_of_people_of_another_account() {
    let (world, fake) = connected().await;
    let there = harbor(&world).await;
    let new = outsider("zed@northwind.example");
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    users::create(&mut tx, there, &new, now()).await.unwrap();
    tx.commit().await.unwrap();
    // One has a domain that the provider speaks for, one has not.
    for email in ["zed@northwind.example", "sam.whitfield@harborsolar.example"] {
        let mut visitor = world.stranger();
        let asked = sent(&mut visitor, "northwind", "").await;
        let code = fake.code(&asked, email);
        let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
        assert_out(email, (visitor, answer), StatusCode::FORBIDDEN).await;
    }
}

#[tokio::test]
async fn a_provider_is_not_believed_for_domains_that_it_does_not_speak_for() {
    let (world, fake) = connected().await;
    let account = world.account().await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let there = outsider("zed@elsewhere.example");
    users::create(&mut tx, account, &there, now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, "northwind", "").await;
    let code = fake.code(&asked, "zed@elsewhere.example");
    let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
    assert!(answer.body.contains("does not speak for zed@elsewhere.example"), "{}", answer.body);
    assert_out("another domain", (visitor, answer), StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn one_provider_cannot_pass_for_another() {
    let (world, honest) = connected().await;
    let evil = Fake::start().await;
    connect(&world, harbor(&world).await, &evil.issuer, "harborsolar.example").await;
    // Sent to the provider of one account, and back with an answer of the other's.
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, "harbor-solar", "").await;
    let code = honest.code(&asked, DANA);
    let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
    assert_out("the way back of another", (visitor, answer), StatusCode::BAD_REQUEST).await;
    // The provider says by itself that it is another one.
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, DANA, "").await;
    let (code, state) = (honest.code(&asked, DANA), asked.value("state"));
    let path = format!("/sso/callback/northwind?code={code}&state={state}&iss={}", encoded(&evil.issuer));
    let answer = visitor.get(&path).await;
    assert_out("another issuer", (visitor, answer), StatusCode::BAD_REQUEST).await;
    // Its own people are all it can vouch for.
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, "harbor-solar", "").await;
    let code = evil.code(&asked, DANA);
    let answer = back(&mut visitor, "harbor-solar", &code, &asked.value("state")).await;
    assert_out("somebody of the other account", (visitor, answer), StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn the_way_on_afterwards_stays_inside() {
    let (world, fake) = connected().await;
    for next in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let page = world.stranger().get(&format!("/sso?next={}", encoded(next))).await;
        assert!(!page.body.contains("evil.example") && !page.body.contains("javascript"), "{}", page.body);
        let mut visitor = world.stranger();
        let asked = sent(&mut visitor, DANA, next).await;
        let answer = back(&mut visitor, "northwind", &fake.code(&asked, DANA), &asked.value("state")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{next}");
    }
}

#[tokio::test]
async fn a_provider_cannot_send_browsers_or_calls_where_https_does_not_lead() {
    for (name, value) in [
        ("authorization_endpoint", "http://id.example/authorize"),
        ("authorization_endpoint", "javascript:alert(1)"),
        ("jwks_uri", "http://169.254.169.254/latest"),
        ("token_endpoint", "http://10.0.0.1/token"),
    ] {
        let (world, fake) = connected().await;
        let mut visitor = world.stranger();
        fake.describe(name, json!(value));
        visitor.post("/sso", &[("whom", DANA)]).await;
        let answer = visitor.get("/sso/go").await;
        if name == "token_endpoint" {
            let asked = super::Asked { address: answer.location().to_owned() };
            let code = fake.code(&asked, DANA);
            let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
            assert_out(value, (visitor, answer), StatusCode::BAD_GATEWAY).await;
        } else {
            assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{name} {value}: {}", answer.location());
        }
    }
}

#[tokio::test]
async fn beginning_again_and_again_is_limited() {
    let (world, _) = connected().await;
    let mut visitor = world.stranger();
    for _ in 0..100 {
        visitor.post("/sso", &[("whom", DANA)]).await;
    }
    let answer = visitor.post("/sso", &[("whom", DANA)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    // What was begun before goes on once; then there is nothing to go on with.
    assert!(visitor.get("/sso/go").await.location().starts_with("http://127.0.0.1"));
    assert_eq!(visitor.get("/sso/go").await.location(), "/sso");
}
