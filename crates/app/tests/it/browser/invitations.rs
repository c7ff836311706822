//! Invitations in a real browser: held and released, at a time, sent again, copied, their words changed, people found by
//! them; by keyboard, with the checks of every page.

use std::path::PathBuf;

use store::Wait;
use store::messages::Channel;
use store::suppressions::{self, Why};
use thirtyfour::prelude::*;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{Browser, DESK, PHONE, Theme, with};
use super::program::Program;
use super::wizard::{ON, choose, confirm, enter};
use crate::web::world::{PASSWORD, World};

const FILE: &str = "First Name,Last Name,Email,Phone,Role,Territory Access\n\
    Ola,Nordmann,ola@northwind.example,+13125550171,Sales,Global\n\
    Kari,Nordmann,kari@northwind.example,+13125550172,Sales,Global\n";

/// The program, with an import of two people in the review.
async fn at_the_review(browser: &Browser) -> (Program, tempfile::TempDir) {
    let program = Program::start();
    program.sign_in(browser).await;
    let folder = tempfile::TempDir::new().unwrap();
    let file: PathBuf = folder.path().join("starters.csv");
    std::fs::write(&file, FILE).unwrap();
    browser.open(&program.page("/imports/new")).await;
    browser.tab_to("#file").await;
    choose(browser, &file).await;
    browser.tab_to(ON).await;
    enter(browser).await;
    browser.until("location.pathname.endsWith('/fix')").await;
    browser.tab_to(ON).await;
    enter(browser).await;
    browser.until("location.pathname.endsWith('/review')").await;
    (program, folder)
}

/// Chooses when people are invited, with the arrow keys of the radio group.
async fn invite(browser: &Browser, value: &str) {
    browser.tab_to("input[name=invites]:checked").await;
    for _ in 0..4 {
        let chosen = browser.ask("document.activeElement.value").await;
        if chosen == value {
            break;
        }
        browser.press(Key::Right.value().to_string()).await;
        browser
            .until(&format!("document.querySelector('input[name=invites]:checked').value !== {chosen}"))
            .await;
        browser.until("document.activeElement.name === 'invites' && document.activeElement.checked").await;
    }
    assert_eq!(browser.ask("document.activeElement.value").await, value);
}

/// Agrees, and waits for the outcome.
async fn import(browser: &Browser) {
    confirm(browser).await;
    browser.tab_to("#import").await;
    enter(browser).await;
    browser.until("document.querySelector('.w-done-head') !== null").await;
}

/// No barrier, nothing too wide, no report, at both sizes and in both themes.
async fn look(browser: &Browser) {
    for size in [DESK, PHONE] {
        for theme in [Theme::Light, Theme::Dark] {
            browser.resize(size).await;
            browser.prefer(theme).await;
            let found = (overflow(browser).await, barriers(browser).await, complaints(browser).await);
            assert_eq!(found, (0, String::new(), Vec::new()), "{} {}", browser.path().await, theme.name());
        }
    }
    browser.resize(DESK).await;
}

