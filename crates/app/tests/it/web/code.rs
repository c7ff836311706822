//! Signing in by a code.

use axum::http::StatusCode;
use store::messages::Channel;
use store::{Wait, users};

use super::world::{Answer, Visitor, World};

const DANA: &str = "dana.mitchell@northwind.example";

async fn ask(visitor: &mut Visitor, address: &str) -> Answer {
    visitor.post("/sign-in/code", &[("address", address)]).await
}

async fn enter(visitor: &mut Visitor, address: &str, code: &str) -> Answer {
    visitor.post("/sign-in/code/enter", &[("address", address), ("code", code)]).await
}

/// Another code than the right one.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn a_code_by_e_mail_signs_in_and_goes_on_where_one_was() {
    let world = World::sending().await;
    let mut dana = world.stranger();
    let form = dana.get("/sign-in/code?next=/users").await;
    assert!(form.body.contains(r#"name="next" value="/users""#), "{}", form.body);
    let asked = dana.post("/sign-in/code", &[("address", DANA), ("next", "/users")]).await;
    assert!(asked.body.contains("Type in the code") && !asked.body.contains("Outbox"), "{}", asked.body);
    let sent = world.sent().await;
    assert_eq!((sent.len(), sent[0].channel, sent[0].address.as_str()), (1, Channel::Email, DANA));
    // As people type it from a message.
    let typed = format!(" {} {} ", &sent[0].secret[..3], &sent[0].secret[3..]);
    let fields = [("address", DANA), ("code", typed.as_str()), ("next", "/users")];
    assert_eq!(dana.post("/sign-in/code/enter", &fields).await.location(), "/users");
    assert_eq!(dana.get("/users").await.status, StatusCode::OK);
    let again = enter(&mut world.stranger(), DANA, &sent[0].secret).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_code_by_text_signs_in_whoever_has_shown_that_the_phone_is_theirs() {
    let world = World::sending().await;
    let marcus = world.user("marcus.webb").await;
    let phone = marcus.values.phone.unwrap();
    ask(&mut world.stranger(), &phone.spaced()).await;
    let sent = world.sent().await;
    assert_eq!((sent.len(), sent[0].channel), (1, Channel::Text));
    assert_eq!(sent[0].address, phone.to_string());
    assert_eq!(enter(&mut world.stranger(), &phone.spaced(), &sent[0].secret).await.location(), "/");
    // Whoever has shown nothing of a phone that somebody typed is not found by it.
    let zoe = world.newcomer().await.values.phone.unwrap();
    ask(&mut world.stranger(), &zoe.spaced()).await;
    assert_eq!(world.sent().await, []);
}

#[tokio::test]
async fn without_a_service_the_page_says_where_the_code_waits() {
    let world = World::new().await;
    let asked = ask(&mut world.stranger(), DANA).await;
    assert!(asked.body.contains("It waits in the Outbox"), "{}", asked.body);
}

#[tokio::test]
async fn somebody_and_nobody_get_the_same_answers_until_both_are_locked() {
    let world = World::sending().await;
    let mut seen = Vec::new();
    for address in [DANA, "nobody@northwind.example", "yara.haddad@northwind.example"] {
        let mut visitor = world.stranger();
        let mut answers = vec![ask(&mut visitor, address).await];
        let code = world.sent().await.first().map_or_else(|| "123456".to_owned(), |sent| sent.secret.clone());
        for _ in 0..5 {
            answers.push(enter(&mut visitor, address, &wrong(&code)).await);
        }
        // Not even the right one helps now.
        answers.push(enter(&mut visitor, address, &code).await);
        assert!(answers[6].body.contains("this one had them"), "{address}: {}", answers[6].body);
        assert!(visitor.cookies.is_empty(), "{address}");
        let of = |answer: &Answer| (answer.status, answer.body.replace(address, "ADDRESS"));
        seen.push(answers.iter().map(of).collect::<Vec<_>>());
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:#?}");
}

#[tokio::test]
async fn a_new_code_ends_the_one_before() {
    let world = World::sending().await;
    let mut dana = world.stranger();
    ask(&mut dana, DANA).await;
    let first = world.sent().await.remove(0).secret;
    ask(&mut dana, DANA).await;
    let second = world.sent().await.remove(0).secret;
    assert_ne!(first, second);
    assert_eq!(enter(&mut dana, DANA, &first).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(enter(&mut dana, DANA, &second).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_code_holds_for_ten_minutes() {
    let world = World::sending().await;
    ask(&mut world.stranger(), DANA).await;
    let code = world.sent().await.remove(0).secret;
    let late = enter(&mut world.later::<1>().stranger(), DANA, &code).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_neither_an_address_nor_a_phone_is_said_to_be_so() {
    let world = World::sending().await;
    for typed in ["", "dana", "312 555 0188", "dana@"] {
        let answer = ask(&mut world.stranger(), typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(answer.body.contains("neither an e-mail address nor a phone"), "{}", answer.body);
    }
    assert_eq!(world.sent().await, []);
}

#[tokio::test]
async fn more_than_five_codes_in_a_quarter_of_an_hour_are_not_sent_to_anybody() {
    let world = World::sending().await;
    for address in [DANA, "nobody@northwind.example"] {
        for _ in 0..5 {
            assert_eq!(ask(&mut world.stranger(), address).await.status, StatusCode::OK);
        }
        assert_eq!(ask(&mut world.stranger(), address).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    world.state.beside().idle().await;
    assert_eq!(world.sent().await.len(), 1, "a newer code takes the message of the one before back");
}

#[tokio::test]
async fn suspending_somebody_ends_what_was_sent_to_them() {
    let world = World::sending().await;
    let priya = world.user("priya.raman").await;
    ask(&mut world.stranger(), &priya.values.email).await;
    let code = world.sent().await.remove(0).secret;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    users::suspend(&mut tx, priya.account, priya.id, world.state.micros()).await.unwrap();
    tx.commit().await.unwrap();
    let answer = enter(&mut world.stranger(), &priya.values.email, &code).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}
