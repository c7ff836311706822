//! People of the file whom a column that is not imported calls gone: terminated, inactive, with a last day that has passed, or
//! not to be invited.

use rustc_hash::FxHashMap;

use super::text::Texts;
use crate::finding::Code;
use crate::mapping::Mapping;
use crate::matching::Tell;
use crate::sheet::Sheet;
use crate::snapshot::Facts;
use crate::subject::users::row::Mark;

/// So many rows show whether a column says the same of nearly everybody; of fewer than these it cannot be told.
const MOST_ASKED: u32 = 1000;
const FEWEST_ROWS: u32 = 5;

/// Nearly everybody: so many of so many.
const NEARLY_ALL: (u32, u32) = (4, 5);

/// What the columns of a sheet that are not imported say of who has left.
pub(super) struct Gone<'a> {
    sheet: &'a Sheet,
    today: &'a str,
    columns: Vec<(u32, &'a str, Tell)>,
    /// What was read before; such columns hold few different texts.
    known: FxHashMap<(Tell, &'a str), bool>,
}

impl<'a> Gone<'a> {
    pub(super) fn new(sheet: &'a Sheet, mapping: &'a Mapping, facts: &'a Facts) -> Self {
        let free = mapping.columns.iter().filter(|column| column.field.is_none());
        let others = || mapping.columns.iter().map(|column| column.header.as_str());
        let columns = free.filter_map(|column| {
            let header = column.header.trim();
            let tell = Tell::of_header(header)?;
            (!Tell::is_of_something_else(header, others())).then_some((column.index, header, tell))
        });
        let columns = columns.collect();
        let mut gone = Self { sheet, today: &facts.today, columns, known: FxHashMap::default() };
        let few: Vec<_> = gone.columns.iter().copied().filter(|column| gone.is_of_few(column)).collect();
        gone.columns = few;
        gone
    }

    /// Whether a column does not say the same of nearly everybody, which would say nothing of anybody.
    fn is_of_few(&self, (column, _, tell): &(u32, &str, Tell)) -> bool {
        let rows = (self.sheet.len() as u32).min(MOST_ASKED);
        if !tell.is_of_few() || rows < FEWEST_ROWS {
            return true;
        }
        let says = |row: &u32| tell.says_gone(self.sheet.cell(*row, *column).trim(), self.today);
        let gone = (0..rows).filter(says).count() as u32;
        gone * NEARLY_ALL.1 < rows * NEARLY_ALL.0
    }

    /// The mark of a row by the first column that says it: of a word its text and the header, of a day the header alone.
    pub(super) fn mark(&mut self, row: u32, texts: &mut Texts) -> Option<Mark> {
        let (sheet, today, known) = (self.sheet, self.today, &mut self.known);
        let gone = |(column, _, tell): &&(u32, &str, Tell)| {
            let cell = sheet.cell(row, *column).trim();
            !cell.is_empty() && *known.entry((*tell, cell)).or_insert_with(|| tell.says_gone(cell, today))
        };
        let (column, header, tell) = *self.columns.iter().find(gone)?;
        let (value, other) = match tell {
            Tell::LastDay => (header, ""),
            _ => (sheet.cell(row, column).trim(), header),
        };
        let (value, other) = (texts.number(value), texts.number(other));
        Some(Mark { row, code: Code::PersonGone, field: None, value, other })
    }
}
