//! Where the company's own sign-in is the only way in: every other one leads to it, and tells strangers nothing.

use axum::http::StatusCode;
use store::links::{self, Link};
use store::messages::Channel;
use store::{Token, Wait};

use super::{DANA, YARA, connected, is_in, make_only, sign_in};
use crate::support::world::now;
use crate::web::world::{PASSWORD, World};

const SENTENCE: &str = "Your company lets you in by its own sign-in only.";

#[tokio::test]
async fn a_password_lets_nobody_in_and_only_who_knows_it_hears_why() {
    let (world, _) = connected().await;
    make_only(&world).await;
    let mut dana = world.stranger();
    let right = dana.post("/sign-in", &[("email", DANA), ("password", PASSWORD)]).await;
    assert!(right.status == StatusCode::FORBIDDEN && right.body.contains(SENTENCE), "{}", right.body);
    assert!(right.body.contains("href=\"/sso\"") && !is_in(&mut dana).await);
    let known = world.stranger().post("/sign-in", &[("email", DANA), ("password", "wrong")]).await;
    let nobody = world.stranger().post("/sign-in", &[("email", "no@x.example"), ("password", "wrong")]).await;
    assert_eq!(known.status, nobody.status);
    assert_eq!(known.body.replace(DANA, ""), nobody.body.replace("no@x.example", ""));
    // People of the other account sign in as ever.
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_code_lets_nobody_in_and_only_who_has_it_hears_why() {
    let (world, _) = connected().await;
    make_only(&world).await;
    let mut dana = world.stranger();
    dana.post("/sign-in/code", &[("address", DANA)]).await;
    let sent = world.sent().await;
    let code = sent.iter().find(|one| one.channel == Channel::Email).unwrap();
    let wrong = dana.post("/sign-in/code/enter", &[("address", DANA), ("code", "1")]).await;
    assert!(!wrong.body.contains(SENTENCE));
    let right = dana.post("/sign-in/code/enter", &[("address", DANA), ("code", &code.secret)]).await;
    assert!(right.body.contains(SENTENCE) && !is_in(&mut dana).await, "{}", right.body);
}

#[tokio::test]
async fn no_link_is_sent_for_a_forgotten_password() {
    let (world, _) = connected().await;
    make_only(&world).await;
    let ours = world.stranger().post("/forgot", &[("email", DANA)]).await.body;
    let nobody = world.stranger().post("/forgot", &[("email", "no@x.example")]).await.body;
    assert_eq!(ours.replace(DANA, ""), nobody.replace("no@x.example", ""));
    assert_eq!(world.sent().await, []);
}

#[tokio::test]
async fn ones_own_page_offers_nothing_to_set_and_says_why() {
    let (world, fake) = connected().await;
    let (mut dana, _) = sign_in(&world, &fake, DANA).await;
    assert!(dana.get("/me").await.body.contains("name=\"password\""));
    make_only(&world).await;
    let page = dana.get("/me").await.body;
    assert!(page.contains("lets its people in by its own sign-in only"), "{page}");
    for gone in ["name=\"password\"", "data-passkey", "/me/phone/code", "passkey.js"] {
        assert!(!page.contains(gone), "{gone} in {page}");
    }
    let good = "three blue herons";
    let refused = dana.post("/me/password", &[("password", good), ("again", good)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("there is nothing to set here"), "{}", refused.body);
    // Signing in again leads to the company too.
    let again = dana.post("/sign-out/again", &[("next", "/settings/sign-on")]).await;
    assert_eq!(again.location(), "/sso?next=%2Fsettings%2Fsign-on");
    let page = world.stranger().get("/forgot").await.body;
    assert!(page.contains("href=\"/sso\""), "{page}");
}

#[tokio::test]
async fn whoever_is_invited_is_led_to_it_and_joins_by_it_alone() {
    let (world, fake) = connected().await;
    make_only(&world).await;
    let link = world.invitation("yara.haddad").await;
    let mut yara = world.stranger();
    let page = yara.get(&link).await.body;
    assert!(page.contains("Join with your company") && !page.contains("type=\"password\""), "{page}");
    let good = "three blue herons";
    let refused = yara.post(&link, &[("password", good), ("again", good)]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(SENTENCE));
    assert!(!is_in(&mut yara).await);
    let (mut yara, answer) = sign_in(&world, &fake, YARA).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(is_in(&mut yara).await);
}

/// A link as the operator makes it with `muster account link`.
async fn link_of_operator(world: &World) -> String {
    let (user, token) = (world.user("dana.mitchell").await, Token::random(&[9; 32]));
    let expires_at = now().after(std::time::Duration::from_hours(1));
    let link = Link { account: user.account, user: user.id, expires_at };
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    links::create_with(&mut tx, &token, link, now()).await.unwrap();
    tx.commit().await.unwrap();
    format!("/welcome/{}", token.as_str())
}

#[tokio::test]
async fn a_link_of_the_operator_is_the_way_back_in() {
    let (world, _) = connected().await;
    make_only(&world).await;
    let (link, good) = (link_of_operator(&world).await, "three blue herons");
    let mut dana = world.stranger();
    let answer = dana.post(&link, &[("password", good), ("again", good)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let off = dana.post("/settings/sign-on/only", &[("only", "no")]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.body);
    let mut again = world.stranger();
    let answer = again.post("/sign-in", &[("email", DANA), ("password", good)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}
