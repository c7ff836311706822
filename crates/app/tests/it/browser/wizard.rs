//! The import wizard of the real program, in a real browser: by keyboard alone, by dropping a file, and looked at page by
//! page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{Browser, DESK, PHONE, Theme, with};
use super::program::Program;
use super::users::{push, signed_in};

/// The button or link that goes on, at the bottom of every page of the wizard.
pub(super) const ON: &str = ".w-foot .btn-primary";

pub(super) async fn enter(browser: &Browser) {
    browser.press(Key::Enter.value().to_string()).await;
}

/// Chooses a file as the window for choosing files does, and waits for the next page.
pub(super) async fn choose(browser: &Browser, file: &Path) {
    browser.until("document.activeElement.id === 'file'").await;
    let field = browser.driver.find(By::Id("file")).await.unwrap();
    field.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.until("location.pathname.endsWith('/match')").await;
}

/// Signs in, and goes on to the columns of a sample.
async fn begin(browser: &Browser, program: &Program, sample: &str) {
    program.sign_in(browser).await;
    begin_here(browser, program, sample).await;
}

/// The same for somebody who has signed in and looks at their imports.
async fn begin_here(browser: &Browser, program: &Program, sample: &str) {
    browser.tab_to("a[href='/imports/new']").await;
    enter(browser).await;
    browser.tab_to("#file").await;
    choose(browser, &program.sample(sample)).await;
}

async fn number(browser: &Browser, expression: &str) -> u64 {
    let value = browser.ask(expression).await;
    value.as_u64().unwrap_or_else(|| panic!("{expression} is {value}"))
}

/// Rows with an error, as the tab says.
async fn errors(browser: &Browser) -> u64 {
    number(browser, "Number(document.querySelector('#tab-errors .count').textContent.replaceAll(',', ''))")
        .await
}

/// Presses keys at a cell of the grid and waits until the fixes made are as many as that makes them.
pub(super) async fn fix(browser: &Browser, keys: &str, by: i64) {
    let fixes = "document.querySelectorAll('.w-made li').length";
    let before = i64::try_from(number(browser, fixes).await).unwrap();
    browser.press(keys).await;
    browser.until(&format!("{fixes} === {}", before + by)).await;
    browser.until("document.activeElement !== document.body").await;
}

/// Whether the cell that has the focus has a suggestion of its own.
const CURE: &str = "document.activeElement.closest('td')?.querySelector('.w-cure form') != null";

/// Puts every error right with the keys of the grid: takes what is suggested, types one number, skips the rest.
async fn put_right(browser: &Browser) {
    let mut typed = false;
    for _ in 0..60 {
        if errors(browser).await == 0 {
            assert!(typed, "no phone was typed");
            return;
        }
        browser.until("document.activeElement.matches('#grid a')").await;
        if browser.ask("document.activeElement.dataset.mark").await != "Error" {
            browser.press("n").await;
            browser.until("document.activeElement.dataset.mark === 'Error'").await;
        }
        if browser.ask("document.activeElement.textContent.includes('312-555-01O2')").await
            == Value::Bool(true)
        {
            enter(browser).await;
            browser.until("document.activeElement.id === 'value'").await;
            fix(browser, &format!("312-555-0102{}", Key::Enter.value()), 1).await;
            typed = true;
        } else if browser.ask(CURE).await == Value::Bool(true) {
            fix(browser, "a", 1).await;
        } else {
            fix(browser, "s", 1).await;
        }
    }
    panic!("60 keys leave {} rows with an error", errors(browser).await);
}

