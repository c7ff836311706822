//! What it costs, in a real browser and by keyboard: the review's numbers up to the invoice, and the page of the billing.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::checks::complaints;
use super::chromium::{Browser, with};
use super::entering::type_into;
use super::program::Program;
use super::wizard::{ON, choose, confirm, enter, fix, look};

/// Seats of the example that nobody uses.
const FREE: u32 = 23;

/// A file with people who need eight seats more than there are, and two whose address is none.
fn people() -> String {
    let head = "First Name,Last Name,Email,Phone,Role\r\n".to_owned();
    (0..FREE + 10).fold(head, |text, at| {
        let sign = if at < 2 { "@@" } else { "@" };
        format!("{text}Ada,Byron{at},ada{at}{sign}northwind.example,+1312555{:04},Sales\r\n", 4_000 + at)
    })
}

/// What a list of amounts says: each label and its amount in cents.
async fn amounts(browser: &Browser, list: &str) -> Vec<(String, i64)> {
    let rows = browser
        .ask(&format!(
            "[...document.querySelectorAll({})].map(row => [row.querySelector('dt').textContent.trim(), \
             (row.querySelector('dd').lastChild ?? {{textContent: ''}}).textContent.trim()])",
            json!(format!("{list} div"))
        ))
        .await;
    let rows: Vec<(String, String)> = serde_json::from_value(rows).unwrap();
    let cents = |text: &str| {
        let digits: String =
            text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '-').collect();
        digits.parse().unwrap_or(0)
    };
    rows.into_iter().map(|(label, amount)| (label, cents(&amount))).collect()
}

fn of(amounts: &[(String, i64)], label: &str) -> i64 {
    let found = amounts.iter().find(|(known, _)| known.starts_with(label));
    found.unwrap_or_else(|| panic!("no {label} in {amounts:?}")).1
}

/// Checks the numbers of the review against each other, and says what is charged now.
async fn review(browser: &Browser, seats: u32) -> i64 {
    browser.until("location.pathname.endsWith('/review')").await;
    browser
        .until(&format!("document.querySelector('.w-seats .badge').innerText.includes('{seats} seats')"))
        .await;
    let said = amounts(browser, ".w-seats dl").await;
    let line = of(&said, &format!("One Time Charge: {seats} seats, "));
    let (tax, charged) = (of(&said, "Tax"), of(&said, "Charged now"));
    assert!(line > 0 && line <= i64::from(seats) * 8_000, "{said:?}");
    assert_eq!((tax, charged), ((line * 825 + 5_000) / 10_000, line + tax), "{said:?}");
    // Fifty seats at 90.00, and all others at 80.00.
    let net = 50 * 9_000 + (10 + i64::from(seats)) * 8_000;
    assert_eq!(of(&said, "Per quarter from"), net + (net * 825 + 5_000) / 10_000, "{said:?}");
    let sentence = browser.ask("document.querySelector('.w-sentence').innerText").await;
    let dollars = format!("${}.{:02}", charged / 100, charged % 100);
    assert!(sentence.as_str().unwrap().replace(',', "").contains(&dollars), "{sentence}: {dollars}");
    charged
}

