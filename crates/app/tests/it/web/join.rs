//! Joining by the link of an invitation.

use axum::http::StatusCode;
use store::messages::Channel;
use store::users::NewUser;
use store::{Wait, invites, users};

use super::world::{Answer, Visitor, World};
use crate::support::world::now;

const GOOD: &str = "three blue herons";

fn typed(password: &str) -> [(&str, &str); 2] {
    [("password", password), ("again", password)]
}

/// Has a code sent and types it in.
async fn confirm(world: &World, visitor: &mut Visitor, link: &str, by: &str) -> Answer {
    let asked = visitor.post(&format!("{link}/code"), &[("by", by)]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let code = world.sent().await.remove(0).secret;
    visitor.post(&format!("{link}/confirm"), &[("by", by), ("code", &code)]).await
}

#[tokio::test]
async fn the_page_says_who_invites_whom_to_what() {
    let world = World::new().await;
    let page = world.stranger().get(&world.invitation("yara.haddad").await).await.body;
    for words in
        ["Welcome, Yara", "Dana Mitchell invites you to Northwind Field Sales", "yara.haddad@northwind"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let phone = world.user("yara.haddad").await.values.phone.unwrap().to_string();
    assert!(!page.contains(&phone[3..]), "the whole phone is on the page");
}

#[tokio::test]
async fn without_a_text_service_nothing_is_confirmed_and_the_page_says_so() {
    let world = World::new().await;
    let link = world.invitation("yara.haddad").await;
    let mut yara = world.stranger();
    let page = yara.get(&link).await.body;
    assert!(page.contains("because this installation sends no text messages"), "{page}");
    assert_eq!(yara.post(&link, &typed(GOOD)).await.location(), "/");
    assert_eq!(yara.get("/").await.location(), "/me");
    let own = yara.get("/me").await.body;
    assert!(own.contains("Hello, Yara") && own.contains("Confirm your phone"), "{own}");
    assert!(!world.user("yara.haddad").await.phone_confirmed);
    let again = world.stranger().post(&link, &typed(GOOD)).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.body.contains("This link was used") && !again.body.contains("Yara"), "{}", again.body);
}

#[tokio::test]
async fn with_one_the_phone_is_confirmed_first() {
    let world = World::sending().await;
    let link = world.invitation("yara.haddad").await;
    let mut yara = world.stranger();
    let page = yara.get(&link).await.body;
    assert!(page.contains("First show that the phone is yours") && !page.contains("New password"), "{page}");
    let early = yara.post(&link, &typed(GOOD)).await;
    assert_eq!(early.location(), link, "a password is not taken before");
    assert_eq!(confirm(&world, &mut yara, &link, "text").await.location(), link);
    let page = yara.get(&link).await.body;
    assert!(page.contains("Your phone is confirmed") && page.contains("New password"), "{page}");
    let other = world.stranger().get(&link).await.body;
    assert!(other.contains("First show"), "another browser has shown nothing: {other}");
    assert_eq!(yara.post(&link, &typed(GOOD)).await.location(), "/");
    assert!(world.user("yara.haddad").await.phone_confirmed);
}

#[tokio::test]
async fn where_no_text_arrives_a_code_by_e_mail_lets_in_and_the_phone_stays_unconfirmed() {
    let world = World::sending().await;
    let link = world.invitation("yara.haddad").await;
    let mut yara = world.stranger();
    yara.post(&format!("{link}/code"), &[("by", "email")]).await;
    let sent = world.sent().await.remove(0);
    assert_eq!((sent.channel, sent.address.as_str()), (Channel::Email, "yara.haddad@northwind.example"));
    let fields = [("by", "email"), ("code", sent.secret.as_str())];
    assert_eq!(yara.post(&format!("{link}/confirm"), &fields).await.location(), link);
    assert!(yara.get(&link).await.body.contains("Your phone is not confirmed"));
    assert_eq!(yara.post(&link, &typed(GOOD)).await.location(), "/");
    assert!(!world.user("yara.haddad").await.phone_confirmed);
}

#[tokio::test]
async fn wrong_codes_lock_until_a_new_one_is_sent() {
    let world = World::sending().await;
    let link = world.invitation("yara.haddad").await;
    let mut yara = world.stranger();
    yara.post(&format!("{link}/code"), &[]).await;
    let right = world.sent().await.remove(0).secret;
    let bad = format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000);
    for _ in 0..5 {
        let answer = yara.post(&format!("{link}/confirm"), &[("code", &bad)]).await;
        assert!(answer.body.contains("This code is not right"), "{}", answer.body);
    }
    let answer = yara.post(&format!("{link}/confirm"), &[("code", &right)]).await;
    assert!(answer.body.contains("this one had them"), "{}", answer.body);
    assert_eq!(confirm(&world, &mut yara, &link, "text").await.location(), link);
}

#[tokio::test]
async fn what_was_confirmed_for_one_invitation_is_nothing_for_another() {
    let world = World::sending().await;
    let (yara, other) = (world.invitation("yara.haddad").await, another_invitation(&world).await);
    let mut visitor = world.stranger();
    confirm(&world, &mut visitor, &yara, "text").await;
    assert_eq!(visitor.post(&other, &typed(GOOD)).await.location(), other);
}

