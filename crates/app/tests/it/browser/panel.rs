//! The panel of the example company in a real browser: by keyboard, at every size, in both themes.

use std::fmt::Write as _;
use std::path::PathBuf;

use thirtyfour::prelude::*;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{Browser, DESK, PHONE, Theme, with};
use crate::web::world::{PASSWORD, World};

async fn sign_in(browser: &Browser, address: &str) {
    browser.open(address).await;
    browser.tab_to("#email").await;
    browser.press("dana.mitchell@northwind.example").await;
    browser.tab_to("#password").await;
    browser.press(PASSWORD).await;
    browser.press(Key::Enter.value().to_string()).await;
    browser.sees("What wants your attention").await;
}

#[tokio::test]
async fn every_page_of_the_example_company_is_without_barriers() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        sign_in(&browser, &address).await;
        let person = browser
            .ask("fetch('/users?find=moreau').then(a => a.text()).then(t => t.match(/users\\/\\d+/)[0])")
            .await;
        let person = format!("/{}", person.as_str().unwrap());
        let pictures = std::env::var_os("MUSTER_PICTURES").map(PathBuf::from);
        let mut report = String::new();
        let pages = [
            "/imports",
            "/users",
            "/invitations",
            &person,
            "/teams",
            "/territories",
            "/outbox",
            "/settings/messages",
            "/settings/imports",
            "/me",
            "/nowhere",
        ];
        for path in pages {
            for (window, size) in [("desk", DESK), ("phone", PHONE)] {
                for theme in [Theme::Light, Theme::Dark] {
                    browser.resize(size).await;
                    browser.prefer(theme).await;
                    browser.open(&format!("{address}{path}")).await;
                    let place = format!("{path} {window} {}", theme.name());
                    if let Some(folder) = &pictures {
                        let name = format!("real{}.png", place.replace(['/', ' '], "-"));
                        browser.picture(&folder.join(name)).await;
                    }
                    let found =
                        (overflow(&browser).await, barriers(&browser).await, complaints(&browser).await);
                    if found != (0, String::new(), Vec::new()) {
                        writeln!(report, "== {place}: {found:?}").unwrap();
                    }
                }
            }
        }
        assert!(report.is_empty(), "{report}");
    })
    .await;
}

#[tokio::test]
async fn a_list_is_narrowed_as_one_types_and_the_address_keeps_it() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        sign_in(&browser, &address).await;
        browser.open(&format!("{address}/users")).await;
        browser.tab_to("input[name=find]").await;
        browser.press("brook").await;
        browser.until("document.querySelectorAll('.users tbody tr').length === 1").await;
        browser.sees("Aaliyah Brooks").await;
        browser.until("location.search === '?find=brook'").await;
        browser.until("document.activeElement.name === 'find'").await;
        browser.press("xyz").await;
        browser.sees("Nobody matches “brookxyz”.").await;
        browser.find("#list .empty .btn").await.click().await.unwrap();
        browser.until("document.querySelectorAll('.users tbody tr').length === 40").await;
        browser.driver.back().await.unwrap();
        browser.sees("Nobody matches “brookxyz”.").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_list_shows_what_was_typed_last_on_a_slow_line() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        sign_in(&browser, &address).await;
        browser.open(&format!("{address}/users")).await;
        browser.tab_to("input[name=find]").await;
        browser.slow(1500).await;
        // Longer apart than what the page waits for more, so that each asks for a list of its own.
        for typed in ["o", "r", "eau"] {
            browser.press(typed).await;
            tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        }
        browser.until("document.querySelectorAll('.users tbody tr').length === 1").await;
        assert_eq!(browser.path().await, "/users?find=oreau");
    })
    .await;
}

#[tokio::test]
async fn the_menu_of_the_person_opens_by_keyboard_and_signs_out() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        sign_in(&browser, &address).await;
        browser.tab_to(".avatar-btn").await;
        browser.press(Key::Enter.value().to_string()).await;
        browser.tab_to("#person-menu form button").await;
        assert_eq!(barriers(&browser).await, "");
        browser.press(Key::Enter.value().to_string()).await;
        browser.sees("You are signed out.").await;
        browser.driver.back().await.unwrap();
        browser.sees("Sign in").await;
        assert!(!browser.text().await.contains("History"), "{}", browser.text().await);
    })
    .await;
}

#[tokio::test]
async fn an_error_of_a_part_is_a_toast_and_leaves_the_page_as_it_was() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        sign_in(&browser, &address).await;
        browser.open(&format!("{address}/users")).await;
        browser.ask("document.querySelector('.filters').setAttribute('hx-get', '/users/0')").await;
        browser.ask("htmx.process(document.body, true)").await;
        browser.tab_to("input[name=find]").await;
        browser.press("a").await;
        browser.sees("There is nothing here.").await;
        browser.until("document.querySelectorAll('.users tbody tr').length === 40").await;
        browser.until("location.pathname === '/users'").await;
    })
    .await;
}
