//! What a machine can say of a page: accessibility, the content security policy, errors on the console, overflow.

use std::fmt::Write as _;

use serde_json::Value;

use super::chromium::Browser;

/// Accessibility is asked at WCAG 2.2, levels A and AA.
const AXE_RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
    axe.run(document, { runOnly: tags, preload: false, resultTypes: ['violations'] })
        .then(result => done(result.violations), error => done(String(error)));";

/// Each rule of WCAG 2.2 AA that axe-core sees broken, with the elements that break it. Empty is good.
pub async fn barriers(browser: &Browser) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(path).expect("axe-core is not there: run `make assets`");
    browser.driver.execute(axe, Vec::new()).await.unwrap();
    let report = violations(browser).await;
    if !report.contains(COVERED) {
        return report;
    }
    // A bar that stays at the edge of the window covers whatever is on its way under it. What can be scrolled out from there
    // is in nobody's way.
    browser.ask("window.scrollBy(0, 48)").await;
    let moved = violations(browser).await;
    browser.ask("window.scrollBy(0, -48)").await;
    moved
}

/// What axe-core says of a target that something else covers in part.
const COVERED: &str = "partially obscured";

async fn violations(browser: &Browser) -> String {
    let answer = browser.driver.execute_async(AXE_RUN, Vec::new()).await.unwrap();
    let violations = answer.json();
    let violations = violations.as_array().unwrap_or_else(|| panic!("axe-core could not run: {violations}"));
    let mut report = String::new();
    for violation in violations {
        writeln!(report, "{}: {}", text(&violation["id"]), text(&violation["help"])).unwrap();
        for node in violation["nodes"].as_array().into_iter().flatten() {
            let why = text(&node["failureSummary"]).replace('\n', " ");
            writeln!(report, "    {} {why}", text(&node["html"])).unwrap();
        }
    }
    report
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// What the browser complained of since it was last asked: reports of the content security policy, and errors of scripts.
/// Answers of the server with a status of an error are no complaint; pages are asked about those by their text.
pub async fn complaints(browser: &Browser) -> Vec<String> {
    let log = browser.driver.browser_log().await.unwrap();
    log.into_iter()
        .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
        .filter(|entry| entry.source.as_deref() != Some("network"))
        .map(|entry| format!("{}: {}", entry.source.unwrap_or_default(), entry.message))
        .collect()
}

/// By how many pixels the page is wider than its window.
pub async fn overflow(browser: &Browser) -> i64 {
    let wide = browser.ask("document.documentElement.scrollWidth - window.innerWidth").await;
    wide.as_i64().unwrap_or(0).max(0)
}
