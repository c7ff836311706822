//! Billing: what the seats of the account cost, what was charged, and what an Admin lets imports spend.

mod build;
mod chart;
mod handlers;
mod invoice;

use askama::Template;

pub use self::chart::{Chart, Level, Tick};
pub(super) use self::handlers::{change_buying, change_cap, show};
pub use self::invoice::InvoicePage;
pub(super) use self::invoice::{csv, show as show_invoice};
use super::Section;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Bar};

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/billing.html")]
pub struct BillingPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Paid and used seats as a sentence.
    pub seats: String,
    /// The same as a bar.
    pub bar: Bar,
    /// Seats paid for over the last year.
    pub chart: Chart,
    /// What a seat costs; `None` without a price.
    pub plan: Option<Plan>,
    /// Whether imports buy seats.
    pub may_buy: bool,
}

/// What a seat costs and what was charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What the plan says, a word and its meaning each.
    pub facts: Vec<(&'static str, String)>,
    /// The period that runs, in words.
    pub period: String,
    /// The lines of its invoice so far.
    pub lines: Vec<Row>,
    /// Their sum.
    pub sum: Sum,
    /// What the next period costs, and from when on, in a sentence.
    pub next: String,
    /// The limit of imports.
    pub cap: Cap,
    /// Closed invoices, the newest first.
    pub invoices: Vec<Closed>,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is for.
    pub label: String,
    /// The amount before tax.
    pub amount: String,
    /// What caused it, and its page.
    pub cause: Option<(String, String)>,
}

/// The sum of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Before tax.
    pub net: String,
    /// The tax.
    pub tax: String,
    /// Together.
    pub total: String,
}

/// What imports may charge in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// What stands in the field; blank without a limit.
    pub typed: String,
    /// The currency.
    pub currency: String,
    /// What this month has used, in a sentence; blank without a limit.
    pub used: String,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// A closed invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its number.
    pub number: u32,
    /// Its page.
    pub href: String,
    /// Its period.
    pub period: String,
    /// What is to be paid.
    pub total: String,
    /// Whether it is paid.
    pub state: Badge,
}

impl BillingPage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::Billing.tabs()
    }
}
