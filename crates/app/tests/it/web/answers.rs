//! What every answer carries, and how errors are told to a browser and to htmx.

use axum::http::{Request, StatusCode};

use super::world::World;

#[tokio::test]
async fn every_answer_carries_the_policy_and_an_id_and_is_kept_by_nobody() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    for path in ["/imports", "/nowhere", "/sign-in", "/healthz"] {
        let answer = dana.get(path).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{path}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_hash() {
    let world = World::new().await;
    let mut anybody = world.stranger();
    let request = || Request::get(app::assets::url("app.css"));
    let plain = anybody.send(request(), "").await;
    assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(plain.header("content-type"), Some("text/css; charset=utf-8"));
    let packed = anybody.send(request().header("accept-encoding", "br, gzip"), "").await;
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(anybody.get("/assets/0000000000000000/app.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_error_is_a_page_to_a_browser_and_a_toast_to_htmx() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let page = dana.get("/users/999999").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("<title>There is nothing here"), "{}", page.body);
    let toast = dana.get_part("/users/999999", "/users").await;
    assert_eq!((toast.status, toast.header("hx-reswap")), (StatusCode::NOT_FOUND, Some("none")));
    assert!(toast.body.starts_with(r##"<hx-partial hx-target="#toasts""##), "{}", toast.body);
    let mut back = Request::get("/users/999999");
    for header in ["hx-request", "hx-history-restore-request"] {
        back = back.header(header, "true");
    }
    assert!(dana.send(back, "").await.body.contains("<title>"));
}

#[tokio::test]
async fn a_lapsed_session_sends_htmx_to_the_page_for_signing_in() {
    let world = World::new().await;
    let answer = world.stranger().get_part("/users?find=a", "/users?find=").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("hx-redirect"), Some("/sign-in?next=%2Fusers%3Ffind%3D"));
}

#[tokio::test]
async fn what_the_framework_refuses_gets_a_page_too() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    for (request, status) in [
        (Request::get("/sign-out"), StatusCode::METHOD_NOT_ALLOWED),
        (Request::get("/nowhere"), StatusCode::NOT_FOUND),
        (Request::get("/imports?find=a&find=b"), StatusCode::BAD_REQUEST),
        (Request::post("/sign-in").header("sec-fetch-site", "same-origin"), StatusCode::BAD_REQUEST),
    ] {
        let answer = dana.send(request, "").await;
        assert_eq!(answer.status, status);
        assert!(answer.body.contains("<h1>"), "{status}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_change_from_another_site_is_refused() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("x-none", "")]
    {
        let answer = dana.send(Request::post("/sign-out").header(name, value), "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert!(answer.body.contains("another site"), "{}", answer.body);
    }
    assert_eq!(dana.get("/imports").await.status, StatusCode::OK);
    let old_browser = Request::post("/sign-out").header("origin", "http://muster.test");
    assert_eq!(dana.send(old_browser, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_with_a_page() {
    let world = World::new().await;
    let request = Request::post("/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = world.stranger().send(request, &format!("email={}", "a".repeat(300_000))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("too large"), "{}", answer.body);
}

#[tokio::test]
async fn machines_are_told_whether_the_panel_lives_and_works() {
    let world = World::new().await;
    let mut machine = world.stranger();
    assert_eq!(machine.get("/healthz").await.body, "alive\n");
    assert_eq!(machine.get("/readyz").await.body, "ready\n");
    world.state.db.close().await;
    assert_eq!(machine.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(machine.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_failure_shows_the_id_that_stands_in_the_log() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    world.state.db.close().await;
    let answer = dana.get("/imports").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let id = answer.header("x-request-id").unwrap();
    assert!(answer.body.contains(id), "{}", answer.body);
}

#[tokio::test]
async fn a_report_of_the_policy_is_taken() {
    let world = World::new().await;
    let request = Request::post("/csp-report").header("sec-fetch-site", "same-origin");
    assert_eq!(world.stranger().send(request, "{}").await.status, StatusCode::NO_CONTENT);
}
