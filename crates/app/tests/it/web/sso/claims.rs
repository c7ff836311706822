//! Domains that an account says to speak for and nobody has to prove: what somebody else could win by it.

use axum::http::StatusCode;
use store::Wait;
use store::users;

use super::attacks::{harbor, outsider};
use super::fake::Fake;
use super::{DANA, back, connect, is_in, sent};
use crate::support::world::now;
use crate::web::world::{Visitor, World};

/// The other account has somebody at the domain of the example company, and says to speak for it.
async fn claimed(world: &World) -> Fake {
    let (evil, there) = (Fake::start().await, harbor(world).await);
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    users::create(&mut tx, there, &outsider("zed@northwind.example"), now()).await.unwrap();
    tx.commit().await.unwrap();
    connect(world, there, &evil.issuer, "northwind.example").await;
    evil
}

async fn typed(visitor: &mut Visitor, whom: &str) -> crate::web::world::Answer {
    visitor.post("/sso", &[("whom", whom)]).await;
    visitor.get("/sso/go").await
}

#[tokio::test]
async fn people_of_a_company_are_not_sent_to_the_provider_of_another_that_claims_their_domain() {
    let world = World::new().await;
    let evil = claimed(&world).await;
    let answer = typed(&mut world.stranger(), DANA).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "Dana is sent to {}", answer.location());
    // And it does not keep their own company from connecting its provider afterwards.
    let honest = Fake::start().await;
    let mut dana = world.admin().await;
    let saved = dana
        .post(
            "/settings/sign-on",
            &[
                ("issuer", honest.issuer.as_str()),
                ("client_id", "muster"),
                ("secret", super::SECRET),
                ("domains", "northwind.example"),
            ],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, DANA, "").await;
    assert!(asked.address.starts_with(&honest.issuer), "{}", asked.address);
    let answer = back(&mut visitor, "northwind", &honest.code(&asked, DANA), &asked.value("state")).await;
    assert!(answer.status == StatusCode::SEE_OTHER && is_in(&mut visitor).await, "{}", answer.body);
    // Its own people go where they belong.
    let own = sent(&mut world.stranger(), "zed@northwind.example", "").await;
    assert!(own.address.starts_with(&evil.issuer), "{}", own.address);
}

#[tokio::test]
async fn a_provider_that_claims_the_domain_of_others_signs_in_as_none_of_them() {
    let world = World::new().await;
    let evil = claimed(&world).await;
    for email in [DANA, "priya.raman@northwind.example", "yara.haddad@northwind.example"] {
        let mut visitor = world.stranger();
        let asked = sent(&mut visitor, "harbor-solar", "").await;
        let code = evil.code(&asked, email);
        let answer = back(&mut visitor, "harbor-solar", &code, &asked.value("state")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{email}: {}", answer.location());
        assert!(!is_in(&mut visitor).await, "{email}");
    }
}
