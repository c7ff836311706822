//! From the billing of an account to its page.

use plan::billing::{Amount, Billing, Counting, Line, Money, Need, Price};
use plan::snapshot::Seats;
use store::Conn;
use store::billing::invoices::{self, Invoice};
use store::billing::ledger::{self, Booked};
use store::{billing, seats};

use super::chart::Chart;
use super::{BillingPage, Cap, Closed, Plan, Row, Sum};
use crate::amount;
use crate::error::Result;
use crate::pages::layout::Menu;
use crate::pages::ui::{Badge, Bar, Kind};
use crate::pages::words;
use crate::web::who::SignedIn;

/// The page. `typed` is an amount that was typed as a limit and not taken, and what is wrong with it.
pub async fn page(conn: &mut Conn, who: &SignedIn, typed: Option<(String, String)>) -> Result<BillingPage> {
    let account = who.account_id();
    let (standing, billing) = billing::today(conn, account, who.times().micros()).await?;
    let changes = seats::changes(conn, account).await?;
    let today = who.times().zone().to_datetime(who.times().now()).date();
    let plan = match &billing {
        Some(billing) => Some(plan(conn, who, billing, (&standing, typed)).await?),
        None => None,
    };
    Ok(BillingPage {
        shell: who.shell().at(Menu::Settings),
        seats: sentence(&standing),
        bar: bar(&standing),
        chart: Chart::of(&changes, standing.paid(), today, who.times()),
        plan,
        may_buy: standing.may_buy,
    })
}

fn sentence(seats: &Seats) -> String {
    let (used, paid) =
        (words::count(seats.used.into()), words::counted(seats.paid().into(), "seat", "seats"));
    let free = seats.paid().saturating_sub(seats.used);
    let free = match free {
        0 => "none is free".to_owned(),
        1 => "1 is free".to_owned(),
        more => format!("{} are free", words::count(more.into())),
    };
    format!("{used} of {paid} used; {free}")
}

fn bar(seats: &Seats) -> Bar {
    let (used, paid) = (seats.used, seats.paid());
    let parts = [("fill-accent", used), ("fill-pale", paid.saturating_sub(used))];
    Bar::new("bar-lg", sentence(seats), paid.max(used).max(1), &parts)
}

async fn plan(
    conn: &mut Conn,
    who: &SignedIn,
    billing: &Billing,
    (seats, typed): (&Seats, Option<(String, String)>),
) -> Result<Plan> {
    let account = who.account_id();
    let booked = ledger::of_period(conn, account, billing.period.from).await?;
    let mut closed = Vec::new();
    for invoice in invoices::list(conn, account).await? {
        if let Some(number) = invoice.number {
            let lines = ledger::of_period(conn, account, invoice.period.from).await?;
            closed.push(row_of(&invoice, number, &sum(billing, &lines)?));
        }
    }
    Ok(Plan {
        facts: facts(billing),
        period: billing.period.to_string(),
        lines: booked.iter().map(row).collect(),
        sum: sum(billing, &booked)?,
        next: next(billing, seats)?,
        cap: cap(billing, typed),
        invoices: closed,
    })
}

pub(super) fn row(booked: &Booked) -> Row {
    let cause = match (booked.cause.import, booked.cause.user) {
        (_, Some(user)) => Some(("Person".to_owned(), format!("/users/{user}"))),
        (Some(import), None) if booked.by_form => {
            Some(("By hand".to_owned(), format!("/users?import={import}")))
        }
        (Some(import), None) => Some((format!("Import {import}"), format!("/imports/{import}"))),
        (None, None) => None,
    };
    Row { label: booked.entry.line.label.clone(), amount: booked.entry.line.amount.to_string(), cause }
}

pub(super) fn sum(billing: &Billing, booked: &[Booked]) -> Result<Sum> {
    let lines: Vec<&Line> = booked.iter().map(|booked| &booked.entry.line).collect();
    let amount = Amount::of(billing.price.currency(), lines.iter().copied()).map_err(store::Error::from)?;
    let total = amount.total().map_err(store::Error::from)?;
    Ok(Sum { net: amount.net.to_string(), tax: amount.tax.to_string(), total: total.to_string() })
}

