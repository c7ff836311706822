//! What somebody says about columns, and which column may be meant where a needed field is open.

use std::fmt::Write as _;

use plan::field::Field;
use plan::mapping::{Mapping, MappingFile, NameOrder};
use plan::plan::Plan;
use plan::value::email::parse_email;
use plan::value::phone::PhoneReader;
use plan::value::role::parse_role;
use serde::Deserialize;

use crate::pages::wizard::text::plural;
use crate::pages::words;

/// So many rows are looked at to find a column for an open field.
const MOST_ROWS: u32 = 5000;

/// The form of a column.
#[derive(Clone, Debug, Deserialize)]
pub struct ColumnForm {
    /// 0 for the first column.
    pub column: u32,
    /// The field's key; empty for a column that is not imported.
    #[serde(default)]
    pub field: String,
}

/// The form of one value for everybody.
#[derive(Clone, Debug, Deserialize)]
pub struct ConstantForm {
    /// The field's key.
    pub field: String,
    /// The value; empty for none.
    #[serde(default)]
    pub value: String,
}

/// The form of the order of names.
#[derive(Clone, Debug, Deserialize)]
pub struct NamesForm {
    /// The key of an order; anything else leaves it to be found.
    #[serde(default)]
    pub names: String,
}

/// The orders of names that can be chosen, with the words for them.
pub const ORDERS: [(&str, &str, Option<NameOrder>); 3] = [
    ("", "As found", None),
    ("first_last", "First Last", Some(NameOrder::FirstLast)),
    ("last_first", "Last First", Some(NameOrder::LastFirst)),
];

/// The wish after somebody chose which name comes first.
pub fn with_names(wish: &MappingFile, form: &NamesForm) -> MappingFile {
    let names = ORDERS.iter().find(|order| order.0 == form.names).and_then(|order| order.2);
    MappingFile { names, ..wish.clone() }
}

/// The wish after somebody chose where a column goes. The column that fed the field before feeds nothing any more, but
/// for a field that takes several, and one value for everybody gives way.
pub fn with_column(wish: &MappingFile, mapping: &Mapping, form: &ColumnForm) -> MappingFile {
    let field = Field::from_key(&form.field);
    let mut wish = wish.clone();
    if form.column as usize >= mapping.columns.len() {
        return wish;
    }
    for other in mapping.columns.iter().filter(|column| column.index != form.column) {
        if field.is_some() && other.field == field {
            // What shares a field says so itself: a column that was only found gives way to one that is chosen.
            let shares = field.is_some_and(Field::takes_columns);
            wish.columns.insert(other.index, field.filter(|_| shares));
        }
    }
    if let Some(field) = field {
        wish.constants.remove(&field);
    }
    wish.columns.insert(form.column, field);
    wish
}

/// The wish after somebody chose one value for everybody, or none; a value that is not one of the field's is no choice.
pub fn with_constant(wish: &MappingFile, plan: &Plan, form: &ConstantForm) -> MappingFile {
    let mut wish = wish.clone();
    let Some(field) = Field::from_key(&form.field).filter(|field| field.takes_constant()) else {
        return wish;
    };
    if form.value.is_empty() {
        wish.constants.remove(&field);
    } else if plan.values(field).contains(&form.value) {
        wish.constants.insert(field, form.value.clone());
    }
    wish
}

/// A column that may be meant for an open field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// 0 for the first column.
    pub column: u32,
    /// Its header.
    pub header: String,
    /// The field.
    pub field: Field,
    /// Rows whose cell reads as the field.
    pub right: u32,
    /// Rows whose cell is filled.
    pub filled: u32,
    /// The rows looked at.
    pub rows: u32,
    /// The cell that stands most often among those that do not read, and its rows.
    pub wrong: Option<(String, u32)>,
}

impl Fitting {
    /// What the page says above the columns.
    pub fn sentence(&self) -> String {
        let mut text = format!(
            "{} looks right for {} of {}.",
            self.header,
            words::count(u64::from(self.right)),
            plural(self.rows, "row", "rows")
        );
        if let Some((value, rows)) = &self.wrong {
            let _ =
                write!(text, " “{value}” ({}) is asked for on the next page.", plural(*rows, "row", "rows"));
        }
        text
    }

    /// The reason beside the column.
    pub fn why(&self) -> String {
        let right = format!(
            "{} of its {} read as {}",
            words::count(u64::from(self.right)),
            plural(self.filled, "cell", "cells"),
            self.word()
        );
        match &self.wrong {
            Some((value, _)) => format!("{right}; “{value}” does not."),
            None => format!("{right}."),
        }
    }

    const fn word(&self) -> &'static str {
        match self.field {
            Field::Email => "addresses",
            Field::Phone => "phone numbers",
            _ => "roles",
        }
    }
}

/// The column without a field of which most cells read as the field; nothing where none does, or where any text would.
pub fn fitting(plan: &Plan, field: Field) -> Option<Fitting> {
    let phones = PhoneReader::new(&plan.draft().facts().country);
    let reads = |text: &str| match field {
        Field::Email => parse_email(text).is_ok(),
        Field::Phone => phones.parse(text).is_ok(),
        Field::Role => parse_role(text).is_some(),
        _ => false,
    };
    let free = plan.draft().mapping().columns.iter().filter(|column| column.field.is_none());
    free.filter_map(|column| judge(plan, column.index, column.header.trim(), field, &reads)).max_by_key(
        |one| (u64::from(one.right) * 1000 / u64::from(one.filled), std::cmp::Reverse(one.column)),
    )
}

fn judge(
    plan: &Plan,
    column: u32,
    header: &str,
    field: Field,
    reads: &dyn Fn(&str) -> bool,
) -> Option<Fitting> {
    let sheet = plan.sheet();
    let rows = MOST_ROWS.min(sheet.len() as u32);
    let (mut right, mut filled) = (0, 0);
    let mut wrong: Vec<(String, u32)> = Vec::new();
    for row in 0..rows {
        let cell = sheet.cell(row, column).trim();
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        if reads(cell) {
            right += 1;
        } else if let Some((_, count)) = wrong.iter_mut().find(|(known, _)| known == cell) {
            *count += 1;
        } else if wrong.len() < 50 {
            wrong.push((cell.to_owned(), 1));
        }
    }
    (right * 2 > filled).then(|| Fitting {
        column,
        header: header.to_owned(),
        field,
        right,
        filled,
        rows,
        wrong: wrong.into_iter().max_by_key(|(_, count)| *count),
    })
}
