//! Merged cells at the head of a table: a header over two columns, or over two rows.
//!
//! Only what is certain is put together: one row of headers with cells merged down into the next, which holds nothing but
//! the words under the cells merged across. Everything else is read as it stands, and merged cells are said.

use super::super::{Limits, Refusal};
use super::remarks::Remarks;
use super::row::{Filling, Span};
use crate::matching::named_fields;

/// Rows in which a header is looked for.
const TOP: u32 = 64;

/// Looks at rows as they come, and holds one back where the next says what it is.
#[derive(Debug)]
pub(super) struct Merges {
    held: Option<Filling>,
    limits: Limits,
}

impl Merges {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { held: None, limits: limits.clone() }
    }

    /// Takes a row; hands on what is ready.
    pub(super) fn row<E: From<Refusal>>(
        &mut self,
        row: &mut Filling,
        remarks: &mut Remarks,
        out: &mut dyn FnMut(&Filling, &mut Remarks) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(mut upper) = self.held.take() {
            if is_under(&upper, row) {
                self.join(&upper, row);
                remarks.joined = Some((upper.number, row.number));
                return out(row, remarks);
            }
            self.fill(&mut upper, Some(row), remarks);
            out(&upper, remarks)?;
        }
        if row.number <= TOP && row.spans.iter().any(is_across) && !is_title(row) {
            self.held = Some(row.clone());
            return Ok(());
        }
        if !is_title(row) {
            for span in row.spans.iter().filter(|span| !row.cell(span.from).trim().is_empty()) {
                remarks.merge((row.number, span.from));
            }
        }
        out(row, remarks)
    }

    /// Hands on the row that is still held.
    pub(super) fn end<E: From<Refusal>>(
        &mut self,
        remarks: &mut Remarks,
        out: &mut dyn FnMut(&Filling, &mut Remarks) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(mut row) = self.held.take() else { return Ok(()) };
        self.fill(&mut row, None, remarks);
        out(&row, remarks)
    }

    /// Writes what a cell merged across says over all its columns, unless the row below is the better header.
    fn fill(&self, row: &mut Filling, below: Option<&Filling>, remarks: &mut Remarks) {
        if below.is_some_and(|below| named_fields(below.cells()) > named_fields(row.cells())) {
            return;
        }
        for span in std::mem::take(&mut row.spans) {
            let text = row.cell(span.from).to_owned();
            if is_across(&span) && span.last_row == row.number {
                self.columns(&span).for_each(|column| row.set(column, &text, &self.limits));
            } else if !text.trim().is_empty() {
                remarks.merge((row.number, span.from));
            }
        }
    }

    /// The columns of merged cells, as far as columns are read: a file can name any.
    fn columns(&self, span: &Span) -> impl Iterator<Item = u32> + use<> {
        span.from..=span.to.min(self.limits.columns)
    }

    /// Puts the words of both rows together in the lower one.
    fn join(&self, upper: &Filling, lower: &mut Filling) {
        for span in &upper.spans {
            let over = upper.cell(span.from).trim();
            for column in self.columns(span) {
                let text = [over, lower.cell(column).trim()].join(" ");
                lower.set(column, text.trim(), &self.limits);
            }
        }
        lower.spans.clear();
    }
}

/// Whether merged cells go over several columns.
const fn is_across(span: &Span) -> bool {
    span.to > span.from
}

/// Whether the row is one cell merged across: a title and no header.
fn is_title(row: &Filling) -> bool {
    row.spans.iter().any(is_across) && row.cells().iter().filter(|cell| !cell.trim().is_empty()).count() == 1
}

/// Whether the lower row holds nothing but the words under the cells of the upper one that are merged across, while all
/// others of the upper row are merged down into the lower.
fn is_under(upper: &Filling, lower: &Filling) -> bool {
    let span_at = |column: u32| upper.spans.iter().find(|span| (span.from..=span.to).contains(&column));
    let columns = upper.cells().len().max(lower.cells().len()) as u32;
    let fits = (0..columns).all(|column| {
        let filled = |row: &Filling| !row.cell(column).trim().is_empty();
        match span_at(column) {
            Some(span) if is_across(span) => span.last_row == upper.number && filled(lower),
            Some(span) => span.last_row == lower.number && !filled(lower),
            None => !filled(upper) && !filled(lower),
        }
    });
    fits && lower.number == upper.number + 1 && upper.spans.iter().any(|span| !is_across(span))
}
