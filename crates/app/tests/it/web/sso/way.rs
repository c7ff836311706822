//! The way in at one's company, when everything is as it should be; and what strangers learn on it.

use axum::http::StatusCode;
use plan::snapshot::Status;
use store::{Wait, audit, sign_on, users};

use super::mock::Mock;
use super::{DANA, YARA, back, connected, is_in, sent, sign_in};
use crate::support::world::now;
use crate::web::world::World;

#[tokio::test]
async fn somebody_active_gets_in_by_their_company_and_goes_on_where_they_were() {
    let (world, fake) = connected().await;
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, DANA, "/users?find=moreau").await;
    assert!(asked.address.starts_with(&format!("{}/authorize?", fake.issuer)));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "muster"),
        ("redirect_uri", "http://muster.test/sso/callback/northwind"),
        ("code_challenge_method", "S256"),
        ("login_hint", DANA),
    ] {
        assert_eq!(asked.value(name), value, "{name}");
    }
    assert!(asked.value("scope").split(' ').any(|scope| scope == "openid"));
    let before = visitor.cookies.clone();
    let answer = back(&mut visitor, "northwind", &fake.code(&asked, DANA), &asked.value("state")).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/users?find=moreau"),
        "{}",
        answer.body
    );
    assert_ne!(visitor.cookies, before, "the session has the id that it had before");
    assert!(is_in(&mut visitor).await);
    let mut old = world.stranger();
    old.cookies = before;
    assert!(!is_in(&mut old).await, "the id of before signs somebody in");
    let (account, mut view) = (world.account().await, world.state.db.view().await.unwrap());
    let newest = audit::newest(&mut view, account, 1).await.unwrap().remove(0);
    assert_eq!(
        (newest.action.as_str(), newest.detail.as_str()),
        ("session.begun", r#"{"by":"single sign-on"}"#)
    );
    assert!(sign_on::get(&mut view, account).await.unwrap().unwrap().proved_at.is_some());
}

#[tokio::test]
async fn the_short_name_of_the_company_does_as_well_and_who_comes_back_need_not_be_who_was_typed() {
    let (world, fake) = connected().await;
    for whom in ["Northwind", "nobody.there@northwind.example"] {
        let mut visitor = world.stranger();
        let asked = sent(&mut visitor, whom, "").await;
        let code = fake.code(&asked, "aaliyah.brooks@northwind.example");
        let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
        assert_eq!(answer.location(), "/", "{}", answer.body);
        assert!(visitor.get("/me").await.body.contains("Aaliyah"));
    }
}

#[tokio::test]
async fn whatever_is_typed_is_answered_alike_and_a_domain_alike_whoever_exists() {
    let (world, _) = connected().await;
    let mut pages = Vec::new();
    for whom in
        [DANA, "nobody@northwind.example", "sam.whitfield@harborsolar.example", "northwind", "nonsense"]
    {
        let page = world.stranger().post("/sso", &[("whom", whom)]).await;
        pages.push((page.status, page.body));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "{pages:#?}");
    // Without a provider, domains and companies that exist and that do not are the same too.
    let mut ends = Vec::new();
    for whom in ["sam.whitfield@harborsolar.example", "x@nowhere.example", "harbor-solar", "nonsense"] {
        let mut visitor = world.stranger();
        visitor.post("/sso", &[("whom", whom)]).await;
        let end = visitor.get("/sso/go").await;
        ends.push((end.status, end.body));
    }
    ends.dedup();
    assert_eq!(ends.len(), 1, "{ends:#?}");
    assert_eq!(ends[0].0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_is_invited_joins_with_a_phone_that_is_not_confirmed() {
    let (world, fake) = connected().await;
    let link = world.invitation("yara.haddad").await;
    let (mut yara, answer) = sign_in(&world.later::<20>(), &fake_in_20_days(&fake), YARA).await;
    assert_eq!(answer.location(), "/me", "{}", answer.body);
    assert!(is_in(&mut yara).await);
    let user = world.user("yara.haddad").await;
    assert!(user.values.status == Status::Active && !user.phone_confirmed && !user.has_password);
    assert_eq!(world.stranger().get(&link).await.status, StatusCode::GONE, "the invitation is still open");
}

/// The same provider: its tokens hold longer than the link of an invitation.
fn fake_in_20_days(fake: &super::fake::Fake) -> super::fake::Fake {
    fake.clone().holding(30 * 24 * 3600)
}

#[tokio::test]
async fn suspended_people_and_strangers_are_refused_alike_and_nobody_is_created() {
    let (world, fake) = connected().await;
    let mut texts = Vec::new();
    for email in ["ana.ruiz@northwind.example", "nobody.there@northwind.example"] {
        let (mut visitor, answer) = sign_in(&world, &fake, email).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(!is_in(&mut visitor).await);
        texts.push(answer.body.replace(email, "somebody"));
    }
    assert_eq!(texts[0], texts[1]);
    let account = world.account().await;
    let nobody =
        users::by_email(&mut world.state.db.view().await.unwrap(), account, "nobody.there@northwind.example")
            .await;
    assert!(nobody.is_err());
}

#[tokio::test]
async fn a_provider_that_was_set_anew_meanwhile_lets_nobody_in() {
    let (world, fake) = connected().await;
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, DANA, "").await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let account = world.account().await;
    let domains = ["northwind.example".to_owned()];
    let new =
        sign_on::NewSignOn { issuer: &fake.issuer, client_id: "muster", secret: None, domains: &domains };
    let later = now().after(std::time::Duration::from_secs(1));
    sign_on::set(&mut tx, account, &new, later).await.unwrap();
    tx.commit().await.unwrap();
    let answer = back(&mut visitor, "northwind", &fake.code(&asked, DANA), &asked.value("state")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_provider_that_nobody_here_wrote_lets_its_people_in() {
    let Some(mock) = Mock::start(&[(DANA, true), ("marcus.webb@northwind.example", false)]).await else {
        return;
    };
    let world = World::new().await;
    super::connect(&world, world.account().await, &mock.issuer, "northwind.example").await;
    let mut dana = world.stranger();
    let asked = sent(&mut dana, DANA, "/users").await;
    let path = mock.let_in(&asked.address, DANA).await;
    let answer = dana.get(&path).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/users"), "{}", answer.body);
    assert!(is_in(&mut dana).await);
    let again = dana.get(&path).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "an answer was taken twice");
    // It says of Marcus that his address is not verified.
    let mut marcus = world.stranger();
    let asked = sent(&mut marcus, "northwind", "").await;
    let answer = marcus.get(&mock.let_in(&asked.address, "marcus.webb@northwind.example").await).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        !is_in(&mut marcus).await && answer.body.contains("does not say that your e-mail address is yours")
    );
    // Who says no there comes back with nothing.
    let mut nobody = world.stranger();
    let asked = sent(&mut nobody, "northwind", "").await;
    let answer = nobody
        .get(&format!(
            "/sso/callback/northwind?error=access_denied&error_description=evil&state={}",
            asked.value("state")
        ))
        .await;
    assert!(answer.status == StatusCode::FORBIDDEN && !answer.body.contains("evil"), "{}", answer.body);
}