fn row_of(invoice: &Invoice, number: u32, sum: &Sum) -> Closed {
    Closed {
        number,
        href: format!("/settings/billing/{}", invoice.period.from),
        period: invoice.period.to_string(),
        total: sum.total.clone(),
        state: state(invoice),
    }
}

/// Where an invoice stands.
pub(super) fn state(invoice: &Invoice) -> Badge {
    match (invoice.closed_at, invoice.number, invoice.paid_at) {
        (None, _, _) => Badge::new(Kind::Accent, "clock", "Open"),
        (Some(_), None, _) => Badge::new(Kind::Plain, "minus", "Nothing to be paid"),
        (Some(_), Some(_), None) => Badge::new(Kind::Warn, "clock", "To be paid"),
        (Some(_), Some(_), Some(_)) => Badge::new(Kind::Good, "check", "Paid"),
    }
}

fn facts(billing: &Billing) -> Vec<(&'static str, String)> {
    let terms = billing.price.terms();
    let mut facts = vec![("Price", price(&billing.price))];
    if let Some(next) = &billing.next {
        facts.push(("From the next period", price(next)));
    }
    if terms.tax_ppm > 0 {
        let percent = format!("{}.{:04}", terms.tax_ppm / 10_000, terms.tax_ppm % 10_000);
        let percent = percent.trim_end_matches('0').trim_end_matches('.').to_owned();
        facts.push(("Tax", format!("{percent} % on top")));
    }
    let committed = words::counted(terms.commitment.into(), "seat", "seats");
    facts.push(("Always paid for", committed));
    let counted = match billing.counting {
        Counting::Invited => "from the invitation on".to_owned(),
        Counting::Joining { trial_days: 0, .. } => "from joining on".to_owned(),
        Counting::Joining { trial_days: 1, .. } => "1 day after joining".to_owned(),
        Counting::Joining { trial_days, .. } => format!("{trial_days} days after joining"),
    };
    facts.push(("A seat counts", counted));
    facts
}

/// `$30.00 a seat and month`, tier by tier.
fn price(price: &Price) -> String {
    let terms = price.terms();
    let each = |minor| Money::new(minor, terms.currency);
    let mut below = 0;
    let mut parts = Vec::new();
    for tier in &terms.tiers {
        let which = match (below, tier.up_to) {
            (0, None) => "a seat".to_owned(),
            (0, Some(last)) => format!("for the first {}", words::counted(last.into(), "seat", "seats")),
            (_, Some(last)) => format!("up to seat {}", words::count(last.into())),
            (_, None) => "for each seat above".to_owned(),
        };
        parts.push(format!("{} {which}", each(tier.each_minor)));
        below = tier.up_to.unwrap_or(below);
    }
    format!("{}, per {}", parts.join(", "), terms.cycle)
}

fn next(billing: &Billing, seats: &Seats) -> Result<String> {
    let used = seats.used + billing.counting.pending();
    let need = Need { paid: seats.paid(), used, used_after: used, ..Need::default() };
    // The day is of no matter where no seat is added.
    let quote = billing.quote(need, billing.period.from).map_err(store::Error::from)?;
    let total = quote.after.total().map_err(store::Error::from)?;
    let day = quote.next.strftime("%-d %B %Y");
    let seats = words::counted(billing.coming().paid_at_start(used).into(), "seat", "seats");
    Ok(format!("On {day} the next {} begins: {total} with tax for {seats}, as things are.", quote.cycle))
}

fn cap(billing: &Billing, typed: Option<(String, String)>) -> Cap {
    let currency = billing.price.currency();
    let money = |minor| Money::new(minor, currency);
    let (most, used) = match billing.cap {
        Some(cap) => (
            amount::plain(money(cap.most_minor)),
            format!("{} of {} used this month.", money(cap.charged_minor), money(cap.most_minor)),
        ),
        None => (String::new(), String::new()),
    };
    let (typed, problem) = match typed {
        Some((typed, problem)) => (typed, Some(problem)),
        None => (most, None),
    };
    Cap { typed, currency: currency.to_string(), used, problem }
}