#[tokio::test]
async fn what_the_review_says_changes_with_each_row_and_is_what_the_invoice_has() {
    with(async |browser| {
        let program = Program::start();
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("more.csv");
        std::fs::write(&file, people()).unwrap();
        program.sign_in(&browser).await;
        browser.tab_to("a[href='/imports/new']").await;
        enter(&browser).await;
        browser.tab_to("#file").await;
        choose(&browser, &file).await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        browser.until("location.pathname.endsWith('/fix')").await;
        browser.open(&format!("{}/review", address(&browser).await)).await;
        let before = review(&browser, 8).await;

        // One row is put right and the other left out: one seat more.
        browser.tab_to(".w-back").await;
        enter(&browser).await;
        browser.tab_to("#grid a").await;
        browser.until("document.activeElement.dataset.mark === 'Error'").await;
        enter(&browser).await;
        browser.until("document.activeElement.id === 'value'").await;
        fix(&browser, &format!("ada0@northwind.example{}", Key::Enter.value()), 1).await;
        browser.tab_to(ON).await;
        enter(&browser).await;
        let fixed = review(&browser, 9).await;
        assert!(fixed > before, "{fixed} for nine seats, {before} for eight");
        assert_eq!(browser.ask("document.getElementById('import').disabled").await, Value::Bool(true));
        // On the page itself, without going back: the row that is wrong is left out.
        browser.tab_to("[name=rows]").await;
        browser.press(Key::Left.value().to_string()).await;
        browser.until("document.querySelector('#rows-valid')?.checked === true").await;
        browser.sees("1 row is left out").await;
        assert_eq!(review(&browser, 9).await, fixed);

        let wanted = browser.ask("document.getElementById('confirm').dataset.number").await;
        assert_eq!(wanted, json!("9"), "the guard wants the seats that are bought");
        confirm(&browser).await;
        browser.tab_to("#import").await;
        enter(&browser).await;
        browser.until("document.querySelector('.w-done-head') !== null").await;
        let cost = amounts(&browser, ".w-cost dl").await;
        assert_eq!(of(&cost, "Charged"), fixed, "{cost:?}");
        browser.tab_to(".w-cost a").await;
        enter(&browser).await;
        browser.sees("This period so far").await;
        let lines = amounts(&browser, ".billing-lines").await;
        assert_eq!(of(&lines, "One Time Charge: 9 seats") + of(&cost, "Tax"), fixed, "{lines:?}");
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

/// The address of the import that is open.
async fn address(browser: &Browser) -> String {
    let address = browser.ask("location.href.match(/^.*\\/imports\\/\\d+/)[0]").await;
    address.as_str().unwrap().to_owned()
}

/// Where the billing of the example is, with somebody signed in.
async fn billing(browser: &Browser) -> Program {
    let program = Program::start();
    program.sign_in(browser).await;
    browser.open(&program.page("/settings/billing")).await;
    program
}

/// Presses a button or link by keyboard.
async fn click(browser: &Browser, css: &str) {
    browser.tab_to(css).await;
    enter(browser).await;
}

#[tokio::test]
async fn an_admin_sets_what_imports_buy_their_limit_and_when_a_seat_counts() {
    with(async |browser| {
        let _program = billing(&browser).await;
        click(&browser, "button[name=buy][value=no]").await;
        browser.sees("Imports buy no seats from now on.").await;
        click(&browser, "button[name=buy][value=yes]").await;
        browser.sees("Imports buy the seats they need.").await;

        type_into(&browser, "#most", "a lot").await;
        enter(&browser).await;
        browser.sees("“a lot” is no amount in USD. One is 50.00.").await;
        browser.tab_to("#most").await;
        browser.press_with_control('a').await;
        browser.press("1500").await;
        enter(&browser).await;
        browser.sees("The limit is set.").await;
        browser.sees("$0.00 of $1,500.00 used this month.").await;

        browser.tab_to("[name=from]").await;
        browser.press(Key::Down.value().to_string()).await;
        browser.until("document.querySelector('[name=from][value=joining]').checked").await;
        browser.tab_to("[action$='/counting'] button").await;
        enter(&browser).await;
        browser.sees("A seat counts from joining on.").await;

        // Each of it is said again, with what was before.
        for said in ["from the invitation on", "no limit", "they buy no seats", "Dana Mitchell"] {
            browser
                .until(&format!("document.querySelector('.billing-changes').innerText.includes('{said}')"))
                .await;
        }
        click(&browser, "a[href^='/settings/billing/changes']").await;
        browser.sees("Changes of the billing").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_invoice_is_opened_and_taken_away_as_pdf_and_as_csv() {
    with(async |browser| {
        let _program = billing(&browser).await;
        click(&browser, "[aria-labelledby=invoices] tbody tr:last-child a").await;
        browser.sees("Invoice 1").await;
        let total = of(&amounts(&browser, ".billing-lines").await, "Together");
        assert!(total > 24 * 1_000, "{total}");
        for (ending, kind) in [("pdf", "application/pdf"), ("csv", "text/csv; charset=utf-8")] {
            browser.tab_to(&format!(".page-head a[href$='/{ending}']")).await;
            let answer = fetched(&browser).await;
            assert_eq!((&answer[0], &answer[1]), (&json!(200), &json!(kind)), "{answer}");
        }
        // Pressing them leaves the page where it is.
        enter(&browser).await;
        browser.sees("Invoice 1").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

/// Status and type of what the link leads to that has the focus.
async fn fetched(browser: &Browser) -> Value {
    let script = "const done = arguments[arguments.length - 1]; fetch(document.activeElement.href)\
                  .then(answer => done([answer.status, answer.headers.get('content-type')]), error => done(String(error)));";
    browser.driver.execute_async(script, Vec::new()).await.unwrap().json().clone()
}

#[tokio::test]
async fn the_pages_of_the_billing_are_without_barriers_at_every_size_and_in_both_themes() {
    with(async |browser| {
        let program = billing(&browser).await;
        let mut report = String::new();
        look(&browser, &mut report).await;
        browser.open(&program.page("/settings/billing/changes")).await;
        look(&browser, &mut report).await;
        browser.open(&program.page("/settings/billing")).await;
        browser.find("[aria-labelledby=invoices] tbody a").await.click().await.unwrap();
        browser.sees("To be paid").await;
        look(&browser, &mut report).await;
        assert!(report.is_empty(), "{report}");
    })
    .await;
}
