//! Every page in a real browser, light and dark, at a desk and on a phone: no barrier, nothing wider than the window, no
//! report of the content security policy. `MUSTER_PICTURES=folder` keeps a picture of each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Html;
use axum::routing::get;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{DESK, PHONE, Size, Theme, with};
use crate::pages::samples::samples;
use crate::pages::sign_on::GOING;

async fn gallery() -> String {
    let pages: Arc<BTreeMap<_, _>> = Arc::new(samples().into_iter().collect());
    let page = move |Path(name): Path<String>| async move {
        let html = pages.get(name.as_str()).cloned().unwrap_or_default();
        ([(CONTENT_SECURITY_POLICY, app::web::CONTENT_SECURITY_POLICY)], Html(html))
    };
    let router = Router::new().route("/sample/{name}", get(page)).merge(app::assets::routes());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn every_page_is_without_barriers_and_fits_the_window_at_a_desk() {
    look("desk", DESK).await;
}

#[tokio::test]
async fn every_page_is_without_barriers_and_fits_the_window_of_a_phone() {
    look("phone", PHONE).await;
}

/// Looks at every page in a window of a size, light and dark.
async fn look(window: &'static str, size: Size) {
    with(async move |browser| {
        let address = gallery().await;
        let folder = std::env::var_os("MUSTER_PICTURES").map(PathBuf::from);
        let only = std::env::var("MUSTER_PAGE").ok();
        browser.resize(size).await;
        let mut report = String::new();
        for (name, _) in samples() {
            if name == GOING || only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
                continue;
            }
            for theme in [Theme::Light, Theme::Dark] {
                browser.prefer(theme).await;
                browser.open(&format!("{address}/sample/{name}")).await;
                browser.until("document.fonts.status === 'loaded'").await;
                let place = format!("{name} {window} {}", theme.name());
                if let Some(folder) = &folder {
                    browser.picture(&folder.join(format!("{}.png", place.replace(' ', "-")))).await;
                }
                let wide = overflow(&browser).await;
                let found = (barriers(&browser).await, complaints(&browser).await);
                if wide > 0 || !found.0.is_empty() || !found.1.is_empty() {
                    writeln!(report, "== {place}: {wide} px too wide\n{}{:?}", found.0, found.1).unwrap();
                }
            }
        }
        assert!(report.is_empty(), "{report}");
    })
    .await;
}
