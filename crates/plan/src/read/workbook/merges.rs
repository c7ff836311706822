//! Merged cells: a header over two columns, or over two rows, and a cell over several people.
//!
//! Of headers only what is certain is put together: one row of headers with cells merged down into the next, which holds
//! nothing but the words under the cells merged across. What a cell merged down says is read for each of its rows that
//! has something of its own, as the spreadsheet shows it. Everything else is read as it stands, and merged cells are said:
//! of a name merged across within a person's row nobody can tell which part of it belongs into which column.

use super::super::{Limits, Refusal};
use super::remarks::Remarks;
use super::row::{Filling, Span};
use crate::matching::named_fields;

/// Names of columns are short, and have fewer digits than this.
const MOST_NAME: usize = 60;
const DIGITS: usize = 7;

/// Rows in which a header is looked for.
const TOP: u32 = 64;

/// Looks at rows as they come, and holds one back where the next says what it is.
#[derive(Debug)]
pub(super) struct Merges {
    held: Option<Filling>,
    /// Cells that go on into the rows below, and what they say; one for a column at the most.
    down: Vec<(Span, String)>,
    /// Whether the header has gone by, so that people follow.
    headed: bool,
    limits: Limits,
}

impl Merges {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { held: None, down: Vec::new(), headed: false, limits: limits.clone() }
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
                self.headed = true;
                self.join(&upper, row);
                remarks.joined = Some((upper.number, row.number));
                return out(row, remarks);
            }
            self.fill(&mut upper, Some(row), remarks);
            out(&upper, remarks)?;
        }
        self.fill_down(row, remarks);
        if row.number <= TOP && row.spans.iter().any(is_across) && !is_title(row) && self.may_be_header(row) {
            self.held = Some(row.clone());
            return Ok(());
        }
        self.headed |= row.number <= TOP && !self.headed && (is_header(row) || is_of_somebody(row));
        if !is_title(row) {
            for span in std::mem::take(&mut row.spans) {
                self.see(span, row, remarks);
            }
        }
        out(row, remarks)
    }

    /// Writes what cells merged down from above say into a row that has something of its own.
    fn fill_down(&mut self, row: &mut Filling, remarks: &mut Remarks) {
        if self.down.is_empty() || !row.is_filled() {
            return;
        }
        self.down.retain(|(span, _)| span.last_row >= row.number);
        for (span, text) in &self.down {
            if row.cell(span.from).trim().is_empty() {
                row.set(span.from, text, &self.limits);
                remarks.fill_down((row.number, span.from));
            }
        }
    }

    /// Remembers a merged cell of a row that goes down; of any other it is said that only its first cell was read. The
    /// names of columns stand over nobody's cells.
    fn see(&mut self, span: Span, row: &Filling, remarks: &mut Remarks) {
        let text = row.cell(span.from);
        if text.trim().is_empty() || span.from >= self.limits.columns {
            return;
        }
        if is_across(&span) || span.last_row <= row.number || is_header(row) {
            return remarks.merge((row.number, span.from));
        }
        self.down.retain(|(other, _)| other.from != span.from);
        self.down.push((span, text.to_owned()));
    }

    /// Whether a row may be one of the header: it is above the people, or one that names columns again.
    fn may_be_header(&self, row: &Filling) -> bool {
        !is_of_somebody(row) && (!self.headed || is_header(row))
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
    fn fill(&mut self, row: &mut Filling, below: Option<&Filling>, remarks: &mut Remarks) {
        self.headed |= is_header(row);
        if below.is_some_and(|below| names(below) > names(row)) {
            return;
        }
        for span in std::mem::take(&mut row.spans) {
            if is_across(&span) && span.last_row == row.number {
                let text = row.cell(span.from).to_owned();
                self.columns(&span).for_each(|column| row.set(column, &text, &self.limits));
            } else {
                self.see(span, row, remarks);
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

/// Whether a row names columns.
fn is_header(row: &Filling) -> bool {
    names(row) > 1
}

/// How many fields the short cells of a row name.
fn names(row: &Filling) -> i32 {
    let short = row.cells().iter().filter(|cell| cell.len() <= MOST_NAME);
    named_fields(&short.cloned().collect::<Vec<_>>())
}

/// Whether a row has an address or a number as long as a phone's. Titles may have one beside hardly anything else.
fn is_of_somebody(row: &Filling) -> bool {
    let digits = |cell: &String| cell.bytes().filter(u8::is_ascii_digit).count();
    let filled = row.cells().iter().filter(|cell| !cell.trim().is_empty()).count();
    filled > 2 && row.cells().iter().any(|cell| cell.contains('@') || digits(cell) >= DIGITS)
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
