//! Values that nobody knows: what becomes of each is said once, by its select, for all rows that have it.

use thirtyfour::prelude::*;

use super::checks::{barriers, complaints};
use super::chromium::{Browser, with};
use super::program::Program;
use super::users::push;
use super::wizard::{ON, choose, confirm, fix, look};

const FILE: &str = "First Name,Last Name,Email,Phone,Role,Teams\r\n\
                    Ada,Byron,ada@gull.example,(312) 555-0181,Pathmaker,Alpine\r\n\
                    Bo,Lind,bo@gull.example,(312) 555-0182,Pathmaker,Alpine; Midwst Crew\r\n\
                    Cy,Moe,cy@gull.example,(312) 555-0183,Sales,Nordic; Ghost\r\n";

/// Opens the ways out of the cause that a text stands in.
async fn open(browser: &Browser, text: &str) {
    let title = format!(
        "[...document.querySelectorAll('.w-cause-title a')].find(one => one.innerText.includes('{text}'))?.id"
    );
    browser.until(&format!("{title} !== undefined")).await;
    let id = browser.ask(&title).await;
    let id = id.as_str().unwrap();
    push(browser, &format!("#{id}")).await;
    browser.until(&format!("document.getElementById('{id}').getAttribute('aria-current') === 'true'")).await;
}

/// Chooses by first letters in the open cause's select of a way, and presses the button beside it.
async fn say(browser: &Browser, way: &str, letters: &str) {
    browser.tab_to(&format!("#way-{way}")).await;
    browser.press(letters).await;
    browser.tab_to(&format!(".w-way:has(#way-{way}) button")).await;
    fix(browser, &Key::Enter.value().to_string(), 1).await;
}

/// Gives a button of the open cause a name to be found by.
async fn name_button(browser: &Browser, words: &str) {
    let button = format!(
        "[...document.querySelectorAll('.w-cause.is-here button')].find(one => one.innerText.trim() === '{words}')"
    );
    browser.until(&format!("{button} !== undefined")).await;
    browser.ask(&format!("{button}.id = 'named'")).await;
}

/// How deep teams stand in their tree, in its order: `1 Field Sales`, `2 Alpine`.
async fn tree(browser: &Browser, program: &Program) -> Vec<String> {
    browser.open(&program.page("/teams")).await;
    let lines = "[...document.querySelectorAll('.c-node')].map(one => \
                 `${one.className.match(/level-(\\d)/)[1]} ${one.innerText.trim().split('\\n').pop()}`)";
    serde_json::from_value(browser.ask(lines).await).unwrap()
}

#[tokio::test]
async fn a_value_is_read_as_another_created_under_a_parent_or_dropped_by_keyboard() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("people.csv");
        std::fs::write(&file, FILE).unwrap();
        browser.open(&program.page("/imports/new")).await;
        browser.tab_to("#file").await;
        choose(&browser, &file).await;
        push(&browser, ON).await;
        browser.until("location.pathname.endsWith('/fix')").await;

        open(&browser, "Pathmaker").await;
        assert_eq!(barriers(&browser).await, "");
        say(&browser, "map", "Man").await;
        browser.sees("Role “Pathmaker” → Manager").await;

        open(&browser, "Alpine").await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
        say(&browser, "create", "Field").await;
        open(&browser, "Nordic").await;
        say(&browser, "create", "").await;
        open(&browser, "Midwst Crew").await;
        say(&browser, "map", "Key").await;
        open(&browser, "Ghost").await;
        name_button(&browser, "Leave it out").await;
        browser.tab_to("#named").await;
        fix(&browser, &Key::Enter.value().to_string(), 1).await;
        browser.sees("Teams “Ghost” left out").await;
        browser.sees("Nothing left to fix").await;

        push(&browser, ON).await;
        browser.until("location.pathname.endsWith('/review')").await;
        browser.sees("Alpine").await;
        confirm(&browser).await;
        push(&browser, "#import").await;
        browser.until("document.querySelector('.w-done-head') !== null").await;
        let tree = tree(&browser, &program).await;
        let at = |line: &str| {
            tree.iter().position(|one| one == line).unwrap_or_else(|| panic!("no {line} in {tree:?}"))
        };
        assert_eq!(at("2 Alpine"), at("1 Field Sales") + 1);
        at("1 Nordic");
        browser.open(&program.page("/users?q=lind")).await;
        browser.sees("Key Accounts").await;
        browser.sees("Manager").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}
