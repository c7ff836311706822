//! Which name comes first in a column of full names, and what comes of it.

use plan::field::Field;
use plan::mapping::NameOrder;
use plan::plan::Plan;

use super::page::{NameSample, Names, Pick};
use super::wish::ORDERS;

/// So many full names are shown taken apart, out of so many rows.
const SAMPLES: usize = 3;
const SAMPLE_ROWS: u32 = 200;

/// Which name comes first, where a column holds both.
pub fn names(plan: &Plan) -> Option<Names> {
    let mapping = plan.draft().mapping();
    let column = mapping.columns.get(mapping.column_of(Field::FullName)? as usize)?;
    let orders = ORDERS.iter().map(|(key, label, order)| Pick {
        value: (*key).to_owned(),
        label: if order.is_none() { as_found(mapping.names_by_header) } else { (*label).to_owned() },
        chosen: mapping.names == *order,
    });
    let samples = (0..SAMPLE_ROWS.min(plan.sheet().len() as u32)).filter_map(|row| sample(plan, row));
    Some(Names {
        column: column.header.trim().to_owned(),
        orders: orders.collect(),
        samples: samples.take(SAMPLES).collect(),
    })
}

/// The words for leaving it to be found, with what the header of the column says.
fn as_found(by_header: Option<NameOrder>) -> String {
    let label =
        |wanted| ORDERS.iter().find(|(_, _, order)| *order == wanted).map_or("", |(_, label, _)| label);
    let found = label(None);
    by_header.map_or_else(|| found.to_owned(), |order| format!("{found}: {}", label(Some(order))))
}

/// A full name of several words, taken apart; one of a single word shows nothing.
fn sample(plan: &Plan, row: u32) -> Option<NameSample> {
    let cell = plan.draft().cell(row, Field::FullName).text.trim().to_owned();
    let (first, last) = plan.draft().names(row);
    let both = !first.is_empty() && !last.is_empty() && !cell.is_empty();
    both.then(|| NameSample { cell, first: first.to_owned(), last: last.to_owned() })
}
