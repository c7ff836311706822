//! Links by which somebody sets a password: the one of a new account, and the one of an invitation.

use std::time::Duration;

use app::messages::{join_link, password_link};
use axum::http::StatusCode;
use store::links::Link;
use store::{Token, Wait, accounts, invites, links, users};

use super::world::World;

const GOOD: &str = "three blue herons";

/// A one-time link for Dana, as `account create` makes it.
async fn welcome(world: &World) -> String {
    let token = Token::random(&[7; 32]);
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
    let user = users::by_email(&mut tx, account, "dana.mitchell@northwind.example").await.unwrap().id;
    let now = world.state.micros();
    let link = Link { account, user, expires_at: now.after(Duration::from_hours(1)) };
    links::create(&mut tx, &token.hash(), link, now).await.unwrap();
    tx.commit().await.unwrap();
    path_of(&password_link(&world.state.config.public_url, &token))
}

/// The link of Yara's invitation.
async fn invitation(world: &World) -> String {
    let mut view = world.state.db.view().await.unwrap();
    let account = accounts::by_slug(&mut view, "northwind").await.unwrap().id;
    let user = users::by_email(&mut view, account, "yara.haddad@northwind.example").await.unwrap().id;
    let invite = invites::of_user(&mut view, account, user).await.unwrap().unwrap();
    path_of(&join_link(&world.state.config.public_url, &invite.token(&world.state.key)))
}

fn path_of(link: &str) -> String {
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
    assert_eq!(dana.get("/").await.location(), "/imports");
    let again = world.stranger().post(&link, &typed("four blue herons")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(!again.body.contains("Dana"), "{}", again.body);
    let fields = [("email", "dana.mitchell@northwind.example"), ("password", GOOD)];
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
async fn who_was_invited_joins_by_the_link_once() {
    let world = World::new().await;
    let link = invitation(&world).await;
    let page = world.stranger().get(&link).await;
    assert!(page.body.contains("Welcome, Yara") && page.body.contains("invites you"), "{}", page.body);
    let mut yara = world.stranger();
    assert_eq!(yara.post(&link, &typed(GOOD)).await.location(), "/");
    assert_eq!(yara.get("/").await.location(), "/me");
    let own = yara.get("/me").await;
    assert!(own.body.contains("Yara Haddad") && own.body.contains("Active"), "{}", own.body);
    assert_eq!(world.stranger().post(&link, &typed(GOOD)).await.status, StatusCode::NOT_FOUND);
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
