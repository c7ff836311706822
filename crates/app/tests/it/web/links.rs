//! One-time links, by which somebody sets a password: the one of a new account, and the one of whoever forgot theirs.

use std::time::Duration;

use app::messages::password_link;
use axum::http::StatusCode;
use store::links::{self, Link};
use store::messages::Channel;
use store::{Token, Wait, users};

use super::world::World;

const GOOD: &str = "three blue herons";
const DANA: &str = "dana.mitchell@northwind.example";

/// A one-time link for Dana, as `account create` makes it.
async fn welcome(world: &World) -> String {
    let token = Token::random(&[7; 32]);
    let dana = world.user("dana.mitchell").await;
    let now = world.state.micros();
    let link = Link { account: dana.account, user: dana.id, expires_at: now.after(Duration::from_hours(1)) };
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    links::create_with(&mut tx, &token, link, now).await.unwrap();
    tx.commit().await.unwrap();
    let link = password_link(&world.state.config.public_url, &token);
    link.strip_prefix("http://muster.test").unwrap().to_owned()
}

fn typed(password: &str) -> [(&str, &str); 2] {
    [("password", password), ("again", password)]
}

#[tokio::test]
async fn opening_the_link_uses_nothing_up_and_sending_the_form_does() {
    let world = World::new().await;
    let link = welcome(&world).await;
    for _ in 0..3 {
        let page = world.stranger().get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Welcome, Dana"), "{}", page.body);
    }
    let mut dana = world.stranger();
    let answer = dana.post(&link, &typed(GOOD)).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(dana.get("/").await.status, StatusCode::OK);
    let again = world.stranger().post(&link, &typed("four blue herons")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(!again.body.contains("Dana"), "{}", again.body);
    let fields = [("email", DANA), ("password", GOOD)];
    assert_eq!(world.stranger().post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_weak_password_is_not_taken_and_the_link_stays_good() {
    let world = World::new().await;
    let link = welcome(&world).await;
    for (password, again, why) in [
        ("short", "short", "shorter than 10"),
        ("P@ssw0rd2026", "P@ssw0rd2026", "tried first"),
        ("dana.mitchell", "dana.mitchell", "your own address or name"),
        (GOOD, "three blue heron", "differ"),
    ] {
        let answer = world.stranger().post(&link, &[("password", password), ("again", again)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(answer.body.contains(why), "{password}: {}", answer.body);
        assert!(!answer.body.contains(&format!("value=\"{password}\"")), "{}", answer.body);
    }
    assert_eq!(world.stranger().post(&link, &typed(GOOD)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_begun_with_the_old_one() {
    let world = World::new().await;
    let mut old = world.admin().await;
    world.stranger().post(&welcome(&world).await, &typed(GOOD)).await;
    assert_eq!(old.get("/imports").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn two_at_once_use_a_link_once() {
    let world = World::new().await;
    let link = welcome(&world).await;
    let (mut one, mut other) = (world.stranger(), world.stranger());
    let (first, second) = (typed(GOOD), typed("four blue herons"));
    let (first, second) = tokio::join!(one.post(&link, &first), other.post(&link, &second));
    let mut answers = [first.status, second.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
}

#[tokio::test]
async fn a_link_that_nobody_made_says_nothing_and_guessing_is_limited() {
    let world = World::new().await;
    for path in ["/welcome/guess", "/join/guess"] {
        let answer = world.stranger().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.body.contains("does not work any more"), "{}", answer.body);
    }
    let mut last = StatusCode::OK;
    for number in 0..100 {
        last = world.stranger().get(&format!("/join/guess{number}")).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn whoever_forgot_their_password_sets_a_new_one_by_a_link() {
    let world = World::sending().await;
    let asked = world.stranger().post("/forgot", &[("email", " DANA.Mitchell@northwind.example")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("A link is on its way"), "{}", asked.body);
    let sent = world.sent().await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!((sent[0].channel, sent[0].address.as_str()), (Channel::Email, DANA));
    let link = format!("/welcome/{}", sent[0].secret);
    let mut dana = world.stranger();
    assert_eq!(dana.get(&link).await.status, StatusCode::OK);
    assert_eq!(dana.post(&link, &typed(GOOD)).await.location(), "/");
    assert_eq!(dana.get("/imports").await.status, StatusCode::OK);
    assert_eq!(world.stranger().get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_for_a_forgotten_password_holds_for_an_hour_and_a_newer_one_ends_it() {
    let world = World::sending().await;
    for _ in 0..2 {
        world.stranger().post("/forgot", &[("email", DANA)]).await;
        world.state.beside().idle().await;
    }
    let sent = world.sent().await;
    let statuses = async |world: &World| {
        let mut statuses = Vec::new();
        for one in &sent {
            statuses.push(world.stranger().get(&format!("/welcome/{}", one.secret)).await.status);
        }
        statuses
    };
    assert_eq!(statuses(&world).await, [StatusCode::NOT_FOUND, StatusCode::OK]);
    assert_eq!(statuses(&world.later::<1>()).await, [StatusCode::NOT_FOUND; 2]);
}

#[tokio::test]
async fn nobody_else_is_sent_a_link_and_all_get_the_same_answer() {
    let world = World::sending().await;
    let priya = world.user("priya.raman").await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    users::suspend(&mut tx, priya.account, priya.id, world.state.micros()).await.unwrap();
    tx.commit().await.unwrap();
    let mut bodies = Vec::new();
    // Suspended, invited, unknown, no address at all; and somebody who is active.
    for email in ["priya.raman@northwind.example", "yara.haddad@northwind.example", "no@x.example", "?", DANA]
    {
        assert_eq!(world.sent().await, [], "before {email}");
        let answer = world.stranger().post("/forgot", &[("email", email)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{email}");
        bodies.push(answer.body.replace(&format!(">{email}<"), ">ADDRESS<"));
    }
    assert_eq!(world.sent().await.len(), 1);
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:#?}");
}
