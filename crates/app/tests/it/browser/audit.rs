//! The audit log in a real browser: found by the menu, narrowed by keyboard, with the checks of every page.

use super::chromium::with;
use super::users::{look, push, signed_in};

#[tokio::test]
async fn an_admin_finds_what_was_done_by_keyboard_and_the_address_keeps_what_it_is_narrowed_to() {
    with(async |browser| {
        let (_world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/settings/imports")).await;
        push(&browser, "button[name=managers]").await;
        browser.sees("Managers may import from now on.").await;
        push(&browser, ".menu-bar a[href='/audit']").await;
        browser.sees("Changed who may import").await;
        browser.sees("127.0.0.1").await;
        look(&browser).await;
        // A select takes the entry that begins with what is typed.
        browser.tab_to("select[name=what]").await;
        browser.press("Signing").await;
        browser.until("!document.getElementById('list').textContent.includes('who may import')").await;
        browser.sees("by password").await;
        browser.until("location.search.includes('what=signing-in')").await;
        assert!(
            browser.find("#download").await.attr("href").await.unwrap().unwrap().contains("what=signing-in")
        );
        browser.tab_to("select[name=who]").await;
        browser.press("Stripe").await;
        browser.sees("Nothing like this was done.").await;
        look(&browser).await;
        push(&browser, "#list a[href='/audit']").await;
        browser.sees("Changed who may import").await;
    })
    .await;
}
