//! The audit log and the settings of the company in a real browser: by keyboard, with the checks of every page.

use super::chromium::with;
use super::users::{fill, look, push, signed_in};

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

#[tokio::test]
async fn an_admin_sets_the_company_by_keyboard_and_finds_it_in_the_log() {
    with(async |browser| {
        let (_world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users")).await;
        push(&browser, ".menu-bar a[href='/settings']").await;
        browser.sees("Invitations, messages and invoices say it.").await;
        look(&browser).await;
        fill(&browser, "#time_zone", "Europe/Nowhere").await;
        fill(&browser, "#percent", "26").await;
        push(&browser, "#save").await;
        browser.sees("There is no time zone “Europe/Nowhere”.").await;
        browser.sees("Type a whole number from 1 to 25.").await;
        look(&browser).await;
        fill(&browser, "#name", "Northwind Solar").await;
        browser.tab_to("#country").await;
        browser.press("Germany").await;
        fill(&browser, "#time_zone", "Europe/Berlin").await;
        fill(&browser, "#keep", "30").await;
        fill(&browser, "#percent", "5").await;
        fill(&browser, "#most", "20").await;
        push(&browser, "#save").await;
        browser.sees("The settings are saved.").await;
        push(&browser, "a[href='/audit?what=settings']").await;
        browser.sees("Changed the country of phones").await;
        browser.sees("Northwind Solar").await;
        browser.sees("Berlin time").await;
        look(&browser).await;
    })
    .await;
}
