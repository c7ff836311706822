//! The lines in which a workbook comes back, and the sheet made of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::super::{Limits, Reason, Refusal};
use crate::finding::Code;
use crate::sheet::{Format, Origin, Record, Rows, Sheet, SheetName, too_much};

/// Bytes of all cells.
const MOST_TEXT: usize = 1 << 26;

/// Cells with something wrong; the largest file with a broken formula in two columns has as many.
const MOST_MARKS: usize = 400_000;

/// One line of JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line<'a> {
    /// The first line: what kind of workbook it is, its sheets, which one follows, and what to know about the choice.
    Workbook { format: Format, sheets: Vec<SheetName>, sheet: String, warnings: Vec<String> },
    /// A row with a filled cell.
    #[serde(borrow)]
    Row(Row<'a>),
    /// The last line of a workbook that was read: how many rows went before, and what to know about the sheet.
    End { rows: u32, warnings: Vec<String> },
    /// The last line of a workbook that was not.
    Refused { code: Reason, text: String },
}

/// A row of the sheet.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row<'a> {
    /// As the spreadsheet numbers it.
    pub number: u32,
    /// As shown, up to the last filled one.
    #[serde(borrow)]
    pub cells: Vec<Cell<'a>>,
    /// What is wrong with a cell, by its index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<(u32, CellMark)>,
    /// Whether the spreadsheet does not show the row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

/// The text of a cell; borrowed from the line where JSON did not have to escape it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Cell<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CellMark {
    /// It shows an error of a formula.
    Error,
    /// It holds a number that has lost digits.
    Rounded,
}

impl CellMark {
    const fn code(self) -> Code {
        match self {
            Self::Error => Code::CellError,
            Self::Rounded => Code::NumberRounded,
        }
    }
}

/// What the first line said.
struct Head {
    format: Format,
    sheets: Vec<SheetName>,
    sheet: String,
}

/// Makes a sheet of the lines.
pub(super) struct LineReader {
    rows: Rows,
    text: String,
    head: Option<Head>,
    marks: usize,
    count: u32,
    last: u32,
    ended: bool,
}

impl LineReader {
    pub(super) fn new(header_row: Option<u32>, limits: &Limits) -> Self {
        let rows = Rows::new(Format::Xlsx, header_row, limits);
        let text = String::new();
        Self { rows, text, head: None, marks: 0, count: 0, last: 0, ended: false }
    }

    pub(super) fn line(&mut self, line: &[u8]) -> Result<(), Refusal> {
        let line: Line<'_> = serde_json::from_slice(line).map_err(|_| garbled())?;
        if self.ended {
            return Err(garbled());
        }
        match line {
            Line::Workbook { format, sheets, sheet, warnings } => {
                if !sheets.iter().any(|listed| listed.name == sheet) {
                    return Err(garbled());
                }
                self.warn(warnings);
                self.head = Some(Head { format, sheets, sheet });
                Ok(())
            }
            Line::Row(row) => self.row(&row),
            Line::End { rows, warnings } if rows == self.count => {
                self.warn(warnings);
                self.ended = true;
                Ok(())
            }
            Line::End { .. } => Err(garbled()),
            Line::Refused { code, text } => Err(code.because(text)),
        }
    }

    fn warn(&mut self, warnings: Vec<String>) {
        for warning in warnings {
            self.rows.warn(warning);
        }
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        if row.number <= self.last {
            return Err(garbled());
        }
        self.count += 1;
        self.last = row.number;
        let offset = self.text.len();
        for cell in &row.cells {
            self.text.push_str(&cell.0);
            self.rows.cell(self.text.len() as u32);
        }
        self.note(row);
        let text = self.text.as_bytes();
        let kept = self.rows.end(Record { number: row.number, line: None, offset: offset as u32, text })?;
        if kept.end > offset {
            self.marks += row.marks.len();
        }
        self.text.truncate(kept.end);
        self.text.drain(..kept.start);
        if self.text.len() > MOST_TEXT || self.marks > MOST_MARKS {
            return Err(too_much());
        }
        Ok(())
    }

    fn note(&mut self, row: &Row<'_>) {
        if row.hidden {
            self.rows.note(Code::RowHidden, String::new());
        }
        for (column, mark) in &row.marks {
            let cell = row.cells.get(*column as usize).map_or("", |cell| cell.0.as_ref());
            self.rows.note_at(*column, mark.code(), cell.to_owned());
        }
    }

    pub(super) fn finish(mut self) -> Result<Sheet, Refusal> {
        let Some(head) = self.head.filter(|_| self.ended) else { return Err(garbled()) };
        self.text.shrink_to_fit();
        let mut origin = Origin::new(head.format, None, None, Some(head.sheet));
        origin.sheets = head.sheets;
        self.rows.finish(self.text, origin)
    }
}

/// The lines stop early or make no sense, so the reader did not live to the end.
fn garbled() -> Refusal {
    Reason::WorkbookHostile.because(
        "The workbook could not be read to its end. Copy its cells into a new workbook, save that and use it.",
    )
}
