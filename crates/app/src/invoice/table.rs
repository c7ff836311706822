//! An invoice as a table: a line each, amounts as decimal numbers.

use super::{Invoice, Item};
use crate::amount;

/// The titles of the columns.
pub const HEADER: [&str; 12] = [
    "Line", "Kind", "From", "To", "Seats", "Amount", "Tax", "Currency", "Import", "Person", "Cause",
    "Written",
];

/// The rows, in the order of the lines.
pub fn rows(invoice: &Invoice) -> Vec<Vec<String>> {
    invoice.lines.iter().map(row).collect()
}

fn row(item: &Item) -> Vec<String> {
    let (line, cause) = (&item.booked.entry.line, item.booked.cause);
    let last = line.days.to.yesterday().unwrap_or(line.days.to).max(line.days.from);
    vec![
        line.label.clone(),
        line.kind.label().to_owned(),
        line.days.from.to_string(),
        last.to_string(),
        line.seats.to_string(),
        amount::plain(line.amount),
        amount::plain(line.tax),
        line.amount.currency.to_string(),
        cause.import.map_or_else(String::new, |import| import.to_string()),
        cause.user.map_or_else(String::new, |user| user.to_string()),
        item.cause.clone().unwrap_or_default(),
        item.day.to_string(),
    ]
}
