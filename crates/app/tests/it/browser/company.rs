//! Signing in at one's company in a real browser, through the page of a provider that nobody here wrote.

use super::checks::{barriers, complaints};
use super::chromium::{Browser, with};
use super::entering::{self, device, enter, push, sign_out, type_into};
use crate::web::sso::mock::Mock;
use crate::web::sso::{DANA, connect, make_only};
use crate::web::world::{PASSWORD, World};

/// An installation at the address it is served at: the provider sends browsers back there.
async fn served() -> (World, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let world = World::at(&address).await;
    world.serve_on(listener);
    (world, address)
}

async fn click(browser: &Browser, css: &str) {
    browser.tab_to(css).await;
    enter(browser).await;
}

async fn sign_out_by_the_menu(browser: &Browser) {
    click(browser, ".avatar-btn").await;
    click(browser, "#person-menu form button").await;
    browser.sees("You are signed out.").await;
}

async fn by_password(browser: &Browser, address: &str) {
    browser.open(&format!("{address}/sign-in")).await;
    type_into(browser, "#email", DANA).await;
    type_into(browser, "#password", PASSWORD).await;
    enter(browser).await;
}

async fn by_company(browser: &Browser, address: &str) {
    browser.open(&format!("{address}/sign-in")).await;
    click(browser, "a[href='/sso']").await;
    browser.sees("You are sent to the sign-in of your company").await;
    assert_eq!(barriers(browser).await, "");
    type_into(browser, "#whom", DANA).await;
    enter(browser).await;
    browser.sees("Authorize Client").await;
    click(browser, &format!("button[value='{DANA}']")).await;
    browser.sees("What wants your attention").await;
}

#[tokio::test]
async fn an_admin_connects_the_company_signs_in_by_it_and_makes_it_the_only_way_in() {
    with(async |browser| {
        let Some(mock) = Mock::start(&[(DANA, true)]).await else { return };
        let (_world, address) = served().await;
        by_password(&browser, &address).await;
        browser.sees("What wants your attention").await;
        browser.open(&format!("{address}/settings")).await;
        click(&browser, "a[href='/settings/sign-on']").await;
        browser.sees("Your company’s own sign-in").await;
        type_into(&browser, "#issuer", &mock.issuer).await;
        type_into(&browser, "#client_id", "muster").await;
        type_into(&browser, "#secret", "a secret").await;
        enter(&browser).await;
        browser.sees("Single sign-on is saved").await;
        click(&browser, "form[action='/settings/sign-on/check'] button").await;
        browser.sees("The provider answers, and describes itself as it should.").await;
        browser.sees("First sign in by it once yourself").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());

        sign_out_by_the_menu(&browser).await;
        by_company(&browser, &address).await;
        browser.open(&format!("{address}/settings/sign-on")).await;
        click(&browser, "button[name=only]").await;
        browser.sees("Passwords, codes and passkeys let nobody in.").await;
        assert_eq!(barriers(&browser).await, "");
        assert_eq!(complaints(&browser).await, Vec::<String>::new());

        sign_out_by_the_menu(&browser).await;
        by_password(&browser, &address).await;
        browser.sees("Your company lets you in by its own sign-in only.").await;
        by_company(&browser, &address).await;
        browser.open(&format!("{address}/settings/sign-on")).await;
        click(&browser, "[popovertarget='ask-remove']").await;
        browser.sees("Remove single sign-on?").await;
        assert_eq!(barriers(&browser).await, "");
        click(&browser, "#ask-remove .btn-bad").await;
        browser.sees("Single sign-on is removed.").await;
        // The policy lets no form lead to another site: what stands between has kept to it.
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn where_the_company_is_the_only_way_in_a_passkey_leads_to_it() {
    with(async |browser| {
        let (world, address) = entering::served().await;
        device(&browser).await;
        by_password(&browser, &address).await;
        browser.sees("What wants your attention").await;
        browser.open(&format!("{address}/me")).await;
        type_into(&browser, "#passkey-name", "Work phone").await;
        push(&browser, "Add a passkey").await;
        browser.sees("“Work phone” is added").await;
        connect(&world, world.account().await, "https://id.example", "northwind.example").await;
        sign_out(&browser).await;
        push(&browser, "With a passkey").await;
        browser.sees("What wants your attention").await;
        make_only(&world).await;
        browser.open(&format!("{address}/me")).await;
        sign_out(&browser).await;
        push(&browser, "With a passkey").await;
        browser.sees("Your company lets you in by its own sign-in only.").await;
        assert_eq!(browser.path().await, "/sign-in?signed=out");
    })
    .await;
}