#[tokio::test]
async fn invitations_that_are_held_are_released_by_keyboard_and_their_links_copied() {
    with(async |browser| {
        let (program, _folder) = at_the_review(&browser).await;
        invite(&browser, "held").await;
        browser.sees("once somebody releases it").await;
        look(&browser).await;
        import(&browser).await;
        browser.sees("2 invitations are held").await;
        look(&browser).await;
        browser.tab_to("a[href*='show=held']").await;
        enter(&browser).await;
        browser.until("location.pathname === '/invitations'").await;
        look(&browser).await;
        assert_eq!(browser.ask("document.querySelector('.bulk-do button').disabled").await, true);
        browser.tab_to("input[name=all]").await;
        browser.press(" ").await;
        browser.sees("2 people chosen").await;
        browser.tab_to("button[formaction='/invitations/release']").await;
        enter(&browser).await;
        browser.sees("2 invitations are released.").await;
        // Without a provider they stand in the Outbox as soon as the worker has looked.
        browser.open(&program.page("/invitations?find=kari")).await;
        browser.sees("Kari Nordmann").await;
        let clipboard = "navigator.clipboard.writeText = async (text) => { window.copied = text; }";
        browser.ask(&format!("({clipboard}, true)")).await;
        browser.tab_to("button[data-copy]").await;
        enter(&browser).await;
        browser.sees("The link of Kari Nordmann is copied.").await;
        let copied = browser.ask("window.copied").await;
        assert!(copied.as_str().unwrap().contains("/join/"), "{copied}");
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_time_for_invitations_is_chosen_and_a_time_that_does_not_exist_is_said() {
    with(async |browser| {
        let (_program, _folder) = at_the_review(&browser).await;
        invite(&browser, "at").await;
        browser.sees("The links count from then.").await;
        let field = "document.getElementById('at')";
        browser.ask(&format!("({field}.value = '2099-03-08T02:30', true)")).await;
        browser.tab_to(".w-time .btn").await;
        enter(&browser).await;
        browser.sees("03:30 is taken.").await;
        browser.until(&format!("{field}.value === '2099-03-08T03:30'")).await;
        look(&browser).await;
        browser.ask(&format!("({field}.value = '2020-01-01T08:00', true)")).await;
        browser.tab_to(".w-time .btn").await;
        enter(&browser).await;
        browser.sees("This time is past.").await;
        assert_eq!(barriers(&browser).await, "");
        // Another choice goes through all the same, and the time typed is let go of.
        invite(&browser, "held").await;
        browser.sees("once somebody releases it").await;
        invite(&browser, "at").await;
        browser.sees("The links count from then.").await;
        import(&browser).await;
        browser.sees("2 invitations go out").await;
    })
    .await;
}

#[tokio::test]
async fn the_last_of_several_quick_choices_counts_on_a_slow_line() {
    with(async |browser| {
        let (_program, _folder) = at_the_review(&browser).await;
        browser.slow(300).await;
        browser.tab_to("input[name=invites]:checked").await;
        for _ in 0..3 {
            browser.press(Key::Right.value().to_string()).await;
        }
        browser.sees("join only once somebody sends them their link.").await;
        browser.until("document.querySelector('input[name=invites]:checked').value === 'none'").await;
        browser.slow(0).await;
        browser.ask("(location.reload(), true)").await;
        browser.sees("join only once somebody sends them their link.").await;
    })
    .await;
}

#[tokio::test]
async fn some_are_sent_again_and_others_cancelled_after_a_question() {
    with(async |browser| {
        let (program, _folder) = at_the_review(&browser).await;
        import(&browser).await;
        browser.open(&program.page("/invitations?show=not-joined")).await;
        // The worker puts them into the Outbox; until then they wait and are not sent a second time.
        browser
            .until(
                "fetch('/invitations?show=outbox').then(a => a.text()).then(t => t.includes('Ola Nordmann'))",
            )
            .await;
        browser.open(&program.page("/invitations?show=not-joined&find=nordmann")).await;
        browser.tab_to("#pick-page").await;
        browser.press(" ").await;
        browser.sees("2 people chosen").await;
        browser.tab_to("[popovertarget='ask-send']").await;
        enter(&browser).await;
        browser.sees("Send again to 2 people?").await;
        assert_eq!(barriers(&browser).await, "");
        browser.tab_to("#send-again").await;
        enter(&browser).await;
        browser.sees("2 invitations are sent again; the links are good for 14 days.").await;
        browser.tab_to("input[name=id]").await;
        browser.press(" ").await;
        browser.sees("1 person chosen").await;
        browser.tab_to("#cancel").await;
        enter(&browser).await;
        browser.sees("Cancel the invitation of").await;
        assert_eq!(barriers(&browser).await, "");
        browser.tab_to("#do").await;
        enter(&browser).await;
        browser.sees("Nordmann is cancelled.").await;
        browser
            .until("location.pathname === '/invitations' && location.search.includes('find=nordmann')")
            .await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn sending_again_says_of_those_who_are_chosen_whom_nothing_is_sent_to() {
    with(async |browser| {
        let world = World::new().await;
        let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
        let (yara, now) = (world.user("yara.haddad").await.values.email, world.state.micros());
        suppressions::add(&mut tx, Channel::Email, &yara, Why::Bounce, "550 5.1.1 unknown", now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let address = world.serve().await;
        browser.open(&format!("{address}/sign-in?next=/invitations?show=not-joined")).await;
        browser.tab_to("#email").await;
        browser.press("dana.mitchell@northwind.example").await;
        browser.tab_to("#password").await;
        browser.press(PASSWORD).await;
        enter(&browser).await;
        browser.sees("Stopped: undeliverable.").await;
        look(&browser).await;
        let says = "document.getElementById('stopped')";
        browser.tab_to("#pick-page").await;
        browser.press(" ").await;
        browser.sees("4 people chosen").await;
        browser.tab_to("[popovertarget='ask-send']").await;
        enter(&browser).await;
        browser.sees("1 person of these has an address that is stopped; nothing goes there.").await;
        assert_eq!(barriers(&browser).await, "");
        browser.tab_to("#ask-send [popovertargetaction='hide']").await;
        enter(&browser).await;
        browser.tab_to("input[name=id][data-stopped]").await;
        browser.press(" ").await;
        browser.sees("3 people chosen").await;
        assert_eq!(browser.ask(&format!("{says}.hidden")).await, true);
        browser.tab_to(".invitations a[href$='#reach']").await;
        enter(&browser).await;
        browser.sees("If the address is right all the same, an Admin can send there again.").await;
        look(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn the_words_of_invitations_are_changed_with_a_look_at_them_as_one_types() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        browser.open(&program.page("/settings/messages")).await;
        browser.sees("As one person gets it").await;
        look(&browser).await;
        browser.tab_to("#subject").await;
        browser.press(Key::End.value().to_string()).await;
        browser.press(", {first name}").await;
        browser
            .until("document.querySelector('.letter header').textContent.includes('Northwind Field Sales, ')")
            .await;
        browser.tab_to("#text").await;
        browser.press(format!("{}{}", Key::Control.value(), "a")).await;
        browser.press(Key::Null.value().to_string()).await;
        browser.press("Привет: {link}").await;
        browser.until("document.getElementById('sms-length')?.textContent.includes('segments')").await;
        browser.sees("because of “П”").await;
        browser.press(" {nobody}").await;
        browser.sees("{nobody} is no placeholder.").await;
        assert_eq!(barriers(&browser).await, "");
        for _ in 0.." {nobody}".len() {
            browser.press(Key::Backspace.value().to_string()).await;
        }
        browser.until("document.getElementById('sms-length') !== null").await;
        browser.tab_to("#save").await;
        enter(&browser).await;
        browser.sees("Invitations say this from now on").await;
        browser.tab_to("[popovertarget='ask-reset']").await;
        enter(&browser).await;
        browser.sees("Back to the usual words?").await;
        browser.tab_to("#ask-reset .btn-bad").await;
        enter(&browser).await;
        browser.sees("Invitations say the usual words again.").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn people_are_narrowed_by_their_invitation_by_keyboard_and_the_address_keeps_it() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        browser.open(&program.page("/users")).await;
        browser.tab_to("select[name=invitation]").await;
        browser.press("Not").await;
        browser.until("location.search === '?invitation=not-joined'").await;
        browser.until("document.querySelectorAll('.users tbody tr').length === 4").await;
        browser.until("document.activeElement.name === 'invitation'").await;
        let address = browser.ask("location.href").await;
        browser.open(address.as_str().unwrap()).await;
        browser.until("document.querySelector('select[name=invitation]').value === 'not-joined'").await;
        browser.until("document.querySelectorAll('.users tbody tr').length === 4").await;
        look(&browser).await;
    })
    .await;
}
