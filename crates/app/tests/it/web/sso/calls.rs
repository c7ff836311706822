//! What an Admin can have this installation call by typing an issuer, and what a provider can do with the calls it gets.

use std::net::TcpListener;
use std::time::Duration;

use app::provider::{CallError, Calls, LONGEST, Reach};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::get;
use openidconnect::{AsyncHttpClient as _, HttpRequest, HttpResponse};
use serde_json::json;

use super::{DANA, SECRET, connected};
use crate::web::world::World;

/// A port of this machine where nobody answers, and what knows who has connected.
fn listening() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

async fn call(calls: &Calls, address: &str) -> Result<HttpResponse, CallError> {
    let request: HttpRequest = axum::http::Request::get(address).body(Vec::new()).unwrap();
    calls.call(request).await
}

/// Whether anybody has connected.
fn was_called(listener: &TcpListener) -> bool {
    listener.accept().is_ok()
}

/// Not long: nobody answers there.
const SHORT: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_name_that_leads_inside_is_not_called_unless_the_operator_allows_it() {
    let (listener, port) = listening();
    let address = format!("https://localhost:{port}/.well-known/openid-configuration");
    let refused = call(&Calls::new(Reach::Outside, LONGEST).unwrap(), &address).await.unwrap_err();
    assert!(matches!(&refused, CallError::Inside(name) if name == "localhost"), "{refused:?}");
    assert!(!was_called(&listener), "it was connected to all the same");
    let allowed = call(&Calls::new(Reach::Everywhere, SHORT).unwrap(), &address).await;
    assert!(was_called(&listener), "{allowed:?}");
}

#[tokio::test]
async fn an_admin_cannot_have_it_call_inside_unless_the_operator_allows_it() {
    let world = World::new().await.calling(Reach::Outside);
    let mut dana = world.admin().await;
    let (listener, port) = listening();
    for (issuer, words) in [
        ("http://id.example", "begin with https://"),
        ("http://127.0.0.1:9", "begin with https://"),
        ("https://127.0.0.1:9", "is not on the public Internet"),
        ("https://169.254.169.254/latest/meta-data", "is not on the public Internet"),
        ("https://[fd00:ec2::254]", "is not on the public Internet"),
        ("https://192.168.0.1", "is not on the public Internet"),
        ("https://0x7f.1", "is not on the public Internet"),
    ] {
        let form =
            [("issuer", issuer), ("client_id", "m"), ("secret", SECRET), ("domains", "northwind.example")];
        let answer = dana.post("/settings/sign-on", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{issuer}");
        assert!(answer.body.contains(words), "{issuer}: {}", answer.body);
    }
    // Where a name leads is seen when it is called.
    let issuer = format!("https://localhost:{port}");
    let form =
        [("issuer", &*issuer), ("client_id", "m"), ("secret", SECRET), ("domains", "northwind.example")];
    assert_eq!(dana.post("/settings/sign-on", &form).await.status, StatusCode::SEE_OTHER);
    let checked = dana.post("/settings/sign-on/check", &[]).await.body;
    assert!(checked.contains("localhost is not on the public Internet"), "{checked}");
    let mut visitor = world.stranger();
    visitor.post("/sso", &[("whom", DANA)]).await;
    assert_eq!(visitor.get("/sso/go").await.status, StatusCode::BAD_GATEWAY);
    assert!(!was_called(&listener));
}

#[tokio::test]
async fn an_answer_that_points_elsewhere_is_not_followed() {
    let (target, port) = listening();
    let router = Router::new().route(
        "/away",
        get(async move || Redirect::temporary(&format!("http://127.0.0.1:{port}/latest/meta-data"))),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let calls = Calls::new(Reach::Everywhere, LONGEST).unwrap();
    let answer = call(&calls, &format!("http://127.0.0.1:{own}/away")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT);
    assert!(!was_called(&target), "it was followed");
}

#[tokio::test]
async fn an_answer_larger_than_any_of_a_provider_is_not_read_to_its_end() {
    let (world, fake) = connected().await;
    let mut dana = world.admin().await;
    fake.describe("padding", json!("x".repeat(400_000)));
    let checked = dana.post("/settings/sign-on/check", &[]).await.body;
    assert!(checked.contains("The provider answers"), "{checked}");
    fake.describe("padding", json!("x".repeat(600_000)));
    let checked = dana.post("/settings/sign-on/check", &[]).await.body;
    assert!(checked.contains("no OpenID Connect provider"), "{checked}");
    let calls = Calls::new(Reach::Everywhere, LONGEST).unwrap();
    let address = format!("{}/.well-known/openid-configuration", fake.issuer);
    let answer = call(&calls, &address).await;
    assert!(matches!(answer, Err(CallError::TooLarge)), "{answer:?}");
}

#[tokio::test]
async fn a_provider_that_never_answers_is_not_waited_for() {
    let (listener, port) = listening();
    let calls = Calls::new(Reach::Everywhere, SHORT).unwrap();
    let answer = call(&calls, &format!("http://127.0.0.1:{port}/")).await;
    assert!(matches!(&answer, Err(CallError::Failed(error)) if error.is_timeout()), "{answer:?}");
    drop(listener);
}
