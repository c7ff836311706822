//! `/metrics`: who may see them, and what they say.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use app::config::sending::Rate;
use app::config::{Secret, Watching};
use app::demo::company::ADMIN;
use app::jobs::messages::Dispatch;
use app::jobs::{Left, Worker};
use app::outside::{Answer, Carrier, Message, Outside, Provider};
use app::pipeline::{Agreed, Pipeline};
use app::web::metrics::routes;
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::support::files::people;
use crate::support::http;
use crate::support::program::{Running, program, run};
use crate::support::world::{self, Company, company_with, empty_url, key, own_db, pipeline};
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

/// Takes every e-mail but that to one person, whom nobody knows there.
#[derive(Debug)]
struct Post;

#[async_trait]
impl Provider for Post {
    async fn hand_over(&self, message: &Message<'_>, _: Duration) -> Answer {
        if message.to.starts_with("person3@") {
            Answer::Refused { words: "550 5.1.1 unknown".to_owned(), suppress: None }
        } else {
            Answer::Accepted { id: None }
        }
    }
}

/// Works until nothing is left.
async fn drain(pipeline: &Pipeline) {
    let mail = Carrier { provider: Arc::new(Post), rate: Rate(1_000.0), time: Duration::from_secs(5) };
    let outside = Outside { mail: Some(mail), text: None };
    let dispatch = Dispatch { outside, key: key(), public: "https://muster.test".parse().unwrap() };
    let worker = Worker::new(pipeline.clone(), Duration::from_hours(24), || 4).sending(dispatch);
    assert_eq!(worker.drain().await.unwrap(), Left::default());
}

/// Has another process read a file, and agree to its plan.
async fn approved_elsewhere(elsewhere: &Pipeline, company: &Company, file: &str) {
    let (account, by) = (company.account, company.actor());
    let import = elsewhere.upload(account, by, "people.csv", file.as_bytes().to_vec()).await.unwrap();
    let seen = elsewhere.plan(account, import, by).await.unwrap().fingerprint();
    let agreed = Agreed { by, seen, confirm: None, from: None };
    elsewhere.approve(account, import, agreed).await.unwrap();
}

/// What a process has counted of work: no requests, no times, no queues.
async fn counted(pipeline: &Pipeline) -> BTreeMap<String, u64> {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = routes(pipeline.clone()).oneshot(request).await.unwrap();
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let of_work = |name: &str| {
        name.starts_with("muster_applies_total")
            || name.starts_with("muster_messages_total")
            || name.ends_with("_duration_seconds_count")
    };
    let lines = text.lines().filter_map(|line| line.rsplit_once(' ')).filter(|(name, _)| of_work(name));
    let numbers = lines.map(|(name, number)| (name.to_owned(), number.parse().unwrap()));
    numbers.filter(|(_, number)| *number > 0).collect()
}

#[tokio::test]
async fn a_process_counts_exactly_what_it_planned_applied_and_sent() {
    let db = own_db().await;
    let (elsewhere, working) = (pipeline(&db), pipeline(&db));
    let (first, second) = (company_with(&db, 60).await, company_with(&db, 60).await);
    let expected = |numbers: &[(&str, u64)]| {
        numbers.iter().map(|(name, number)| (format!("muster_{name}"), *number)).collect::<BTreeMap<_, _>>()
    };
    approved_elsewhere(&elsewhere, &first, &people(12, "counted.example")).await;
    assert_eq!(counted(&working).await, expected(&[]), "each process counts what it does itself");
    drain(&working).await;
    let once = [
        ("planning_duration_seconds_count", 1),
        ("applies_total{result=\"done\"}", 1),
        ("apply_duration_seconds_count", 1),
        // The texts have no provider: they are in the Outbox, and nobody tried to send them.
        ("messages_total{channel=\"email\",result=\"sent\"}", 11),
        ("messages_total{channel=\"email\",result=\"failed\"}", 1),
    ];
    assert_eq!(counted(&working).await, expected(&once));
    drain(&working).await;
    assert_eq!(counted(&working).await, expected(&once), "there was nothing more to do");

    // Of two imports of the same people the second finds them there, and is not what was agreed to any more.
    for _ in 0..2 {
        approved_elsewhere(&elsewhere, &second, &people(3, "again.example")).await;
    }
    drain(&working).await;
    let in_all = [
        ("planning_duration_seconds_count", 3),
        ("applies_total{result=\"done\"}", 2),
        ("applies_total{result=\"refused\"}", 1),
        ("apply_duration_seconds_count", 3),
        ("messages_total{channel=\"email\",result=\"sent\"}", 14),
        ("messages_total{channel=\"email\",result=\"failed\"}", 1),
    ];
    assert_eq!(counted(&working).await, expected(&in_all));
}
