//! Changing how a file is read, and what comes of columns that share a field: by keyboard, on the page that matches
//! columns.

use std::path::PathBuf;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use thirtyfour::prelude::*;

use super::checks::{barriers, complaints};
use super::chromium::{Browser, with};
use super::program::Program;
use super::users::push;
use super::wizard::{ON, choose, enter, look};

/// A file in a folder that goes with it.
fn file(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

/// Signs in, uploads a file, and goes on to its columns.
async fn begin(browser: &Browser, program: &Program, name: &str, content: &[u8]) {
    let (_folder, path) = file(name, content);
    program.sign_in(browser).await;
    browser.open(&program.page("/imports/new")).await;
    browser.tab_to("#file").await;
    choose(browser, &path).await;
}

async fn open_panel(browser: &Browser) {
    browser.tab_to("#change-reading").await;
    enter(browser).await;
    browser.until("document.getElementById('reading') !== null").await;
    browser.until("document.activeElement.id === 'change-reading'").await;
}

/// Presses the button that uses what was chosen, and waits for the page that says so.
async fn use_it(browser: &Browser) {
    browser.until("!document.getElementById('use').disabled").await;
    browser.tab_to("#use").await;
    enter(browser).await;
    browser.sees("The file is read this way now.").await;
    browser.until("document.activeElement.id === 'reread'").await;
    browser.until("document.getElementById('reading') === null").await;
}

/// What the preview says of the size, and its table.
const GLIMPSE: &str = "document.querySelector('.w-glimpse').innerText";

async fn glimpses(browser: &Browser, text: &str) {
    browser.until(&format!("{GLIMPSE}.includes({})", serde_json::json!(text))).await;
}

#[tokio::test]
async fn the_encoding_is_changed_with_what_comes_of_it_in_sight() {
    with(async |browser| {
        let program = Program::start();
        let text = b"First Name,Last Name,Email,Phone,Role\nJos\xe9,Ruiz,jose.ruiz@northwind.example,(312) 555-0181,Sales\n";
        begin(&browser, &program, "people.csv", text).await;
        open_panel(&browser).await;
        browser.tab_to("#encoding").await;
        browser.press("Mac").await;
        glimpses(&browser, "JosÈ").await;
        assert_eq!(browser.ask("document.activeElement.id").await, "encoding", "the focus stays");
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
        browser.tab_to("#encoding").await;
        browser.press("UTF-8").await;
        glimpses(&browser, "cannot be read as UTF-8").await;
        browser.until("document.getElementById('use').disabled").await;
        for encoding in ["UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-15"] {
            browser.press(Key::Down.value().to_string()).await;
            let chosen = format!("document.querySelector('#encoding [selected]')?.value === '{encoding}'");
            browser.until(&chosen).await;
        }
        glimpses(&browser, "José").await;
        use_it(&browser).await;
        browser.sees("Text in ISO-8859-15").await;
        open_panel(&browser).await;
        browser.tab_to("#back-to-found").await;
        enter(&browser).await;
        browser.sees("The file is read this way now.").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn another_row_is_made_the_header_and_choices_that_do_not_hold_are_told() {
    with(async |browser| {
        let program = Program::start();
        let text = b"First Name,Last Name,Email,Phone,Role\nFirst Name,Last Name,Email,Mobile,Role\n\
            Ada,Byron,ada.byron@northwind.example,(312) 555-0181,Sales\n\
            Bo,Lind,bo.lind@northwind.example,(312) 555-0182,Sales\n";
        begin(&browser, &program, "people.csv", text).await;
        browser.tab_to("#field-4").await;
        browser.press("Not").await;
        browser.sees("Role missing").await;
        open_panel(&browser).await;
        browser.tab_to("input[name=header]:checked").await;
        let header = browser.ask("Number(document.activeElement.id.slice(7))").await.as_u64().unwrap();
        let arrow = if header == 1 { Key::Down } else { Key::Up };
        browser.press(arrow.value().to_string()).await;
        let other = 3 - header;
        glimpses(&browser, if other == 2 { "Mobile" } else { "Phone" }).await;
        browser.until(&format!("document.activeElement.id === 'header-{other}'")).await;
        browser.sees("1 column chosen by hand holds for one way of reading only").await;
        use_it(&browser).await;
        browser.sees("1 column chosen by hand did not hold for it.").await;
        browser.sees(&format!("header in row {other}")).await;
        // A click anywhere in a row chooses it.
        open_panel(&browser).await;
        let cell = browser.find("tr:has(#header-3) td:nth-child(4)").await;
        browser.driver.action_chain().move_to_element_center(&cell).click().perform().await.unwrap();
        glimpses(&browser, "1 row, 5 columns").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

/// A workbook with the people of two offices.
fn offices() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, first) in [("Chicago", "Ana"), ("Boston", "Ben")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        let header = ["First Name", "Last Name", "Email", "Phone", "Role"];
        let person = [first, "Ruiz", "a.ruiz@northwind.example", "(312) 555-0181", "Sales"];
        for (row, cells) in [(0, header), (1, person)] {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn another_sheet_of_a_workbook_is_picked() {
    with(async |browser| {
        let program = Program::start();
        begin(&browser, &program, "offices.xlsx", &offices()).await;
        browser.sees("Sheet “Chicago”").await;
        open_panel(&browser).await;
        browser.tab_to("input[name=sheet]:checked").await;
        browser.press(Key::Down.value().to_string()).await;
        glimpses(&browser, "Ben").await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
        use_it(&browser).await;
        browser.sees("Sheet “Boston”").await;
        browser.sees("Ben Ruiz").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn two_columns_feed_the_phone() {
    with(async |browser| {
        let program = Program::start();
        let text = b"First Name,Last Name,Email,Mobile,Desk line,Role\n\
            Ada,Byron,ada.byron@northwind.example,(312) 555-0181,,Sales\n\
            Bo,Lind,bo.lind@northwind.example,,(312) 555-0182,Sales\n";
        begin(&browser, &program, "people.csv", text).await;
        for column in [3, 4] {
            browser.tab_to(&format!("#field-{column}")).await;
            if browser.ask("document.activeElement.value").await != "phone" {
                browser.press("Phone").await;
            }
            browser.until(&format!("document.getElementById('field-{column}').value === 'phone'")).await;
        }
        browser.sees("Phone: the better of 2 columns per row").await;
        browser.sees("The better of 2 per row.").await;
        browser.sees("+1 312 555 0182").await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
    })
    .await;
}

#[tokio::test]
async fn the_order_of_full_names_is_chosen() {
    with(async |browser| {
        let program = Program::start();
        let text = b"Full Name,Email,Phone,Role\nByron Ada,ada@northwind.example,(312) 555-0181,Sales\n";
        begin(&browser, &program, "people.csv", text).await;
        browser.tab_to("input[name=names]:checked").await;
        browser.press(Key::Left.value().to_string()).await;
        browser.until("document.getElementById('names-3').defaultChecked").await;
        browser.until("document.activeElement.id === 'names-3'").await;
        browser.sees("Ada Byron").await;
        browser.driver.refresh().await.unwrap();
        browser.until("document.getElementById('names-3').checked").await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
    })
    .await;
}

/// Chooses an entry of a select by its first letters.
async fn pick(browser: &Browser, css: &str, letters: &str, value: &str) {
    browser.tab_to(css).await;
    browser.press(letters).await;
    browser.until(&format!("document.querySelector('{css}').value === '{value}'")).await;
    let drawn = format!("document.querySelector('{css} [selected]')?.value === '{value}'");
    browser.until(&drawn).await;
}

#[tokio::test]
async fn separator_quote_and_escape_are_chosen_with_what_comes_of_them_in_sight() {
    with(async |browser| {
        let program = Program::start();
        let text = b"First Name^Last Name^Email^Phone^Role\n\
            'Ada'^'O\\'Hara^Byron'^ada@northwind.example^(312) 555-0181^Sales\n\
            'Bo'^'Lind'^bo@northwind.example^(312) 555-0182^Sales\n";
        begin(&browser, &program, "caret.csv", text).await;
        open_panel(&browser).await;
        pick(&browser, "#delimiter", "Ano", "other").await;
        browser.tab_to("#other").await;
        browser.press("^").await;
        pick(&browser, "#quote", "Sin", "single").await;
        pick(&browser, "#escape", "Bac", "backslash").await;
        glimpses(&browser, "2 rows, 5 columns").await;
        glimpses(&browser, "O'Hara^Byron").await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
        // The other way to write a quote reads another name.
        for (key, kept) in [(Key::Up, false), (Key::Down, true)] {
            browser.press(key.value().to_string()).await;
            browser.until(&format!("{GLIMPSE}.includes(\"O'Hara^Byron\") === {kept}")).await;
        }
        use_it(&browser).await;
        browser.sees("Ada O'Hara^Byron").await;
        browser.driver.refresh().await.unwrap();
        browser.sees("Ada O'Hara^Byron").await;
        open_panel(&browser).await;
        browser.until("document.getElementById('other').value === '^'").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_file_without_a_header_keeps_its_first_row() {
    with(async |browser| {
        let program = Program::start();
        let text = b"Ada,Byron,ada@northwind.example,(312) 555-0181,Sales\n\
            Bo,Lind,bo@northwind.example,(312) 555-0182,Sales\n";
        begin(&browser, &program, "plain.csv", text).await;
        open_panel(&browser).await;
        browser.until("document.getElementById('header-0').checked").await;
        glimpses(&browser, "2 rows, 5 columns").await;
        // Taken for a header, the first row is no person; and it is one again.
        browser.tab_to("#header-0").await;
        browser.press(Key::Down.value().to_string()).await;
        browser.until("document.activeElement.id === 'header-1'").await;
        glimpses(&browser, "1 row, 5 columns").await;
        browser.press(Key::Up.value().to_string()).await;
        browser.until("document.activeElement.id === 'header-0'").await;
        glimpses(&browser, "2 rows, 5 columns").await;
        use_it(&browser).await;
        for name in ["Ada Byron", "Bo Lind"] {
            browser.sees(name).await;
        }
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("document.querySelectorAll('#grid tbody [data-row]').length === 2").await;
        browser.until("document.querySelector('#c-1-first_name .w-text').innerText === 'Ada'").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn one_value_stands_for_everybody_where_no_column_does() {
    with(async |browser| {
        let program = Program::start();
        let text = b"First Name,Last Name,Email,Phone\nAda,Byron,ada@northwind.example,0151 19319706\n\
            Bo,Lind,bo@northwind.example,0151 19319707\n";
        begin(&browser, &program, "people.csv", text).await;
        browser.sees("Role missing").await;
        assert_eq!(barriers(&browser).await, "");
        browser.tab_to("#everybody").await;
        browser.press("Man").await;
        browser.until("!document.body.innerText.includes('Role missing')").await;
        browser.until("document.getElementById('constant-role').value === 'Manager'").await;
        // The phones are not of the company's country.
        pick(&browser, "#constant-country", "Germ", "Germany").await;
        browser.sees("+49 1511 9319706").await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.sees("Nothing left to fix").await;
        push(&browser, "a[href$='/match']").await;
        pick(&browser, "#constant-role", "Sal", "Sales").await;
        pick(&browser, "#constant-country", &Key::Home.value().to_string(), "").await;
        browser.until("!document.body.innerText.includes('+49')").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}
