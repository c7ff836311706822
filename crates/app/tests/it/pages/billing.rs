//! Samples of the pages about what seats cost.

use app::pages::layout::{Menu, Shell};
use app::pages::settings::billing::{
    BillingPage, Cap, Chart, Closed, InvoicePage, Level, Plan, Row, Sum, Tick,
};
use app::pages::ui::{Badge, Bar, Kind};
use plan::snapshot::Role;

fn shell() -> Shell {
    Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(Menu::Settings)
}

fn row(label: &str, amount: &str, cause: Option<(&str, &str)>) -> Row {
    let cause = cause.map(|(word, href)| (word.to_owned(), href.to_owned()));
    Row { label: label.into(), amount: amount.into(), cause }
}

fn lines() -> Vec<Row> {
    vec![
        row("Period Charge: 40 committed seats, 1 January to 31 March 2026", "$3,600.00", None),
        row("Add On: 12 seats, 1 January to 31 March 2026", "$1,080.00", None),
        row(
            "One Time Charge: 6 seats, 1 February to 31 March 2026",
            "$354.00",
            Some(("Import 7", "/imports/7")),
        ),
        row("One Time Charge: 1 seat, 12 March to 31 March 2026", "$20.00", Some(("Person", "/users/9"))),
        row("Credit: two days without service", "-$104.00", None),
    ]
}

fn sum() -> Sum {
    Sum { net: "$4,950.00".into(), tax: "$495.00".into(), total: "$5,445.00".into() }
}

fn chart() -> Chart {
    let tick = |x: &str, label: &str| Tick { x: x.into(), label: label.into() };
    let level = |y: &str, label: &str| Level { y: y.into(), label: label.into() };
    Chart {
        line: "M44.0 74.9H130.0V62.7H420.0V50.6H600.0V26.3H700.0V24.0H788.0".into(),
        area: "M44.0 74.9H130.0V62.7H420.0V50.6H600.0V26.3H700.0V24.0H788.0V154.0H44.0Z".into(),
        ticks: vec![
            tick("105.0", "Apr"),
            tick("227.0", "Jun"),
            tick("349.0", "Aug"),
            tick("471.0", "Oct"),
            tick("593.0", "Dec"),
            tick("715.0", "Feb"),
        ],
        levels: vec![level("154.0", "0"), level("83.0", "35"), level("12.0", "70")],
        sentence:
            "Seats paid for over the last twelve months: 40 at the beginning, 59 at the most, 59 today."
                .into(),
    }
}

fn closed(number: u32, period: &str, total: &str, state: Badge) -> Closed {
    Closed {
        number,
        href: "/settings/billing/2025-10-01".into(),
        period: period.into(),
        total: total.into(),
        state,
    }
}

fn plan() -> Plan {
    Plan {
        facts: vec![
            ("Price", "$90.00 for the first 50 seats, $75.00 for each seat above, per quarter".into()),
            ("From the next period", "$95.00 a seat, per quarter".into()),
            ("Tax", "10 % on top".into()),
            ("Always paid for", "40 seats".into()),
            ("A seat counts", "from the invitation on".into()),
        ],
        period: "1 January to 31 March 2026".into(),
        lines: lines(),
        sum: sum(),
        next: "On 1 April 2026 the next quarter begins: $6,165.50 with tax for 59 seats, as things are."
            .into(),
        cap: Cap {
            typed: "1500.00".into(),
            currency: "USD".into(),
            used: "$20.00 of $1,500.00 used this month.".into(),
            problem: None,
        },
        invoices: vec![
            closed(
                2,
                "1 October to 31 December 2025",
                "$5,148.00",
                Badge::new(Kind::Warn, "clock", "To be paid"),
            ),
            closed(1, "1 July to 30 September 2025", "$3,960.00", Badge::new(Kind::Good, "check", "Paid")),
        ],
    }
}

pub fn billing() -> BillingPage {
    BillingPage {
        shell: shell(),
        seats: "58 of 59 seats used; 1 is free".into(),
        bar: Bar::new(
            "bar-lg",
            "58 of 59 seats used; 1 is free".into(),
            59,
            &[("fill-accent", 58), ("fill-pale", 1)],
        ),
        chart: chart(),
        plan: Some(plan()),
        may_buy: true,
    }
}

pub fn refused() -> BillingPage {
    let problem = Some("“1.500,00” is no amount in USD. One is 50.00.".into());
    let cap = Cap { typed: "1.500,00".into(), problem, ..plan().cap };
    BillingPage {
        plan: Some(Plan { cap, invoices: vec![], lines: vec![], ..plan() }),
        may_buy: false,
        ..billing()
    }
}

pub fn without_a_price() -> BillingPage {
    BillingPage { plan: None, ..billing() }
}

pub fn invoice() -> InvoicePage {
    InvoicePage {
        shell: shell(),
        title: "Invoice 2".into(),
        state: Badge::new(Kind::Warn, "clock", "To be paid"),
        period: "1 October to 31 December 2025".into(),
        lines: lines(),
        sum: sum(),
        csv: "/settings/billing/2025-10-01/csv".into(),
    }
}
