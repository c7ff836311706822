//! Signing in at one's company in a real browser, through the page of a provider that nobody here wrote.

use thirtyfour::prelude::*;

use super::checks::{barriers, complaints};
use super::chromium::{Browser, with};
use crate::web::sso::DANA;
use crate::web::sso::mock::Mock;
use crate::web::world::{PASSWORD, World};

/// An installation at the address it is served at: the provider sends browsers back there.
async fn served() -> (World, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let world = World::at(&address).await;
    world.serve_on(listener);
    (world, address)
}

async fn type_into(browser: &Browser, css: &str, text: &str) {
    browser.tab_to(css).await;
    browser.press(text).await;
}

async fn click(browser: &Browser, css: &str) {
    browser.tab_to(css).await;
    browser.press(Key::Enter.value().to_string()).await;
}

async fn by_password(browser: &Browser, address: &str) {
    browser.open(&format!("{address}/sign-in")).await;
    type_into(browser, "#email", DANA).await;
    type_into(browser, "#password", PASSWORD).await;
    browser.press(Key::Enter.value().to_string()).await;
}

async fn by_company(browser: &Browser, address: &str) {
    browser.open(&format!("{address}/sign-in")).await;
    click(browser, "a[href='/sso']").await;
    browser.sees("You are sent to the sign-in of your company").await;
    assert_eq!(barriers(browser).await, "");
    type_into(browser, "#whom", DANA).await;
    browser.press(Key::Enter.value().to_string()).await;
    browser.sees("Authorize Client").await;
    click(browser, &format!("button[value='{DANA}']")).await;
    browser.sees("Every file that was brought in").await;
}

#[tokio::test]
async fn an_admin_connects_the_company_signs_in_by_it_and_makes_it_the_only_way_in() {
    with(async |browser| {
        let Some(mock) = Mock::start(&[(DANA, true)]).await else { return };
        let (_world, address) = served().await;
        by_password(&browser, &address).await;
        browser.sees("Every file that was brought in").await;
        browser.open(&format!("{address}/settings")).await;
        type_into(&browser, "#issuer", &mock.issuer).await;
        type_into(&browser, "#client_id", "muster").await;
        type_into(&browser, "#secret", "a secret").await;
        browser.press(Key::Enter.value().to_string()).await;
        browser.sees("Single sign-on is saved").await;
        click(&browser, "form[action='/settings/sign-on/check'] button").await;
        browser.sees("The provider answers, and describes itself as it should.").await;
        browser.sees("First sign in by it once yourself").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());

        click(&browser, ".avatar-btn").await;
        click(&browser, "#person-menu form button").await;
        browser.sees("You are signed out.").await;
        by_company(&browser, &address).await;
        browser.open(&format!("{address}/settings/sign-on")).await;
        click(&browser, "button[name=only]").await;
        browser.sees("Passwords, codes and passkeys let nobody in.").await;
        assert_eq!(barriers(&browser).await, "");
        assert_eq!(complaints(&browser).await, Vec::<String>::new());

        click(&browser, ".avatar-btn").await;
        click(&browser, "#person-menu form button").await;
        by_password(&browser, &address).await;
        browser.sees("Your company lets you in by its own sign-in only.").await;
        by_company(&browser, &address).await;
        // The policy lets no form lead to another site: what stands between has kept to it.
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}
