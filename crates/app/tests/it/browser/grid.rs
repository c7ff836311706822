//! What the grid does to many cells at once, by keyboard in a real browser.

use serde_json::json;
use thirtyfour::prelude::*;

use super::checks::{barriers, complaints};
use super::chromium::{Browser, with};
use super::program::Program;
use super::wizard::{ON, choose, enter, fix};

const FILE: &str = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\r\n\
                    Ada,Byron,ada@gull.example,(312) 555-0181,Sales,Midwest,Global\r\n\
                    Bo,Lind,bo@gull.example,(312) 555-0182,Sales,,Global\r\n\
                    Cy,Moe,cy@gull.example,(312) 555-0183,Sales,,Global\r\n";

/// Uploads a file and goes on to its rows.
async fn open(browser: &Browser, program: &Program, content: &str) {
    browser.open(&program.page("/imports/new")).await;
    browser.tab_to("#file").await;
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, content).unwrap();
    choose(browser, &file).await;
    browser.tab_to(ON).await;
    enter(browser).await;
    browser.until("location.pathname.endsWith('/fix')").await;
}

/// Goes to a cell of the first row by the arrow keys.
async fn stand(browser: &Browser, field: &str) {
    browser.tab_to("#grid a").await;
    let there = format!("document.activeElement.id === 'c-2-{field}'");
    for _ in 0..12 {
        if browser.ask(&there).await == json!(true) {
            return;
        }
        browser.press(Key::Right.value().to_string()).await;
    }
    panic!("no cell of {field}");
}

#[tokio::test]
async fn a_text_is_found_and_replaced_in_a_column_after_a_look_at_what_would_change() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        open(&browser, &program, FILE).await;
        stand(&browser, "email").await;
        browser.press("r").await;
        browser.until("document.activeElement.id === 'replace-find'").await;
        browser.until("document.getElementById('replace-field').value === 'email'").await;
        browser.press("gull").await;
        browser.sees("3 cells would change.").await;
        browser.tab_to("#replace-with").await;
        browser.press("tern").await;
        browser.until("document.getElementById('replace-shown').innerText.includes('tern.example')").await;
        assert_eq!(barriers(&browser).await, "");
        browser.tab_to("#replace-do").await;
        fix(&browser, Key::Enter.value().to_string().as_str(), 1).await;
        browser.sees("E-mail: “gull” replaced by “tern”, 3 rows").await;
        browser.until("document.activeElement.id === 'c-2-email'").await;
        browser.sees("cy@tern.example").await;
        fix(&browser, "z", -1).await;
        browser.sees("cy@gull.example").await;
        browser.press("r").await;
        browser.until("document.activeElement.id === 'replace-find'").await;
        browser.press(Key::Escape.value().to_string()).await;
        browser.until("document.activeElement.id === 'c-2-email'").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn blank_cells_are_filled_down_with_one_key_and_emptied_with_another() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        open(&browser, &program, FILE).await;
        stand(&browser, "teams").await;
        fix(&browser, "f", 1).await;
        browser.sees("Teams → Midwest, 2 rows").await;
        let last = "document.querySelector('#c-4-teams .w-text').innerText";
        browser.until(&format!("{last} === 'Midwest'")).await;
        browser.until("document.activeElement.id === 'c-2-teams'").await;
        browser.press("f").await;
        browser.sees("Nothing to fill").await;
        fix(&browser, "z", -1).await;
        browser.until(&format!("{last} !== 'Midwest'")).await;
        fix(&browser, "Z", 1).await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_block_from_a_spreadsheet_is_pasted_from_the_cell_that_has_the_focus_on() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        open(&browser, &program, FILE).await;
        stand(&browser, "email").await;
        browser.copy("ada@tern.example\t(312) 555-0191\nbo@tern.example\t(312) 555-0192\n").await;
        browser.ask("document.getElementById('c-2-email').focus()").await;
        browser.press_with_control('v').await;
        browser.sees("E-mail and Phone corrected, 4 cells").await;
        browser.until("document.querySelector('#c-3-phone .w-text').innerText === '(312) 555-0192'").await;
        browser.until("document.activeElement.id === 'c-2-email'").await;
        fix(&browser, "z", -1).await;
        browser.sees("bo@gull.example").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_fixes_of_last_time_are_looked_at_and_made_by_keyboard() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        let file = FILE.replacen("Sales", "Manger", 1);
        open(&browser, &program, &file).await;
        browser.tab_to("#grid a[data-mark=Error]").await;
        // In all such rows: what a value is holds for the next file too, what one cell says does not.
        fix(&browser, "A", 1).await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/review')").await;
        browser.tab_to("#import").await;
        enter(&browser).await;
        browser.until("document.querySelector('.w-done-head') !== null").await;
        open(&browser, &program, &file.replace("555-018", "555-017").replace("@gull", "2@gull")).await;
        browser.tab_to("#last summary").await;
        browser.sees("Use the fix of last time").await;
        enter(&browser).await;
        browser.sees("Role “Manger” → Manager").await;
        assert_eq!(barriers(&browser).await, "");
        browser.tab_to("#last button").await;
        fix(&browser, Key::Enter.value().to_string().as_str(), 1).await;
        browser.sees("Nothing left to fix").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}
