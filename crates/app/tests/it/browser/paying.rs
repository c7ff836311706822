//! How a company pays, by keyboard: to the page of Stripe and back, and what Stripe itself says in the review.

use super::chromium::{Browser, with};
use super::users::{look, push, sign_in};
use super::wizard::choose;
use crate::payment::panel::Counter;

/// A file with people who need 37 seats more than there are.
fn people() -> String {
    let head = "First Name,Last Name,Email,Phone,Role\r\n".to_owned();
    (0..60).fold(head, |text, at| {
        format!("{text}Ada,Byron{at},ada{at}@northwind.example,+1312555{:04},Sales\r\n", 4_000 + at)
    })
}

/// Where the browser is, whether anybody answers there or not.
async fn is_at(browser: &Browser, start: &str) {
    for _ in 0..200 {
        if browser.driver.current_url().await.unwrap().as_str().starts_with(start) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("not at {start}, but at {}", browser.driver.current_url().await.unwrap());
}

#[tokio::test]
async fn an_admin_is_led_to_the_page_of_stripe_and_back_and_the_review_says_what_stripe_works_out() {
    with(async |browser| {
        let counter = Counter::new().await;
        counter.visit().await;
        let address = counter.world.serve().await;
        sign_in(&browser, &address).await;
        browser.open(&format!("{address}/settings/billing")).await;
        browser.sees("No way to pay yet").await;
        look(&browser).await;
        push(&browser, "form[action='/settings/billing/payment'] button").await;
        browser.sees("On to Stripe").await;
        look(&browser).await;
        push(&browser, "a[href^='https://checkout.stripe.test/']").await;
        let customer = counter.customer().await;
        is_at(&browser, &format!("https://checkout.stripe.test/{customer}")).await;

        counter.fake.give_card(&customer, "4242");
        browser.open(&format!("{address}/settings/billing/payment/back")).await;
        browser.sees("Stripe is asked how you pay.").await;
        browser.sees("Stripe is being asked.").await;
        counter.visit().await;
        // The page asks by itself until it knows.
        browser.sees("Visa, ends in 4242").await;
        browser.sees("All is paid").await;
        look(&browser).await;

        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("more.csv");
        std::fs::write(&file, people()).unwrap();
        browser.open(&format!("{address}/imports/new")).await;
        browser.tab_to("#file").await;
        choose(&browser, &file).await;
        push(&browser, super::wizard::ON).await;
        browser.until("location.pathname.endsWith('/fix')").await;
        push(&browser, super::wizard::ON).await;
        browser.until("location.pathname.endsWith('/review')").await;
        browser.sees("Stripe works out $37.00 before tax for these seats").await;
        look(&browser).await;
    })
    .await;
}
