//! `/metrics`: who may see them, and what they say.

use std::net::TcpListener;

use app::config::{Secret, Watching};
use app::demo::company::ADMIN;
use axum::http::{Request, StatusCode};
use tempfile::TempDir;

use crate::support::files::people;
use crate::support::http;
use crate::support::program::{Running, program, run};
use crate::support::world::{self, company_with, empty_url};
use crate::web::world::World;

async fn asked(world: &World, token: Option<&str>) -> (StatusCode, String) {
    let mut request = Request::get("/metrics");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let answer = world.stranger().send(request, "").await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn nobody_but_this_machine_sees_numbers_without_a_token_and_only_where_nobody_else_is_meant_to_come() {
    let local = World::at("http://localhost:8080").await;
    assert_eq!(asked(&local, None).await.0, StatusCode::NOT_FOUND, "this caller is another machine");
    let address = local.serve().await.trim_start_matches("http://").parse().unwrap();
    assert_eq!(http::get(address, "/metrics", "").await.unwrap().status, 200);
    let public = World::at("https://muster.example").await;
    assert_eq!(asked(&public, None).await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked(&public, Some("guessed")).await.0, StatusCode::NOT_FOUND);
    let watching = Watching { metrics_token: Some(Secret::new("a long token")), ..Watching::default() };
    let guarded = public.watched(watching);
    assert_eq!(asked(&guarded, None).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(asked(&guarded, Some("a long toke")).await.0, StatusCode::NOT_FOUND);
    let (status, text) = asked(&guarded, Some("a long token")).await;
    assert!(status == StatusCode::OK && text.ends_with("# EOF\n"), "{text}");
}

#[tokio::test]
async fn numbers_name_routes_and_nobody() {
    let world = World::at("http://localhost:8080").await;
    let mut dana = world.admin().await;
    let person = world.user("priya.raman").await;
    assert_eq!(dana.get(&format!("/users/{}", person.id)).await.status, StatusCode::OK);
    dana.get("/users?find=raman").await;
    dana.get("/nowhere/raman").await;
    let address = world.serve().await.trim_start_matches("http://").parse().unwrap();
    let text = http::get(address, "/metrics", "").await.unwrap().body;
    for line in [
        "muster_requests_total{route=\"/users/{user}\",method=\"GET\",status=\"200\"} 1",
        "muster_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 1",
        "muster_request_duration_seconds_count{route=\"/users\"} 1",
        "muster_queue_later{queue=\"email\"} 0",
        "muster_channel_closed{channel=\"text\"} 0",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let lower = text.to_lowercase();
    for name in ["raman", "northwind", ADMIN.email().as_str(), &person.id.to_string()] {
        assert!(
            !lower.contains(&format!("{name}\"")) && !lower.contains(&format!("/{name}")),
            "{name}\n{text}"
        );
    }
}

#[tokio::test]
async fn a_panel_without_a_worker_leaves_the_work_to_a_worker_and_both_are_watched_beside_it() {
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    let db = world::open(&url).await;
    let company = company_with(&db, 50).await;
    let import = world::approved(&db, &company, people(12, "watched.example")).await;
    let beside = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut serve = program(&["serve", "--no-worker", "--listen", "127.0.0.1:0"], home.path(), &url);
    serve.env("MUSTER_METRICS_LISTEN", beside.to_string());
    let mut panel = Running::start(serve);
    panel.address();
    let said = http::get(beside, "/metrics", "").await.unwrap();
    assert!(said.body.contains("muster_queue_due{queue=\"apply\"} 1"), "{}", said.body);
    assert_eq!(http::get(beside, "/readyz", "").await.unwrap().body.trim(), "ready");
    run(&["worker", "--drain"], home.path(), &url);
    let said = http::get(beside, "/metrics", "").await.unwrap();
    assert!(!said.body.contains("queue=\"apply\""), "{}", said.body);
    assert!(!said.body.contains("muster_applies_total{"), "the panel did it itself: {}", said.body);
    assert!(world::is_applied(&db, &company, import).await);
    panel.terminate();
    panel.finish();
}
