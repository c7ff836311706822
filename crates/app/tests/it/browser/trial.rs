//! The checks see what they are there to see: a page that is broken on purpose.

use axum::Router;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Html;
use axum::routing::get;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{PHONE, Theme, with};

const PAGE: &str = "<!doctype html><html lang=en><title>Trial</title><style>p { color: red }</style>
    <main><h1>Trial</h1><form><input name=bare></form><div style='width:900px'>wide</div></main>
    <script>document.title = 'ran'</script></html>";

async fn broken_page() -> String {
    let policy = [(CONTENT_SECURITY_POLICY, "default-src 'none'")];
    let router = Router::new().route("/", get(move || async move { (policy, Html(PAGE)) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn a_field_without_a_label_and_a_forbidden_script_are_seen() {
    with(async |browser| {
        browser.prefer(Theme::Dark).await;
        browser.open(&broken_page().await).await;
        let barriers = barriers(&browser).await;
        assert!(barriers.contains("label: ") && barriers.contains("name=\"bare\""), "{barriers}");
        let complaints = complaints(&browser).await;
        assert!(complaints.iter().any(|one| one.contains("script-src")), "{complaints:?}");
        assert!(complaints.iter().any(|one| one.contains("style-src")), "{complaints:?}");
        assert_eq!(browser.ask("document.title").await, "Trial");
        assert_eq!(browser.ask("matchMedia('(prefers-color-scheme: dark)').matches").await, true);
    })
    .await;
}

#[tokio::test]
async fn a_page_wider_than_a_phone_is_seen() {
    with(async |browser| {
        browser.resize(PHONE).await;
        browser
            .open("data:text/html,<!doctype html><title>Trial</title><div style='width:900px'>wide</div>")
            .await;
        assert!(overflow(&browser).await > 400);
    })
    .await;
}

#[tokio::test]
async fn keys_go_where_the_focus_is_and_pictures_show_the_window() {
    with(async |browser| {
        browser.prefer(Theme::Light).await;
        browser
            .open("data:text/html,<!doctype html><title>Trial</title><a href=%23>one</a><input id=two>")
            .await;
        browser.tab_to("#two").await;
        browser.press("typed").await;
        browser.until("document.querySelector('#two').value === 'typed'").await;
        browser.sees("one").await;
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("trial.png");
        browser.picture(&file).await;
        let picture = std::fs::read(file).unwrap();
        // The header of a PNG: its width and height stand at bytes 16 and 20.
        assert_eq!(picture[16..24], [0, 0, 5, 160, 0, 0, 3, 232]);
    })
    .await;
}
