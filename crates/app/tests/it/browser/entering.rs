//! Getting in, in a real browser, by keyboard: from an invitation to signed in by password, by code and by passkey; and
//! what keeps somebody out.

use serde_json::{Value, json};
use store::messages::{self, Channel, Settled};
use store::{UserId, Wait, users};
use thirtyfour::prelude::*;

use super::checks::{barriers, complaints};
use super::chromium::{Browser, with};
use crate::web::rights::Office;
use crate::web::world::{PASSWORD, World, services};

const GOOD: &str = "three blue herons";
const DANA: &str = "dana.mitchell@northwind.example";
const INGRID: &str = "i.solheim@northwind.example";
const YARA: &str = "yara.haddad@northwind.example";

/// An installation at a name that browsers make passkeys for, with services that send.
pub async fn served() -> (World, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let world = World::with(&address, services()).await;
    world.serve_on(listener);
    (world, address)
}

pub async fn type_into(browser: &Browser, css: &str, text: &str) {
    browser.tab_to(css).await;
    browser.press(text).await;
}

pub async fn enter(browser: &Browser) {
    browser.press(Key::Enter.value().to_string()).await;
}

/// Presses the button that says so, by keyboard.
pub async fn push(browser: &Browser, words: &str) {
    let found = format!(
        "[...document.querySelectorAll('button, a.btn, summary')].find(one => one.checkVisibility() \
         && one.innerText.replace(/\\s+/g, ' ').trim() === {})",
        json!(words)
    );
    browser.until(&format!("{found} !== undefined")).await;
    browser.ask(&format!("{found}.setAttribute('data-push', '')")).await;
    browser.tab_to("[data-push]").await;
    browser.ask("document.querySelector('[data-push]').removeAttribute('data-push')").await;
    enter(browser).await;
}

/// A device that keeps passkeys, and says yes to everything.
pub async fn device(browser: &Browser) {
    let cdp = browser.driver.cdp();
    cdp.send_raw("WebAuthn.enable", json!({})).await.unwrap();
    let options = json!({"options": {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserVerified": true,
        "automaticPresenceSimulation": true,
    }});
    cdp.send_raw("WebAuthn.addVirtualAuthenticator", options).await.unwrap();
}

/// Opens Yara's invitation and shows that the phone is hers.
async fn show_the_phone(browser: &Browser, world: &World, address: &str) {
    browser.open(&format!("{address}{}", world.invitation("yara.haddad").await)).await;
    browser.sees("Dana Mitchell invites you to Northwind Field Sales").await;
    push(browser, "Send me the code").await;
    browser.sees("Six digits are on their way to your phone").await;
    let code = world.sent().await.remove(0).secret;
    browser.until("document.activeElement.id === 'code'").await;
    browser.press(&code).await;
    enter(browser).await;
    browser.sees("Your phone is confirmed").await;
}

pub async fn sign_out(browser: &Browser) {
    push(browser, "Sign out").await;
    browser.sees("You are signed out.").await;
}

async fn is_fine(browser: &Browser) {
    assert_eq!(barriers(browser).await, "");
    assert_eq!(complaints(browser).await, Vec::<String>::new());
}

#[tokio::test]
async fn from_an_invitation_to_signed_in_by_password_and_back_in_by_code() {
    with(async |browser| {
        let (world, address) = served().await;
        show_the_phone(&browser, &world, &address).await;
        is_fine(&browser).await;
        type_into(&browser, "#password", GOOD).await;
        type_into(&browser, "#again", GOOD).await;
        enter(&browser).await;
        browser.sees("Hello, Yara").await;
        is_fine(&browser).await;
        sign_out(&browser).await;
        type_into(&browser, "#email", YARA).await;
        type_into(&browser, "#password", GOOD).await;
        enter(&browser).await;
        browser.sees("Hello, Yara").await;
        sign_out(&browser).await;
        push(&browser, "With a code").await;
        browser.until("document.activeElement.id === 'address'").await;
        browser.press(YARA).await;
        enter(&browser).await;
        browser.sees("Type in the code").await;
        is_fine(&browser).await;
        browser.press(&world.sent().await.remove(0).secret).await;
        enter(&browser).await;
        browser.sees("Hello, Yara").await;
    })
    .await;
}

