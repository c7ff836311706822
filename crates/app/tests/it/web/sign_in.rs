//! Getting in and out.

use axum::http::StatusCode;
use plan::snapshot::Status;
use store::{Wait, accounts, sessions, users};

use super::world::{PASSWORD, World};

const DANA: &str = "dana.mitchell@northwind.example";

#[tokio::test]
async fn who_knows_the_password_gets_in_and_goes_on_where_they_were() {
    let world = World::new().await;
    let mut dana = world.stranger();
    let asked = dana.get("/users?role=Sales").await;
    assert_eq!(
        (asked.status, asked.location()),
        (StatusCode::SEE_OTHER, "/sign-in?next=%2Fusers%3Frole%3DSales")
    );
    let form = dana.get(asked.location()).await;
    assert!(form.body.contains(r#"name="next" value="/users?role=Sales""#), "{}", form.body);
    let fields = [
        ("email", " DANA.Mitchell@northwind.example "),
        ("password", PASSWORD),
        ("next", "/users?role=Sales"),
    ];
    let answer = dana.post("/sign-in", &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/users?role=Sales"));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"),
        "{cookie}"
    );
    assert_eq!(dana.get("/users").await.status, StatusCode::OK);
    assert_eq!(dana.get("/sign-in").await.location(), "/");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let world = World::new().await;
    let mut dana = world.stranger();
    let fields = [("email", DANA), ("password", PASSWORD), ("next", "//evil.example/")];
    assert_eq!(dana.post("/sign-in", &fields).await.location(), "/");
}

#[tokio::test]
async fn a_wrong_password_an_unknown_address_and_a_suspended_person_get_the_same_answer() {
    let world = World::new().await;
    let mut bodies = Vec::new();
    for (email, password) in [
        (DANA, "copper lantern 43"),
        ("nobody@northwind.example", PASSWORD),
        ("ana.ruiz@northwind.example", PASSWORD),
        ("yara.haddad@northwind.example", PASSWORD),
    ] {
        let answer = world.stranger().post("/sign-in", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert_eq!(answer.header("set-cookie"), None, "{email}");
        bodies.push(answer.body.replace(email, "ADDRESS"));
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:#?}");
    assert!(bodies[0].contains("do not belong together"), "{}", bodies[0]);
}

#[tokio::test]
async fn after_ten_attempts_even_the_right_password_waits() {
    let world = World::new().await;
    for _ in 0..10 {
        let answer = world.stranger().post("/sign-in", &[("email", DANA), ("password", "wrong")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = world.stranger().post("/sign-in", &[("email", DANA), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("Wait 15 minutes"), "{}", answer.body);
    world.visitor("marcus.webb").await;
}

#[tokio::test]
async fn one_address_that_tries_many_people_waits_too() {
    let world = World::new().await;
    let mut last = StatusCode::OK;
    for number in 0..101 {
        let email = format!("guess{number}@northwind.example");
        last = world.stranger().post("/sign-in", &[("email", &email), ("password", "wrong")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let mut copy = dana.clone();
    let answer = dana.post("/sign-out", &[]).await;
    assert_eq!(answer.location(), "/sign-in?signed=out");
    assert!(dana.cookies.is_empty(), "{:?}", dana.cookies);
    assert_eq!(copy.get("/imports").await.location(), "/sign-in?next=%2Fimports");
}

#[tokio::test]
async fn signing_in_takes_a_new_session_id() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let before = dana.cookies["muster"].clone();
    dana.post("/sign-in", &[("email", DANA), ("password", PASSWORD)]).await;
    assert_ne!(dana.cookies["muster"], before);
    let mut old = world.stranger();
    old.cookies.insert("muster".to_owned(), before);
    assert_eq!(old.get("/imports").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_with_the_epoch_and_with_suspension() {
    let world = World::new().await;
    let mut view = world.state.db.view().await.unwrap();
    let account = accounts::by_slug(&mut view, "northwind").await.unwrap().id;
    let marcus = users::by_email(&mut view, account, "marcus.webb@northwind.example").await.unwrap();
    let priya = users::by_email(&mut view, account, "priya.raman@northwind.example").await.unwrap();
    assert_eq!(marcus.values.status, Status::Active);
    drop(view);
    let (mut of_marcus, mut of_priya) =
        (world.visitor("marcus.webb").await, world.visitor("priya.raman").await);
    assert_eq!(of_marcus.get("/me").await.status, StatusCode::OK);
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    sessions::end_all(&mut tx, account, marcus.id).await.unwrap();
    users::suspend(&mut tx, account, priya.id, world.state.micros()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(of_marcus.get("/me").await.location(), "/sign-in?next=%2Fme");
    assert_eq!(of_priya.get("/me").await.location(), "/sign-in?next=%2Fme");
}

#[tokio::test]
async fn over_https_the_cookies_go_nowhere_else() {
    let world = World::at("https://muster.test").await;
    let dana = world.admin().await;
    assert!(dana.cookies.contains_key("__Host-muster"), "{:?}", dana.cookies);
    let answer = world.stranger().post("/sign-in", &[("email", DANA), ("password", PASSWORD)]).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn a_session_in_use_goes_on_and_one_that_is_not_ends_after_two_weeks() {
    let world = World::new().await;
    let (used, left) = (world.admin().await, world.admin().await);
    assert_eq!(used.moved_to(&world.later::<13>()).get("/imports").await.status, StatusCode::OK);
    let later = world.later::<26>();
    // The session is prolonged beside the request, so the answer may come before it.
    let mut status = StatusCode::SEE_OTHER;
    for _ in 0..2000 {
        status = used.moved_to(&later).get("/imports").await.status;
        if status == StatusCode::OK {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(status, StatusCode::OK);
    assert_eq!(left.moved_to(&later).get("/imports").await.status, StatusCode::SEE_OTHER);
}
