//! Setting single sign-on: what is taken, what is said when something is wrong, and that nobody is locked out.

use axum::http::StatusCode;
use serde_json::json;
use store::{audit, sign_on};

use super::fake::Fake;
use super::{DANA, SECRET, back, connected, sent};
use crate::web::world::{Visitor, World};

const PAGE: &str = "/settings/sign-on";

async fn save(admin: &mut Visitor, issuer: &str, secret: &str, domains: &str) -> crate::web::world::Answer {
    let form = [("issuer", issuer), ("client_id", "muster"), ("secret", secret), ("domains", domains)];
    admin.post(PAGE, &form).await
}

#[tokio::test]
async fn an_admin_sets_it_checks_it_proves_it_and_makes_it_the_only_way_in() {
    let (world, fake) = (World::new().await, Fake::start().await);
    let mut dana = world.admin().await;
    let page = dana.get(PAGE).await.body;
    assert!(page.contains("http://muster.test/sso/callback/northwind"), "{page}");
    let pasted = format!("{}/.well-known/openid-configuration", fake.issuer);
    let saved = save(&mut dana, &pasted, SECRET, "@Northwind.example").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let checked = dana.post("/settings/sign-on/check", &[]).await.body;
    assert!(checked.contains("The provider answers"), "{checked}");
    let early = dana.post("/settings/sign-on/only", &[("only", "yes")]).await;
    assert!(early.status == StatusCode::CONFLICT && early.body.contains("locked out"), "{}", early.body);
    let mut visitor = world.stranger();
    assert!(visitor.get("/sign-in").await.body.contains("With your company"));
    let asked = sent(&mut visitor, DANA, "").await;
    let answer = back(&mut visitor, "northwind", &fake.code(&asked, DANA), &asked.value("state")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let only = visitor.post("/settings/sign-on/only", &[("only", "yes")]).await;
    assert_eq!(only.status, StatusCode::SEE_OTHER, "{}", only.body);
    let removed = visitor.post("/settings/sign-on/remove", &[]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert!(!world.stranger().get("/sign-in").await.body.contains("With your company"));
    let account = world.account().await;
    let entries = audit::newest(&mut world.state.db.view().await.unwrap(), account, 9).await.unwrap();
    let entries: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    for action in ["sign_on.set", "sign_on.only", "sign_on.removed"] {
        assert!(entries.contains(&action), "{entries:?}");
    }
}

#[tokio::test]
async fn the_secret_is_sealed_in_the_database_and_shown_to_nobody() {
    let (world, fake) = (World::new().await, Fake::start().await);
    let mut dana = world.admin().await;
    save(&mut dana, &fake.issuer, SECRET, "northwind.example").await;
    let account = world.account().await;
    let kept = sign_on::get(&mut world.state.db.view().await.unwrap(), account).await.unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&kept.secret).contains(SECRET));
    assert_eq!(world.state.key.open(account, &kept.secret).unwrap(), SECRET);
    assert!(!dana.get(PAGE).await.body.contains(SECRET));
    let refused = save(&mut dana, "nonsense", SECRET, "northwind.example").await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && !refused.body.contains(SECRET));
    // Blank keeps it.
    save(&mut dana, &fake.issuer, "", "northwind.example").await;
    let again = sign_on::get(&mut world.state.db.view().await.unwrap(), account).await.unwrap().unwrap();
    assert_eq!(again.secret, kept.secret);
}

#[tokio::test]
async fn domains_of_others_and_of_everybody_are_refused() {
    let (world, fake) = connected().await;
    let mut dana = world.admin().await;
    for (domains, words) in [
        ("harborsolar.example", "somebody of the account has joined"),
        ("gmail.com", "Anybody can have an address"),
        ("no domain", "is no e-mail domain"),
        ("", "Type the e-mail domain"),
    ] {
        let answer = save(&mut dana, &fake.issuer, SECRET, domains).await;
        assert!(
            answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words),
            "{domains}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn checking_says_in_plain_words_what_is_wrong() {
    let (world, fake) = connected().await;
    let mut dana = world.admin().await;
    let checked = async |dana: &mut Visitor| dana.post("/settings/sign-on/check", &[]).await.body;
    fake.describe("issuer", json!("https://id.example/"));
    assert!(checked(&mut dana).await.contains("calls itself “https://id.example/”"));
    fake.describe("issuer", json!(fake.issuer));
    fake.describe("id_token_signing_alg_values_supported", json!(["HS256", "none"]));
    assert!(checked(&mut dana).await.contains("signs in no way that can be trusted"));
    fake.describe("id_token_signing_alg_values_supported", json!(["RS256"]));
    fake.describe("authorization_endpoint", json!("http://id.example/go"));
    assert!(checked(&mut dana).await.contains("begin with https://"));
    fake.describe("authorization_endpoint", json!(7));
    assert!(checked(&mut dana).await.contains("no OpenID Connect provider"));
    save(&mut dana, &format!("{}/elsewhere", fake.issuer), "", "northwind.example").await;
    assert!(checked(&mut dana).await.contains("answers 404"));
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    save(&mut dana, &format!("http://{closed}"), "", "northwind.example").await;
    assert!(checked(&mut dana).await.contains("cannot be reached"));
}

#[tokio::test]
async fn an_admin_who_signed_in_long_ago_changes_nothing() {
    let (world, fake) = connected().await;
    let mut dana = world.admin().await.moved_to(&world.later::<1>());
    assert!(dana.get(PAGE).await.body.contains("Sign in again to change it"));
    let saved = save(&mut dana, &fake.issuer, "other", "northwind.example").await;
    assert_eq!(saved.status, StatusCode::UNPROCESSABLE_ENTITY);
    for path in ["only", "remove"] {
        let answer = dana.post(&format!("/settings/sign-on/{path}"), &[("only", "no")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}");
    }
}