#[tokio::test]
async fn from_an_invitation_to_signed_in_by_passkey() {
    with(async |browser| {
        let (world, address) = served().await;
        device(&browser).await;
        show_the_phone(&browser, &world, &address).await;
        push(&browser, "Join with a passkey").await;
        browser.sees("Hello, Yara").await;
        browser.sees("Made when joining").await;
        is_fine(&browser).await;
        let yara = world.user("yara.haddad").await;
        assert!(!yara.has_password && yara.phone_confirmed);
        // Without a password it is the last way in.
        push(&browser, "Change Made when joining").await;
        browser.sees("It is your last way in").await;
        sign_out(&browser).await;
        push(&browser, "With a passkey").await;
        browser.sees("Hello, Yara").await;
        browser.sees("Last used").await;
        is_fine(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn a_passkey_is_added_named_used_and_removed() {
    with(async |browser| {
        let (world, address) = served().await;
        device(&browser).await;
        browser.open(&format!("{address}/sign-in?next=/me")).await;
        type_into(&browser, "#email", "marcus.webb@northwind.example").await;
        type_into(&browser, "#password", PASSWORD).await;
        enter(&browser).await;
        type_into(&browser, "#passkey-name", "Work phone").await;
        push(&browser, "Add a passkey").await;
        browser.sees("“Work phone” is added").await;
        // One device keeps one passkey of a person.
        push(&browser, "Add a passkey").await;
        browser.sees("This device has a passkey for Muster already").await;
        sign_out(&browser).await;
        push(&browser, "With a passkey").await;
        browser.sees("Hello, Marcus").await;
        push(&browser, "Change Work phone").await;
        push(&browser, "Remove Work phone").await;
        browser.sees("The passkey is removed").await;
        sign_out(&browser).await;
        push(&browser, "With a passkey").await;
        browser.sees("Nobody can sign in by this passkey").await;
        is_fine(&browser).await;
        drop(world);
    })
    .await;
}

/// Takes what is due of the invitations out of the queue, as a worker that sends it; whose they were, by channel.
async fn send_due(world: &World) -> Vec<(Channel, UserId)> {
    let (now, lease) = (world.state.micros(), std::time::Duration::from_mins(5));
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let mut sent = Vec::new();
    for channel in Channel::ALL {
        for due in messages::claim_invites(&mut tx, channel, now, lease, 99).await.unwrap() {
            assert!(messages::settle_invite(&mut tx, channel, &due, Settled::Sent, now).await.unwrap());
            sent.push((channel, due.user));
        }
    }
    tx.commit().await.unwrap();
    sent
}

async fn sign_in(browser: &Browser, address: &str, email: &str) {
    browser.open(address).await;
    type_into(browser, "#email", email).await;
    type_into(browser, "#password", PASSWORD).await;
    enter(browser).await;
}

#[tokio::test]
async fn an_invitation_that_an_admin_sends_again_goes_out_once_and_its_link_leads_in() {
    with(async |browser| {
        let (world, address) = served().await;
        send_due(&world).await;
        sign_in(&browser, &format!("{address}/sign-in?next=/invitations?find=yara"), DANA).await;
        browser.sees("Yara Haddad").await;
        browser.tab_to("input[name=id]").await;
        browser.press(" ").await;
        push(&browser, "Send again").await;
        browser.sees("Send again to 1 person?").await;
        is_fine(&browser).await;
        browser.tab_to("#send-again").await;
        enter(&browser).await;
        browser.sees("1 invitation is sent again; the links are good for 14 days.").await;
        let yara = world.user("yara.haddad").await.id;
        assert_eq!(send_due(&world).await, Channel::ALL.map(|channel| (channel, yara)));
        is_fine(&browser).await;
        browser.open(&format!("{address}/me")).await;
        sign_out(&browser).await;
        show_the_phone(&browser, &world, &address).await;
        type_into(&browser, "#password", GOOD).await;
        type_into(&browser, "#again", GOOD).await;
        enter(&browser).await;
        browser.sees("Hello, Yara").await;
        assert_eq!(send_due(&world).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_role_that_is_taken_away_while_signed_in_leads_out_and_back_without_the_panel() {
    with(async |browser| {
        let (world, address) = served().await;
        let mut office = Office::of(world).await;
        sign_in(&browser, &format!("{address}/sign-in?next=/users"), INGRID).await;
        browser.sees("Aaliyah Brooks").await;
        office.give_role("Sales").await;
        // The list is asked for while typing: the part of the page leads out as a whole page does.
        type_into(&browser, "input[name=find]", "webb").await;
        browser.until("location.pathname === '/sign-in'").await;
        is_fine(&browser).await;
        type_into(&browser, "#email", INGRID).await;
        type_into(&browser, "#password", PASSWORD).await;
        enter(&browser).await;
        browser.sees("Only Admins see this page").await;
        push(&browser, "Go to the start page").await;
        browser.sees("Hello, Ingrid").await;
        assert_eq!(browser.ask("document.querySelector('a[href=\"/users\"]')").await, Value::Null);
        is_fine(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn a_lapsed_link_has_a_new_one_sent() {
    with(async |browser| {
        let world = World::sending().await;
        let late = world.later::<30>();
        let address = late.serve().await;
        browser.open(&format!("{address}{}", world.invitation("yara.haddad").await)).await;
        browser.sees("This link has lapsed").await;
        push(&browser, "Send me a new link").await;
        browser.sees("a new link is on its way").await;
        is_fine(&browser).await;
        late.state.beside().idle().await;
        browser.open(&format!("{address}{}", world.invitation("yara.haddad").await)).await;
        browser.sees("First show that the phone is yours").await;
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_lock_and_a_new_one_opens() {
    with(async |browser| {
        let (world, address) = served().await;
        browser.open(&format!("{address}/sign-in/code")).await;
        type_into(&browser, "#address", "marcus.webb@northwind.example").await;
        enter(&browser).await;
        browser.sees("Type in the code").await;
        let right = world.sent().await.remove(0).secret;
        let wrong = format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000);
        for _ in 0..5 {
            type_into(&browser, "#code", &wrong).await;
            enter(&browser).await;
            browser.until("document.querySelector('#problem') !== null").await;
            browser.until("document.querySelector('#code').value === ''").await;
        }
        type_into(&browser, "#code", &right).await;
        enter(&browser).await;
        browser.sees("this one had them").await;
        assert_eq!(browser.ask("document.querySelector('#code')").await, Value::Null);
        is_fine(&browser).await;
        push(&browser, "Send a new code").await;
        browser.until("document.querySelector('#code') !== null").await;
        type_into(&browser, "#code", &world.sent().await.remove(0).secret).await;
        enter(&browser).await;
        browser.sees("Hello, Marcus").await;
    })
    .await;
}

#[tokio::test]
async fn suspended_while_signed_in_the_next_click_leads_out() {
    with(async |browser| {
        let (world, address) = served().await;
        browser.open(&format!("{address}/sign-in?next=/me")).await;
        type_into(&browser, "#email", "marcus.webb@northwind.example").await;
        type_into(&browser, "#password", PASSWORD).await;
        enter(&browser).await;
        browser.sees("Hello, Marcus").await;
        let marcus = world.user("marcus.webb").await;
        let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
        users::suspend(&mut tx, marcus.account, marcus.id, world.state.micros()).await.unwrap();
        tx.commit().await.unwrap();
        push(&browser, "Change it").await;
        type_into(&browser, "#password", GOOD).await;
        type_into(&browser, "#again", GOOD).await;
        enter(&browser).await;
        browser.until("location.pathname === '/sign-in'").await;
        type_into(&browser, "#email", "marcus.webb@northwind.example").await;
        type_into(&browser, "#password", PASSWORD).await;
        enter(&browser).await;
        browser.sees("do not belong together").await;
    })
    .await;
}
