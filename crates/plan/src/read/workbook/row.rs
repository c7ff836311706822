//! A row of a workbook while its cells are read, whatever kind of workbook it is.

use super::super::{Limits, Reason, Refusal, grouped};
use super::lines::CellMark;
use super::number::Shown;
use super::remarks::Remarks;

/// Bytes of all cells of a row.
const MOST_ROW: usize = 4_000_000;

/// The row whose cells are being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filling {
    /// As the spreadsheet numbers it.
    pub number: u32,
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
    /// The cells of this row and, behind `width`, room that rows before have made.
    cells: Vec<String>,
    width: usize,
    bytes: usize,
    /// What is wrong with single cells.
    pub marks: Vec<(u32, CellMark)>,
    /// Merged cells that begin in this row.
    pub spans: Vec<Span>,
}

/// Cells that are merged: the columns and the last row that the first of them covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: u32,
    pub to: u32,
    pub last_row: u32,
}

/// What a cell holds beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Text, a date or a truth.
    Text,
    /// A number.
    Number(Shown),
    /// An error of a formula.
    Error,
}

impl Filling {
    /// Begins another row.
    pub(super) fn begin(&mut self, number: u32, hidden: bool) {
        self.cells.iter_mut().take(self.width).for_each(String::clear);
        self.marks.clear();
        self.spans.clear();
        (self.number, self.hidden, self.width, self.bytes) = (number, hidden, 0, 0);
    }

    /// Puts the text of a cell in its place. A cell without text is none.
    pub(super) fn put(
        &mut self,
        column: u32,
        text: &str,
        holds: Holds,
        limits: &Limits,
        remarks: &mut Remarks,
    ) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        self.check(column, text, limits)?;
        let place = column as usize;
        if self.width <= place {
            self.width = place + 1;
        }
        if self.cells.len() < self.width {
            self.cells.resize(self.width, String::new());
        }
        if let Some(cell) = self.cells.get_mut(place) {
            self.bytes += text.len();
            cell.clear();
            cell.push_str(text);
        }
        if let Some(mark) = remarks.cell((self.number, column), text, holds) {
            self.marks.push((column, mark));
        }
        Ok(())
    }

    fn check(&self, column: u32, text: &str, limits: &Limits) -> Result<(), Refusal> {
        if column >= limits.columns {
            return Err(Reason::ColumnsTooMany.because(format!(
                "Row {} has a cell in column {}; at most {} columns are read. Delete the columns that are not needed.",
                self.number,
                grouped(u64::from(column) + 1),
                limits.columns
            )));
        }
        if text.len() > limits.cell as usize || self.bytes + text.len() > MOST_ROW {
            return Err(Reason::CellTooLong.because(format!(
                "Row {} has a cell, or cells together, longer than any table of people needs: {} bytes a cell are read. \
                 Shorten it and use the file again.",
                self.number,
                grouped(limits.cell.into())
            )));
        }
        Ok(())
    }

    /// The cells up to the last filled one.
    pub(super) fn cells(&self) -> &[String] {
        self.cells.get(..self.width).unwrap_or_default()
    }

    /// A cell, blank where the row has none.
    pub(super) fn cell(&self, column: u32) -> &str {
        self.cells().get(column as usize).map_or("", String::as_str)
    }

    /// Sets a cell that is no more than columns are read.
    pub(super) fn set(&mut self, column: u32, text: &str, limits: &Limits) {
        if column >= limits.columns || text.is_empty() {
            return;
        }
        self.width = self.width.max(column as usize + 1);
        if self.cells.len() < self.width {
            self.cells.resize(self.width, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column as usize) {
            text.clone_into(cell);
        }
    }

    /// Whether a cell is filled.
    pub(super) fn is_filled(&self) -> bool {
        self.cells().iter().any(|cell| !cell.trim().is_empty())
    }
}
