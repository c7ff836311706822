//! Invoices as PDF: what can be read in them again.

use app::invoice::pdf::pdf;
use app::invoice::{Invoice, Item};
use plan::billing::{Amount, Currency, Entry, Kind, Line, Money, Period};
use store::Micros;
use store::billing::invoices;
use store::billing::ledger::{Booked, Cause};

fn money(minor: i64) -> Money {
    Money::new(minor, Currency::parse("EUR").unwrap())
}

fn period() -> Period {
    Period { from: "2026-01-01".parse().unwrap(), to: "2026-04-01".parse().unwrap() }
}

fn item(id: i64, label: &str, (amount, tax): (i64, i64), cause: Option<&str>) -> Item {
    let line = Line {
        kind: Kind::OneTimeCharge,
        period: period(),
        days: period(),
        seats: 1,
        amount: money(amount),
        tax: money(tax),
        label: label.to_owned(),
        reverses: None,
    };
    let booked = Booked { entry: Entry { id, line }, cause: Cause::default(), by_form: false, at: Micros(0) };
    Item { booked, cause: cause.map(str::to_owned), day: "2026-02-03".parse().unwrap() }
}

fn invoice(company: &str, lines: Vec<Item>) -> Invoice {
    let sum = Amount::of(money(0).currency, lines.iter().map(|item| &item.booked.entry.line)).unwrap();
    Invoice {
        company: company.to_owned(),
        of: invoices::Invoice {
            period: period(),
            number: Some(3),
            closed_at: Some(Micros(1)),
            paid_at: Some(Micros(2)),
        },
        lines,
        sum,
        closed: Some("2026-04-01".parse().unwrap()),
        paid: Some("2026-04-09".parse().unwrap()),
    }
}

/// The text of each page, without the ends of lines, which are only where the text was broken.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    let text = |number: &u32| document.extract_text(&[*number]).unwrap();
    numbers.iter().map(|number| text(number).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no {word:?} in {text}");
    }
}

#[test]
fn everything_that_an_invoice_says_can_be_read_in_it_again() {
    let lines = vec![
        item(1, "Period Charge: 40 committed seats, 1 January to 31 March 2026", (360_000, 68_400), None),
        item(2, "One Time Charge: 3 seats, 1 February to 31 March 2026", (17_700, 3_363), Some("Import 7")),
        item(3, "Credit: zwei Tage Ausfall für Köln", (-5_000, -950), Some("operator")),
    ];
    let made = invoice("Nordwind GmbH & Co. KG", lines);
    let bytes = pdf(&made).unwrap();
    assert_eq!(bytes, pdf(&made).unwrap(), "the same invoice, other bytes");
    let [text] = &pages(&bytes)[..] else { panic!("more than a page") };
    says(text, &["Invoice 3", "Nordwind GmbH & Co. KG", "1 January to 31 March 2026", "page 1 of 1"]);
    says(text, &["Closed on", "1 April 2026", "Paid on 9 April 2026"]);
    says(text, &["Period Charge: 40 committed seats,", "Import 7, 3 February 2026", "Ausfall für Köln"]);
    for amount in [360_000, 68_400, 17_700, 3_363, -5_000, -950, 372_700, 70_813, 443_513] {
        says(text, &[&money(amount).to_string()]);
    }
}

#[test]
fn an_invoice_of_many_lines_has_many_pages_and_loses_none() {
    let label = |at: i64| format!("One Time Charge: 1 seat, line {at:03}");
    let made = invoice("Northwind", (0..120).map(|at| item(at, &label(at), (100 + at, 0), None)).collect());
    let pages = pages(&pdf(&made).unwrap());
    assert!(pages.len() > 5, "{} pages", pages.len());
    let all = pages.join(" ");
    assert!((0..120).all(|at| all.contains(&label(at))));
    let last = format!("page {0} of {0}", pages.len());
    says(pages.last().unwrap(), &[&last, "Together", &money((0..120).map(|at| 100 + at).sum()).to_string()]);
}

#[test]
fn a_name_of_any_script_breaks_nothing_and_what_cannot_be_shown_is_said() {
    for name in ["Βόρειος Άνεμος", "Северный ветер", "Հյուսիս", "ჩრდილოეთი", "Zoë & Đorđe"]
    {
        let pages = pages(&pdf(&invoice(name, vec![])).unwrap());
        says(&pages[0], &[name, "Nothing was charged."]);
        assert!(!pages[0].contains('□'), "{}", pages[0]);
    }
    for name in ["株式会社北風", "उत्तरी हवा", "ลมเหนือ", "🧊 Ice"] {
        let pages = pages(&pdf(&invoice(name, vec![])).unwrap());
        says(&pages[0], &["□ stands for a letter that this file cannot show."]);
    }
    // From the right, mixed, out of order, much too long, and nothing at all.
    for name in ["شركة Northwind الشمالية", "רוח צפונית 24", "a\u{202e}b\u{0}c", &"x".repeat(4_000), ""]
    {
        assert!(!pages(&pdf(&invoice(name, vec![])).unwrap()).is_empty(), "{name}");
    }
}
