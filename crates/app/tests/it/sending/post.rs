//! Messages by a webhook.

use std::sync::{Arc, Mutex};

use app::clock;
use app::config::sending::{self, Secret};
use app::outside::Outside;
use app::outside::signing::is_signed;
use app::outside::webhook::Webhook;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use store::callbacks;
use store::messages::Channel;

use super::{Office, carrier, link};

type Posted = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

async fn take(State(posted): State<Posted>, headers: HeaderMap, body: Bytes) -> (StatusCode, &'static str) {
    let mut posted = posted.lock().unwrap();
    posted.push((headers, body));
    match posted.len() {
        1 => (StatusCode::OK, r#"{"id": "theirs-1"}"#),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, r#"{"error": "That domain is not ours to write to."}"#),
    }
}

#[tokio::test]
async fn a_webhook_gets_signed_json_once_and_its_refusal_is_shown() {
    let office = Office::new().await;
    let posted = Posted::default();
    let router = Router::new().route("/in", post(take)).with_state(Arc::clone(&posted));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/in", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let secret = Secret::new("hush");
    let hook = Webhook::new(&sending::Webhook { url, secret: secret.clone() }).unwrap();
    let outside = Outside { mail: Some(carrier(hook)), text: None };
    let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
    office.drain(outside.clone()).await;
    let bo = office.invite("Bo", "bo@people.example", "+16145550102").await;
    office.drain(outside).await;
    let posted = posted.lock().unwrap().clone();
    assert_eq!(posted.len(), 2);
    let (headers, body) = &posted[0];
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap());
    let now = clock::now().as_second();
    assert!(is_signed(&secret, header("muster-timestamp"), header("muster-signature"), body, now));
    let said: Value = serde_json::from_slice(body).unwrap();
    assert_eq!((&said["channel"], &said["to"]), (&"email".into(), &"ana@people.example".into()));
    assert_eq!(said["id"].as_str(), header("idempotency-key"));
    assert!(said["text"].as_str().unwrap().contains(&link(&office, ana).await));
    assert!(said["html"].as_str().unwrap().starts_with("<!doctype html>"));
    assert_eq!(office.state(ana, Channel::Email).await, "sent");
    let mut view = office.db().view().await.unwrap();
    assert!(callbacks::find(&mut view, Channel::Email, "theirs-1").await.unwrap().is_some());
    let words = office.reach(bo, Channel::Email).await.words;
    assert_eq!(words.as_deref(), Some("That domain is not ours to write to."));
}
