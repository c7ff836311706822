//! From the billing of an account to its page.

use plan::billing::{Amount, Billing, Currency, Line, Money, Period};
use plan::snapshot::Seats;
use store::billing::invoices::{self, Invoice};
use store::billing::ledger::{self, Booked};
use store::{AccountId, Conn, billing, seats};

use super::chart::Chart;
use super::payment::payment;
use super::{BillingPage, Cap, Closed, CountingForm, Next, Plan, Row, Sum, changes, said};
use crate::amount;
use crate::error::{Error, Result};
use crate::invoice::causes::Causes;
use crate::pages::layout::Menu;
use crate::pages::ui::{Badge, Bar, Kind};
use crate::pages::words;
use crate::state::AppState;
use crate::web::who::SignedIn;

/// What was typed into a form and not taken, and what is wrong with it.
pub enum Typed {
    /// A limit of imports.
    Limit(String, String),
    /// Days of a trial.
    TrialDays(String, String),
}

/// The page, with what was typed and not taken.
pub async fn page(
    conn: &mut Conn,
    state: &AppState,
    who: &SignedIn,
    typed: Option<&Typed>,
) -> Result<BillingPage> {
    let account = who.account_id();
    let (standing, billing) = billing::today(conn, account, who.times().micros()).await?;
    let history = seats::changes(conn, account).await?;
    let today = who.times().zone().to_datetime(who.times().now()).date();
    let plan = match &billing {
        Some(billing) => Some(plan(conn, who, billing, (&standing, typed)).await?),
        None => None,
    };
    let (changes, older) = changes::some(conn, who, None, changes::NEWEST).await?;
    Ok(BillingPage {
        shell: who.shell().at(Menu::Settings),
        seats: sentence(&standing),
        bar: bar(&standing),
        chart: Chart::of(&history, standing.paid(), today, who.times()),
        plan,
        payment: payment(conn, state, who).await?,
        may_buy: standing.may_buy,
        changes,
        older,
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
    (seats, typed): (&Seats, Option<&Typed>),
) -> Result<Plan> {
    let account = who.account_id();
    let booked = ledger::of_period(conn, account, billing.period.from).await?;
    let causes = Causes::of(conn, account, &booked).await?;
    let sum = sum(billing, &booked)?;
    let today = who.times().zone().to_datetime(who.times().now()).date();
    Ok(Plan {
        facts: facts(billing),
        period: billing.period.to_string(),
        lines: booked.iter().map(|booked| row(booked, &causes)).collect(),
        next: next(conn, who, billing, sum).await?,
        sum: said_sum(sum)?,
        cap: cap(billing, typed),
        counting: CountingForm::of(billing, seats, today, typed)?,
        invoices: closed(conn, account, billing.price.currency()).await?,
    })
}

pub(super) fn row(booked: &Booked, causes: &Causes) -> Row {
    let line = &booked.entry.line;
    Row { label: line.label.clone(), amount: line.amount.to_string(), causes: causes.of_line(booked) }
}

fn sum(billing: &Billing, booked: &[Booked]) -> Result<Amount> {
    let lines: Vec<&Line> = booked.iter().map(|booked| &booked.entry.line).collect();
    Ok(Amount::of(billing.price.currency(), lines).map_err(store::Error::from)?)
}

pub(super) fn said_sum(amount: Amount) -> Result<Sum> {
    let total = amount.total().map_err(store::Error::from)?;
    Ok(Sum { net: amount.net.to_string(), tax: amount.tax.to_string(), total: total.to_string() })
}

/// The closed invoices that have a number, the newest first.
async fn closed(conn: &mut Conn, account: AccountId, currency: Currency) -> Result<Vec<Closed>> {
    let sums = ledger::sums(conn, account, currency).await?;
    let mut closed = Vec::new();
    for invoice in invoices::list(conn, account).await? {
        if let (Some(number), Some(sum)) = (invoice.number, sums.get(&invoice.period.from)) {
            let total = sum.total().map_err(store::Error::from)?;
            closed.push(Closed {
                number,
                href: format!("/settings/billing/{}", invoice.period.from),
                period: invoice.period.to_string(),
                total: total.to_string(),
                state: state(&invoice, total.minor == 0),
            });
        }
    }
    Ok(closed)
}

/// Where an invoice stands.
pub(super) fn state(invoice: &Invoice, is_nothing: bool) -> Badge {
    match (invoice.closed_at, invoice.paid_at) {
        (None, _) => Badge::new(Kind::Accent, "clock", "Open"),
        (Some(_), Some(_)) => Badge::new(Kind::Good, "check", "Paid"),
        (Some(_), None) if is_nothing => Badge::new(Kind::Plain, "minus", "Nothing to be paid"),
        (Some(_), None) => Badge::new(Kind::Warn, "clock", "To be paid"),
    }
}

fn facts(billing: &Billing) -> Vec<(&'static str, String)> {
    let terms = billing.price.terms();
    let mut facts = vec![("Price", said::price(&billing.price))];
    if let Some(next) = &billing.next {
        facts.push(("From the next period", said::price(next)));
    }
    if terms.tax_ppm > 0 {
        facts.push(("Tax", said::tax(terms.tax_ppm)));
    }
    let committed = words::counted(terms.commitment.into(), "seat", "seats");
    facts.push(("Always paid for", committed));
    facts.push(("A seat counts", said::counting(billing.counting)));
    facts
}

/// What the next invoice begins with. `running` is the sum of the period that runs.
async fn next(conn: &mut Conn, who: &SignedIn, billing: &Billing, running: Amount) -> Result<Next> {
    let start = billing::next_start(conn, who.account_id(), who.times().micros()).await?;
    let start = start.ok_or(Error::NotFound)?;
    let amount = Amount::of(billing.price.currency(), &start.lines).map_err(store::Error::from)?;
    let total = amount.total().map_err(store::Error::from)?;
    let rest = running.total().map_err(store::Error::from)?;
    let tax = if amount.tax.minor == 0 { "" } else { ", with tax" };
    let per = if start.day == start.period.from {
        format!("a {}{tax}", billing.coming().terms().cycle)
    } else {
        format!("for {}{tax}", Period { from: start.day, to: start.period.to })
    };
    Ok(Next {
        day: start.day.strftime("%-d %B %Y").to_string(),
        seats: words::counted(start.paid.into(), "seat", "seats"),
        amount: total.to_string(),
        per,
        carried: (rest.minor < 0).then(|| rest.to_string()),
    })
}

fn cap(billing: &Billing, typed: Option<&Typed>) -> Cap {
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
        Some(Typed::Limit(typed, problem)) => (typed.clone(), Some(problem.clone())),
        _ => (most, None),
    };
    Cap { typed, currency: currency.to_string(), used, problem }
}
