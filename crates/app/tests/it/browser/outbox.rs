//! Messages that did not arrive, by keyboard: sent again or dropped, all of a reason or one by one; and an address that
//! nothing was sent to any more, opened again.

use std::time::Duration;

use store::messages::{self, Channel, Settled};
use store::suppressions::{self, Why};
use store::{UserId, Wait};

use super::chromium::{Browser, with};
use super::users::{look, push, signed_in};
use crate::web::world::World;

const FULL: &str = "452 4.2.2 Mailbox full";
const UNKNOWN: &str = "550 5.1.1 Mailbox unknown";
const OFF: &str = "The phone is off or out of reach";

/// Gives the messages of some people up on a channel, as the worker does where a provider takes none; all others wait.
async fn give_up(world: &World, channel: Channel, whose: &[(UserId, &str)]) {
    let (now, lease) = (world.state.micros(), Duration::from_mins(1));
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    for due in messages::claim_invites(&mut tx, channel, now, lease, 999).await.unwrap() {
        let words = whose.iter().find(|(user, _)| *user == due.user).map(|(_, words)| *words);
        let settled = words.map_or(Settled::Back(now), Settled::Failed);
        assert!(messages::settle_invite(&mut tx, channel, &due, settled, now).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// Where the e-mail and the text of somebody's invitation stand.
async fn states(world: &World, user: UserId) -> (String, String) {
    let account = world.account().await;
    let mut view = world.state.db.view().await.unwrap();
    let standing = messages::standing(&mut view, account, user).await.unwrap().unwrap();
    (standing.email_state, standing.text_state)
}

/// Presses a button of those messages or reasons and waits for what is said on the next page.
async fn press(browser: &Browser, of: &str, action: &str, said: &str) {
    push(browser, &format!("[aria-labelledby={of}] form[action$='/{action}'] button")).await;
    browser.sees(said).await;
    look(browser).await;
}

#[tokio::test]
async fn messages_that_were_given_up_are_sent_again_or_dropped_and_a_stopped_address_is_opened_by_keyboard() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        let [yara, zachary, amara, bruno] = [
            world.user("yara.haddad").await.id,
            world.user("zachary.boone").await.id,
            world.user("amara.diop").await.id,
            world.user("bruno.keller").await.id,
        ];
        give_up(&world, Channel::Email, &[(yara, FULL), (zachary, FULL), (amara, UNKNOWN)]).await;
        give_up(&world, Channel::Text, &[(amara, OFF), (bruno, OFF)]).await;
        browser.open(&format!("{address}/outbox")).await;
        push(&browser, "a[href='/outbox/failed']").await;
        browser.sees("Messages that were given up").await;
        for words in [FULL, UNKNOWN, OFF, "2 e-mails", "1 e-mail", "2 text messages"] {
            browser.sees(words).await;
        }
        look(&browser).await;

        // All of a reason: of two as frequent ones the e-mails come first.
        press(&browser, "reasons", "again", "2 messages are sent again.").await;
        let queued = || "queued".to_owned();
        for user in [yara, zachary] {
            assert_eq!(states(&world, user).await, (queued(), queued()));
        }
        assert!(!browser.text().await.contains(FULL), "{}", browser.text().await);
        // One by one, the newest first.
        let [first, second] = [bruno, amara];
        press(&browser, "messages", "again", "1 message is sent again.").await;
        assert_eq!(states(&world, first).await, (queued(), queued()));
        press(&browser, "reasons", "drop", "1 message is dropped.").await;
        assert_eq!(states(&world, second).await, ("ended".to_owned(), "failed".to_owned()));
        press(&browser, "messages", "drop", "Nothing was given up").await;
        browser.sees("1 message is dropped.").await;
        assert_eq!(states(&world, second).await, ("ended".to_owned(), "ended".to_owned()));

        let (email, now) = (world.user("bruno.keller").await.values.email, world.state.micros());
        let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
        suppressions::add(&mut tx, Channel::Email, &email, Why::Bounce, UNKNOWN, now).await.unwrap();
        tx.commit().await.unwrap();
        browser.open(&format!("{address}/users/{bruno}")).await;
        browser.sees("If the address is right all the same, an Admin can send there again.").await;
        look(&browser).await;
        push(&browser, "form[action$='/lift'] button").await;
        browser.sees("Messages are sent there again.").await;
        browser.until("document.querySelector(\"form[action$='/lift']\") === null").await;
        look(&browser).await;
        let mut view = world.state.db.view().await.unwrap();
        let left = suppressions::of_address(&mut view, Channel::Email, &email).await.unwrap();
        assert_eq!(left, None);
    })
    .await;
}
