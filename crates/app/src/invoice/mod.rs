//! An invoice as something to keep: what it says, as a table and as a PDF. The panel and the command line give the same.
//!
//! The same invoice is the same bytes, whenever it is asked for. Start at [`Invoice::read`].

pub mod causes;
pub mod pdf;
pub mod table;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use plan::billing::{Amount, Currency, Line};
use store::accounts::Account;
use store::billing::invoices;
use store::billing::ledger::{self, Booked};
use store::{AccountId, Conn, Micros, Result};

use self::causes::Causes;
use crate::pages::times::Times;

/// What an invoice says.
#[derive(Clone, Debug)]
pub struct Invoice {
    /// The company.
    pub company: String,
    /// The invoice's row.
    pub of: invoices::Invoice,
    /// Its lines, in the order of the ledger.
    pub lines: Vec<Item>,
    /// Their sum.
    pub sum: Amount,
    /// The day on which it was closed.
    pub closed: Option<Date>,
    /// The day on which it was paid.
    pub paid: Option<Date>,
}

/// A line, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Item {
    /// The line as the ledger has it.
    pub booked: Booked,
    /// What caused it, in words; nothing at a period's start.
    pub cause: Option<String>,
    /// The day on which it was written.
    pub day: Date,
}

impl Invoice {
    /// The invoice of the period that begins on a day. Not found where no such period was begun.
    pub async fn read(conn: &mut Conn, account: &Account, from: Date) -> Result<Self> {
        let of = invoices::get(conn, account.id, from).await?;
        let lines = ledger::of_period(conn, account.id, from).await?;
        let zone = TimeZone::get(&account.settings.time_zone).unwrap_or(TimeZone::UTC);
        Ok(Self {
            company: account.name.clone(),
            of,
            sum: sum(account, &lines)?,
            lines: items(conn, account.id, lines, &zone).await?,
            closed: of.closed_at.map(|at| day(at, &zone)),
            paid: of.paid_at.map(|at| day(at, &zone)),
        })
    }

    /// `Invoice 3`; before it is closed, what it is so far.
    pub fn title(&self) -> String {
        match (self.of.number, self.of.closed_at) {
            (Some(number), _) => format!("Invoice {number}"),
            (None, None) => "This period so far".to_owned(),
            (None, Some(_)) => "A period without a charge".to_owned(),
        }
    }

    /// Where it stands: `Paid on 3 April 2026`.
    pub fn state(&self) -> String {
        match (self.closed, self.paid) {
            (None, _) => format!("Open until {}", said(self.of.period.to)),
            (Some(_), Some(day)) => format!("Paid on {}", said(day)),
            (Some(_), None) if self.is_nothing() => "Nothing to be paid".to_owned(),
            (Some(_), None) => "To be paid".to_owned(),
        }
    }

    /// Whether it comes to nothing.
    pub fn is_nothing(&self) -> bool {
        self.sum.total().is_ok_and(|total| total.minor == 0)
    }

    /// The name of a file of it, without an ending.
    pub fn file_name(&self) -> String {
        format!("invoice-{}", self.of.period.from)
    }
}

fn sum(account: &Account, lines: &[Booked]) -> Result<Amount> {
    let lines: Vec<&Line> = lines.iter().map(|booked| &booked.entry.line).collect();
    let currency = Currency::parse(&account.settings.currency)?;
    Ok(Amount::of(currency, lines)?)
}

async fn items(
    conn: &mut Conn,
    account: AccountId,
    lines: Vec<Booked>,
    zone: &TimeZone,
) -> Result<Vec<Item>> {
    let causes = Causes::of(conn, account, &lines).await?;
    let item = |booked: Booked| {
        let cause = causes.in_words(&booked);
        Item { cause, day: day(booked.at, zone), booked }
    };
    Ok(lines.into_iter().map(item).collect())
}

fn day(at: Micros, zone: &TimeZone) -> Date {
    zone.to_datetime(Times::of(at)).date()
}

/// A day as people read it.
pub fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
