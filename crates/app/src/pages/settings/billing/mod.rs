//! Billing: what the seats of the account cost, what was charged, and what an Admin lets imports spend.

mod build;
mod changes;
mod chart;
mod counting;
mod handlers;
mod invoice;
pub mod payment;
mod said;

use askama::Template;

pub(crate) use self::changes::said_of as said_of_change;
pub(super) use self::changes::show as show_changes;
pub use self::changes::{Changed, ChangesPage};
pub use self::chart::Chart;
pub use self::counting::CountingForm;
pub(super) use self::handlers::{change_buying, change_cap, change_counting, show};
pub use self::invoice::InvoicePage;
pub(super) use self::invoice::{csv, pdf, show as show_invoice};
pub use self::payment::{OutPage, Payment};
use super::Section;
use crate::invoice::causes::Said;
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
    /// Who collects, where somebody does.
    pub payment: Option<Payment>,
    /// Whether imports buy seats.
    pub may_buy: bool,
    /// The newest changes of the billing.
    pub changes: Vec<Changed>,
    /// Where the older ones are, if there are any.
    pub older: Option<String>,
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
    /// What the next invoice begins with.
    pub next: Next,
    /// The limit of imports.
    pub cap: Cap,
    /// From when on somebody takes a seat.
    pub counting: CountingForm,
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
    /// What caused it.
    pub causes: Vec<Said>,
}

/// What the next invoice begins with, as things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The day on which its period begins.
    pub day: String,
    /// `52 seats`.
    pub seats: String,
    /// What these cost for it, with tax.
    pub amount: String,
    /// `a quarter`, or the days where it is a part of one; with tax or without any.
    pub per: String,
    /// What of this period is given back by it, if anything is.
    pub carried: Option<String>,
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