/// Somebody who is invited, besides Yara.
async fn another_invitation(world: &World) -> String {
    let account = world.account().await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let user = users::create(&mut tx, account, &invited("zoe@northwind.example", "+13125550199"), now())
        .await
        .unwrap();
    let id = invites::send(&mut tx, &world.state.key, account, user, (store::invites::LIFETIME, now()))
        .await
        .unwrap();
    let token = invites::get(&mut tx, account, id).await.unwrap().token(&world.state.key);
    tx.commit().await.unwrap();
    format!("/join/{}", token.as_str())
}

fn invited(email: &str, phone: &str) -> NewUser {
    NewUser {
        first_name: "Zoe".to_owned(),
        last_name: "Lind".to_owned(),
        email: email.to_owned(),
        phone: plan::value::phone::PhoneNumber::from_e164(phone),
        role: plan::snapshot::Role::Sales,
        access: plan::snapshot::Access::Limited,
        external_id: None,
        status: plan::snapshot::Status::Invited,
        teams: Vec::new(),
        territories: Vec::new(),
    }
}

#[tokio::test]
async fn a_lapsed_link_offers_a_new_one_that_goes_to_the_stored_address() {
    let world = World::sending().await;
    let link = world.invitation("yara.haddad").await;
    let late = world.later::<30>();
    let page = late.stranger().get(&link).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(
        page.body.contains("This link has lapsed") && page.body.contains("Send me a new link"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Yara") && !page.body.contains("Northwind"), "{}", page.body);
    let asked = late.stranger().post(&format!("{link}/again"), &[]).await;
    assert!(asked.body.contains("a new link is on its way"), "{}", asked.body);
    late.state.beside().idle().await;
    assert_eq!(late.stranger().get(&link).await.status, StatusCode::OK);
    let user = world.user("yara.haddad").await;
    let mut view = world.state.db.view().await.unwrap();
    let standing = store::messages::standing(&mut view, user.account, user.id).await.unwrap().unwrap();
    assert_eq!((standing.email_state.as_str(), standing.text_state.as_str()), ("queued", "queued"));
}

#[tokio::test]
async fn asking_for_a_new_link_is_answered_alike_whatever_the_link_is_and_limited() {
    let world = World::sending().await;
    let open = world.invitation("yara.haddad").await;
    let used = world.invitation("marcus.webb").await;
    let user = world.user("yara.haddad").await;
    let expires = async || {
        let mut view = world.state.db.view().await.unwrap();
        invites::of_user(&mut view, user.account, user.id).await.unwrap().unwrap().expires_at
    };
    let before = expires().await;
    let mut bodies = Vec::new();
    for link in [open.as_str(), used.as_str(), "/join/nobody-made-this"] {
        let answer = world.stranger().post(&format!("{link}/again"), &[]).await;
        bodies.push((answer.status, answer.body));
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:#?}");
    world.state.beside().idle().await;
    assert_eq!(expires().await, before, "a good link was sent again");
    for _ in 0..4 {
        world.stranger().post(&format!("{open}/again"), &[]).await;
    }
    let last = world.stranger().post(&format!("{open}/again"), &[]).await;
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
}

/// Somebody who has joined another company with an address of Yara's invitation.
async fn elsewhere(world: &World, by: &str) {
    let yara = world.user("yara.haddad").await.values;
    let there = store::accounts::by_slug(
        &mut world.state.db.view().await.unwrap(),
        app::demo::company::NEIGHBOUR.slug,
    )
    .await
    .unwrap()
    .id;
    let email = if by == "email" { yara.email } else { "yara@elsewhere.example".to_owned() };
    let phone = if by == "phone" { yara.phone.unwrap().to_string() } else { "+13125550177".to_owned() };
    let new = NewUser { status: plan::snapshot::Status::Active, ..invited(&email, &phone) };
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    users::create(&mut tx, there, &new, now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_address_that_signs_in_elsewhere_is_told_to_its_holder_only() {
    for (by, what) in
        [("phone", "Your phone already signs in"), ("email", "Your e-mail address already signs in")]
    {
        let world = World::sending().await;
        elsewhere(&world, by).await;
        let link = world.invitation("yara.haddad").await;
        let mut yara = world.stranger();
        let before = yara.get(&link).await.body;
        assert!(!before.contains("another company") && !before.contains("cannot be used"), "{before}");
        confirm(&world, &mut yara, &link, "text").await;
        let after = yara.get(&link).await.body;
        assert!(after.contains(what) && after.contains("Ask Dana Mitchell"), "{after}");
        assert_eq!(yara.post(&link, &typed(GOOD)).await.status, StatusCode::CONFLICT);
        // The Admin sees that it cannot be used, and no more.
        let path = format!("/users/{}", world.user("yara.haddad").await.id);
        let seen = world.admin().await.get(&path).await.body;
        assert!(seen.contains("cannot be used") && !seen.contains("another company"), "{seen}");
    }
}

#[tokio::test]
async fn without_a_code_nobody_hears_more_than_that_it_cannot_be_used() {
    let world = World::new().await;
    elsewhere(&world, "email").await;
    let page = world.stranger().get(&world.invitation("yara.haddad").await).await.body;
    assert!(page.contains("cannot be used") && !page.contains("another company"), "{page}");
}
