//! The page that opens after signing in, by keyboard: from what wants attention to the page that does something about it.

use thirtyfour::Key;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{Browser, PHONE, with};
use crate::web::world::{PASSWORD, World};

async fn enter(browser: &Browser) {
    browser.press(Key::Enter.value().to_string()).await;
}

async fn sign_in(browser: &Browser, address: &str, email: &str) {
    browser.open(&format!("{address}/sign-in")).await;
    browser.tab_to("#email").await;
    browser.press(email).await;
    browser.tab_to("#password").await;
    browser.press(PASSWORD).await;
    enter(browser).await;
    browser.sees("What wants your attention").await;
}

#[tokio::test]
async fn an_admin_lands_on_home_and_sends_lapsed_invitations_again_from_there() {
    with(async |browser| {
        let world = World::new().await.later::<15>();
        let address = world.serve().await;
        sign_in(&browser, &address, "dana.mitchell@northwind.example").await;
        browser.until("location.pathname === '/'").await;
        browser.tab_to(".people-table summary").await;
        enter(&browser).await;
        browser.until("document.querySelector('.people-table table').checkVisibility()").await;
        assert_eq!((barriers(&browser).await, overflow(&browser).await), (String::new(), 0));
        browser.tab_to(".want a[href='/invitations?show=lapsed']").await;
        enter(&browser).await;
        browser.until("location.pathname === '/invitations'").await;
        browser.until("document.querySelector('.tabs a[aria-current]').textContent.includes('Lapsed')").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_admin_chooses_the_language_of_messages_and_sees_them_in_it() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        sign_in(&browser, &address, "dana.mitchell@northwind.example").await;
        browser.open(&format!("{address}/settings/messages")).await;
        browser.tab_to("#language").await;
        browser.press("Ned").await;
        browser.tab_to(".language button").await;
        enter(&browser).await;
        browser.sees("Messages are in Dutch from now on").await;
        browser.sees("Wachtwoord instellen en meedoen").await;
        browser.until("document.querySelector('#subject').value === 'Je uitnodiging voor {company}'").await;
        assert_eq!((barriers(&browser).await, overflow(&browser).await), (String::new(), 0));
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn on_the_first_day_the_three_steps_lead_to_dropping_a_file_on_a_phone_too() {
    with(async |browser| {
        let world = World::new().await;
        let address = world.serve().await;
        browser.resize(PHONE).await;
        sign_in(&browser, &address, "sam.whitfield@harborsolar.example").await;
        browser.sees("Three steps to begin").await;
        assert_eq!((barriers(&browser).await, overflow(&browser).await), (String::new(), 0));
        browser.tab_to(".begin-sample a[href='/imports/sample.csv']").await;
        browser.tab_to(".begin a[href='/imports/new']").await;
        enter(&browser).await;
        browser.until("location.pathname === '/imports/new'").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}
