//! People of the file whom a column that is not imported calls gone: terminated, inactive, with a last day that has passed.

use rustc_hash::FxHashMap;

use super::text::Texts;
use crate::finding::Code;
use crate::mapping::Mapping;
use crate::matching::Tell;
use crate::sheet::Sheet;
use crate::snapshot::Facts;
use crate::subject::users::row::Mark;

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
        let columns = free.filter_map(|column| {
            let header = column.header.trim();
            Some((column.index, header, Tell::of_header(header)?))
        });
        Self { sheet, today: &facts.today, columns: columns.collect(), known: FxHashMap::default() }
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
            Tell::Status | Tell::No | Tell::Yes => (sheet.cell(row, column).trim(), header),
        };
        let (value, other) = (texts.number(value), texts.number(other));
        Some(Mark { row, code: Code::PersonGone, field: None, value, other })
    }
}
