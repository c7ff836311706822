//! Samples of the pages about what seats cost.

use app::invoice::causes::Said;
use app::pages::chart::{Level, Tick};
use app::pages::layout::{Menu, Shell};
use app::pages::notice::Notice;
use app::pages::settings::billing::{
    BillingPage, Cap, Changed, ChangesPage, Chart, Closed, CountingForm, InvoicePage, Next, OutPage, Payment,
    Plan, Row, Sum,
};
use app::pages::ui::{Badge, Bar, Kind, Moment};
use jiff::civil::date;
use plan::snapshot::Role;

fn shell() -> Shell {
    Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(Menu::Settings)
}

fn said(words: &str, href: Option<&str>) -> Said {
    Said { words: words.into(), href: href.map(str::to_owned) }
}

fn row(label: &str, amount: &str, causes: Vec<Said>) -> Row {
    Row { label: label.into(), amount: amount.into(), causes }
}

fn lines() -> Vec<Row> {
    let import = || said("Import 7", Some("/imports/7"));
    vec![
        row("Period Charge: 40 committed seats, 1 January to 31 March 2026", "$3,600.00", vec![]),
        row("Add On: 12 seats, 1 January to 31 March 2026", "$1,080.00", vec![]),
        row("One Time Charge: 6 seats, 1 February to 31 March 2026", "$354.00", vec![import()]),
        row(
            "One Time Charge: 1 seat, 12 March to 31 March 2026",
            "$20.00",
            vec![said("Mai Nguyễn", Some("/users/9")), import()],
        ),
        row("Credit: two days without service", "-$104.00", vec![said("operator", None)]),
    ]
}

fn change(when: &str, by: &str, what: &str, before: Option<&str>, after: &str) -> Changed {
    let (full, machine) = (format!("{when}, Chicago time"), "2026-03-12T09:12:00Z".to_owned());
    Changed {
        when: Moment { text: when.into(), full, machine },
        by: by.into(),
        what: what.into(),
        before: before.map(str::to_owned),
        after: after.into(),
    }
}

fn changes() -> Vec<Changed> {
    vec![
        change("Today, 09:12", "Dana Mitchell", "Limit of imports", Some("no limit"), "$1,500.00 a month"),
        change(
            "3 Mar, 16:40",
            "Dana Mitchell",
            "Imports",
            Some("they buy no seats"),
            "they buy what they need",
        ),
        change(
            "2 Mar, 11:05",
            "operator",
            "Given back",
            None,
            "Credit: two days without service, -$104.00 before tax",
        ),
        change(
            "20 Feb, 10:00",
            "operator",
            "Price",
            Some("$90.00 for the first 50 seats, $75.00 for each seat above, per quarter"),
            "$95.00 a seat, per quarter",
        ),
        change("9 Jan, 08:31", "operator", "Invoice 1", Some("to be paid"), "paid"),
    ]
}

pub fn all_changes() -> ChangesPage {
    ChangesPage {
        shell: shell(),
        changes: changes(),
        is_older: true,
        older: Some("/settings/billing/changes?before=3".into()),
    }
}

pub fn no_changes() -> ChangesPage {
    ChangesPage { changes: vec![], is_older: false, older: None, ..all_changes() }
}

fn sum() -> Sum {
    Sum { net: "$4,950.00".into(), tax: "$495.00".into(), total: "$5,445.00".into() }
}

fn chart() -> Chart {
    let tick = |x: &str, label: &str| Tick { day: date(2026, 1, 1), x: x.into(), label: label.into() };
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
        next: Next {
            day: "1 April 2026".into(),
            seats: "59 seats".into(),
            amount: "$6,165.50".into(),
            per: "a quarter, with tax".into(),
            carried: None,
        },
        cap: Cap {
            typed: "1500.00".into(),
            currency: "USD".into(),
            used: "$20.00 of $1,500.00 used this month.".into(),
            problem: None,
        },
        counting: CountingForm { joining: false, trial_days: "0".into(), most: 0, problem: None, buys: None },
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
        payment: Some(paying()),
        may_buy: true,
        changes: changes(),
        older: Some("/settings/billing/changes?before=3".into()),
    }
}

fn paying() -> Payment {
    Payment {
        state: Badge::new(Kind::Good, "check", "All is paid"),
        says: "Stripe collects at the start of each period.",
        method: Some("Visa, ends in 4242".into()),
        seats: Some("59 seats, looked at today at 04:12".into()),
        drift: Some("Stripe had 57 seats, Muster 59; set right on 3 February at 04:10.".into()),
        problem: None,
        asks: false,
    }
}

/// A card that was declined, while Stripe cannot be asked.
pub fn overdue() -> BillingPage {
    let text =
        "The last payment did not go through. Update the way to pay by 16 March 2026. Nothing is locked.";
    let payment = Payment {
        state: Badge::new(Kind::Bad, "alert-circle", "The last payment did not go through"),
        says: "Stripe tries again in the next days. Update the way to pay if the card is no longer good.",
        drift: None,
        problem: Some("Stripe did not answer in time.".into()),
        ..paying()
    };
    let notice = Some(Notice { text: text.into(), is_bad: true });
    BillingPage { shell: Shell { notice, ..shell() }, payment: Some(payment), ..billing() }
}

/// No card yet, and Stripe is just being asked.
pub fn without_a_card() -> BillingPage {
    let text = "There is no way to pay yet. Give Stripe a card to collect from. Nothing is locked.";
    let payment = Payment {
        state: Badge::new(Kind::Warn, "alert-triangle", "No way to pay yet"),
        says: "Once there is a card, Stripe collects from it for the days from then on. Seats go on as they are.",
        method: None,
        seats: None,
        drift: None,
        problem: None,
        asks: true,
    };
    let notice = Some(Notice { text: text.into(), is_bad: false });
    BillingPage { shell: Shell { notice, ..shell() }, payment: Some(payment), ..billing() }
}

/// The page before Stripe's own.
pub fn on_to_stripe() -> OutPage {
    OutPage { shell: shell(), href: "https://checkout.stripe.test/c/pay/cs_1".into() }
}

pub fn refused() -> BillingPage {
    let problem = Some("“1.500,00” is no amount in USD. One is 50.00.".into());
    let cap = Cap { typed: "1.500,00".into(), problem, ..plan().cap };
    let counting = CountingForm {
        joining: true,
        trial_days: "a week".into(),
        most: 14,
        problem: Some("“a week” is no number of days from 0 to 14.".into()),
        buys: Some("From the invitation on would buy 4 seats at once, for $88.00 with tax.".into()),
    };
    let next = Next { carried: Some("-$114.40".into()), ..plan().next };
    BillingPage {
        plan: Some(Plan { cap, counting, next, invoices: vec![], lines: vec![], ..plan() }),
        may_buy: false,
        changes: vec![],
        older: None,
        ..billing()
    }
}

pub fn without_a_price() -> BillingPage {
    BillingPage { plan: None, payment: None, ..billing() }
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
        pdf: "/settings/billing/2025-10-01/pdf".into(),
    }
}