#[tokio::test]
async fn the_messy_sample_goes_through_the_whole_wizard_by_keyboard_alone() {
    with(async |browser| {
        let program = Program::start();
        begin(&browser, &program, "messy").await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/fix')").await;
        browser.tab_to("#grid a").await;
        put_right(&browser).await;
        // What was done last is taken back, and done again.
        browser.tab_to("#grid a").await;
        fix(&browser, "z", -1).await;
        browser.tab_to("#grid a").await;
        fix(&browser, "Z", 1).await;
        assert_eq!(errors(&browser).await, 0);
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/review')").await;
        let created =
            number(&browser, "Number(document.querySelector('#import').textContent.match(/\\d+/)[0])").await;
        assert!(created > 15, "{created} people");
        confirm(&browser).await;
        browser.tab_to("#import").await;
        enter(&browser).await;
        browser.until("document.querySelector('.w-done-head') !== null").await;
        browser.sees("Import another file").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

/// Types the number that the guard wants, where it wants one.
pub(super) async fn confirm(browser: &Browser) {
    if browser.ask("document.getElementById('confirm') !== null").await == Value::Bool(true) {
        browser.tab_to("#confirm").await;
        let number = browser.ask("document.activeElement.dataset.number").await;
        browser.press(number.as_str().unwrap()).await;
    }
    browser.until("!document.getElementById('import').disabled").await;
}

#[tokio::test]
async fn an_unfinished_import_is_discarded_from_the_list_and_from_its_own_page_by_keyboard() {
    with(async |browser| {
        let (_world, address) = signed_in(&browser).await;
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("people.csv");
        std::fs::write(&file, "First Name,Last Name,Email\r\nAda,Byron,ada@x.example\r\n").unwrap();
        for (place, sure) in [("/imports", ".unfinished-do .btn-bad"), ("", "#discard .w-erase")] {
            browser.open(&format!("{address}/imports/new")).await;
            browser.tab_to("#file").await;
            choose(&browser, &file).await;
            if !place.is_empty() {
                browser.open(&format!("{address}{place}")).await;
                // What is left to do comes a moment after the list, and takes the place of what stands there.
                browser.until("document.querySelector('.unfinished[hx-get]') === null").await;
            }
            let discard = "button[popovertarget^='discard']";
            let open = "document.querySelector('[popover][id^=discard]').matches(':popover-open')";
            push(&browser, discard).await;
            browser.until(open).await;
            assert_eq!(barriers(&browser).await, "");
            // Whoever thinks better of it keeps it.
            push(&browser, "[popover][id^=discard] [popovertargetaction=hide]").await;
            browser.until(&format!("!{open}")).await;
            push(&browser, discard).await;
            browser.until(open).await;
            push(&browser, sure).await;
            browser.sees("people.csv is discarded.").await;
            browser.until("location.pathname === '/imports'").await;
            browser.until("document.querySelector('.unfinished') === null").await;
            assert_eq!(barriers(&browser).await, "");
        }
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_dropped_is_read() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        browser.open(&program.page("/imports/new")).await;
        drop_file(&browser, &program.sample("clean")).await;
        browser.until("location.pathname.endsWith('/match')").await;
        browser.sees("25").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn cells_are_pasted_by_keyboard_into_the_page_or_into_its_field() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        browser.open(&program.page("/imports/new")).await;
        let paste = "const data = new DataTransfer(); data.setData('text/plain', 'First Name\\tEmail\\nAda\\tada@x.example'); \
                     document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); return 1";
        browser.driver.execute(paste, Vec::new()).await.unwrap();
        browser.until("location.pathname.endsWith('/match')").await;
        browser.sees("Pasted cells.tsv").await;
        browser.open(&program.page("/imports/new")).await;
        browser.tab_to("#paste summary").await;
        enter(&browser).await;
        browser.tab_to("#cells").await;
        browser.press("Ada Byron <ada@x.example>; Bo Lind <bo@x.example>").await;
        browser.tab_to("#paste button").await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/match')").await;
        browser.sees("Pasted list.tsv").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_dropped_file_that_is_no_table_is_refused_in_words() {
    with(async |browser| {
        let program = Program::start();
        program.sign_in(&browser).await;
        browser.open(&program.page("/imports/new")).await;
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("holiday.csv");
        std::fs::write(&file, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n").unwrap();
        drop_file(&browser, &file).await;
        browser.sees("holiday.csv was not taken.").await;
        browser.until("document.activeElement.id === 'refused'").await;
        assert_eq!(barriers(&browser).await, "");
    })
    .await;
}

/// Drags a file from outside the browser to the middle of the zone and lets go.
async fn drop_file(browser: &Browser, file: &Path) {
    let zone = browser.find("#drop").await.rect().await.unwrap();
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({
            "type": kind,
            "x": zone.x + zone.width / 2.0,
            "y": zone.y + zone.height / 2.0,
            "data": {"items": [], "files": [file], "dragOperationsMask": 1},
        });
        browser.driver.cdp().send_raw("Input.dispatchDragEvent", event).await.unwrap();
    }
}

#[tokio::test]
async fn every_page_of_the_wizard_is_without_barriers_at_every_size_and_in_both_themes() {
    with(async |browser| {
        let program = Program::start();
        let mut report = String::new();
        program.sign_in(&browser).await;
        browser.open(&program.page("/imports/new")).await;
        look(&browser, &mut report).await;
        browser.tab_to("#file").await;
        choose(&browser, &program.sample("messy")).await;
        look(&browser, &mut report).await;
        for step in [
            "fix",
            "fix?show=warnings",
            "fix?show=all",
            "fix?replace=email&find=n",
            "review",
            "review?fate=create",
        ] {
            let import = browser.ask("location.pathname.match(/^\\/imports\\/\\d+/)[0]").await;
            browser.open(&program.page(&format!("{}/{step}", import.as_str().unwrap()))).await;
            look(&browser, &mut report).await;
        }
        for step in ["match", "fix"] {
            let import = browser.ask("location.pathname.match(/^\\/imports\\/\\d+/)[0]").await;
            browser.open(&program.page(&format!("{}/{step}", import.as_str().unwrap()))).await;
        }
        browser.find("#grid td a[data-mark=Error]").await.click().await.unwrap();
        browser.until("document.activeElement.id === 'value'").await;
        look(&browser, &mut report).await;
        browser.open(&program.page("/imports/new")).await;
        browser.tab_to("#file").await;
        choose(&browser, &program.sample("clean")).await;
        browser.find(ON).await.click().await.unwrap();
        browser.until("location.pathname.endsWith('/fix')").await;
        look(&browser, &mut report).await;
        browser.find(ON).await.click().await.unwrap();
        browser.until("location.pathname.endsWith('/review')").await;
        browser.find("#import").await.click().await.unwrap();
        browser.until("document.querySelector('.w-done-head') !== null").await;
        look(&browser, &mut report).await;
        browser.open(&program.page("/imports")).await;
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
    })
    .await;
}

#[tokio::test]
async fn on_the_phone_the_cause_of_the_open_cell_comes_first_wherever_the_list_was_swiped_to() {
    with(async |browser| {
        let program = Program::start();
        begin(&browser, &program, "messy").await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/fix')").await;
        browser.resize(PHONE).await;
        browser.ask("document.querySelector('.w-causes-list').scrollLeft = 2000").await;
        browser.until("document.querySelector('.w-causes-list').scrollLeft > 1000").await;
        // Pressed by the page itself: what a finger does to the place of the list is not what is looked at here.
        browser.ask("document.getElementById('c-38-phone').click()").await;
        browser.until("document.activeElement.id === 'value'").await;
        let place = "document.querySelector('.w-cause.is-here').getBoundingClientRect()";
        browser.until(&format!("{place}.left >= 0 && {place}.right <= innerWidth")).await;
    })
    .await;
}

/// Looks at the page as it is, at a desk and on a phone, light and dark, and writes down what is wrong.
pub(super) async fn look(browser: &Browser, report: &mut String) {
    let path = browser.path().await;
    for (window, size) in [("desk", DESK), ("phone", PHONE)] {
        for theme in [Theme::Light, Theme::Dark] {
            browser.prefer(theme).await;
            // It waits until the page is drawn, in the new colours too.
            browser.resize(size).await;
            let found = (overflow(browser).await, barriers(browser).await, complaints(browser).await);
            if found != (0, String::new(), Vec::new()) {
                writeln!(report, "== {path} {window} {}: {found:?}", theme.name()).unwrap();
            }
        }
    }
    browser.resize(DESK).await;
    browser.prefer(Theme::Light).await;
}

/// The pictures of the README and of the guide; `make screenshots` says where they go.
#[tokio::test]
async fn pictures() {
    let Some(folder) = std::env::var_os("MUSTER_PICTURES").map(PathBuf::from) else { return };
    with(async move |browser| {
        let program = Program::start();
        browser.prefer(Theme::Light).await;
        program.sign_in(&browser).await;
        for (path, name) in [
            ("/", "home.png"),
            ("/imports/new", "upload.png"),
            ("/users", "users.png"),
            ("/teams", "teams.png"),
            ("/territories", "territories.png"),
            ("/settings/company", "company.png"),
            ("/settings/billing", "billing.png"),
            ("/audit", "audit.png"),
        ] {
            browser.open(&program.page(path)).await;
            browser.picture(&folder.join(name)).await;
        }
        // The import that is in the history of the example company.
        browser.open(&program.page("/imports")).await;
        browser.ask("document.querySelector('tbody a[href^=\"/imports/\"]').click()").await;
        browser.until("document.querySelector('.w-done-head') !== null").await;
        browser.picture(&folder.join("done.png")).await;
        browser.open(&program.page("/imports")).await;
        begin_here(&browser, &program, "messy").await;
        browser.picture(&folder.join("match.png")).await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/fix')").await;
        browser.tab_to("#grid a").await;
        for keys in ["s", "s", "a"] {
            browser.press("n").await;
            browser.until("document.activeElement.dataset.mark === 'Error'").await;
            while keys == "a" && browser.ask(CURE).await != Value::Bool(true) {
                browser.press("n").await;
            }
            fix(&browser, keys, 1).await;
        }
        enter(&browser).await;
        browser.until("document.activeElement.id === 'value'").await;
        browser.picture(&folder.join("fix.png")).await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/review')").await;
        browser.picture(&folder.join("review.png")).await;
    })
    .await;
}
