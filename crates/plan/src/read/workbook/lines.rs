//! The lines in which a workbook comes back, and the sheet made of them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::super::{Limits, MOST_BYTES, Reason, Refusal};
use crate::sheet::{Format, Origin, Record, Rows, Sheet};

/// One line of JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line<'a> {
    /// The first line: the sheets of the workbook, which one follows, and what to know about the file.
    Workbook { sheets: Vec<Listed>, sheet: String, warnings: Vec<String> },
    /// A row with a filled cell.
    #[serde(borrow)]
    Row(Row<'a>),
    /// The last line of a workbook that was read: how many rows went before.
    End { rows: u32 },
    /// The last line of a workbook that was not.
    Refused { code: Reason, text: String },
}

/// A sheet of the workbook.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    pub name: String,
    pub visible: bool,
}

/// A row of the sheet.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row<'a> {
    /// As the spreadsheet numbers it.
    pub number: u32,
    /// As shown, up to the last filled one.
    #[serde(borrow)]
    pub cells: Vec<Cell<'a>>,
    /// The type of a cell whose text and value differ, by its index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<(u32, CellKind)>,
}

/// The text of a cell; borrowed from the line where JSON did not have to escape it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Cell<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// What a cell is whose text and value differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CellKind {
    Bool,
    Date,
    Error,
}

/// Makes a sheet of the lines.
pub(super) struct LineReader {
    rows: Rows,
    text: String,
    sheet: Option<String>,
    count: u32,
    last: u32,
    errors: u32,
    ended: bool,
}

impl LineReader {
    pub(super) fn new(header_row: Option<u32>, limits: &Limits) -> Self {
        let rows = Rows::new(Format::Xlsx, header_row, limits);
        Self { rows, text: String::new(), sheet: None, count: 0, last: 0, errors: 0, ended: false }
    }

    pub(super) fn line(&mut self, line: &[u8]) -> Result<(), Refusal> {
        let line: Line<'_> = serde_json::from_slice(line).map_err(|_| garbled())?;
        if self.ended {
            return Err(garbled());
        }
        match line {
            Line::Workbook { sheets, sheet, warnings } => {
                if !sheets.iter().any(|listed| listed.name == sheet) {
                    return Err(garbled());
                }
                for warning in warnings {
                    self.rows.warn(warning);
                }
                self.sheet = Some(sheet);
                Ok(())
            }
            Line::Row(row) => self.row(&row),
            Line::End { rows } if rows == self.count => {
                self.ended = true;
                Ok(())
            }
            Line::End { .. } => Err(garbled()),
            Line::Refused { code, text } => Err(code.because(text)),
        }
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        if row.number <= self.last {
            return Err(garbled());
        }
        self.count += 1;
        self.last = row.number;
        self.errors += row.kinds.iter().filter(|(_, kind)| *kind == CellKind::Error).count() as u32;
        let offset = self.text.len();
        for cell in &row.cells {
            self.text.push_str(&cell.0);
            if self.text.len() as u64 > MOST_BYTES {
                return Err(Reason::FileTooLarge.because("The cells take more than 4 GB. Split the file."));
            }
            self.rows.cell(self.text.len() as u32);
        }
        let text = self.text.as_bytes().get(offset..).unwrap_or_default();
        if !self.rows.end(Record { number: row.number, line: None, offset: offset as u32, text })? {
            self.text.truncate(offset);
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Sheet, Refusal> {
        if !self.ended {
            return Err(garbled());
        }
        if self.errors > 0 {
            let (cells, show) = if self.errors == 1 { ("1 cell", "shows") } else { ("cells", "show") };
            let count = if self.errors == 1 { String::new() } else { format!("{} ", self.errors) };
            self.rows.warn(format!("{count}{cells} {show} an error of a formula, such as #N/A."));
        }
        self.text.shrink_to_fit();
        self.rows.finish(self.text, Origin::new(Format::Xlsx, None, None, self.sheet))
    }
}

/// The lines stop early or make no sense, so the reader did not live to the end.
fn garbled() -> Refusal {
    Reason::WorkbookHostile.because(
        "The workbook could not be read to its end. Copy its cells into a new workbook, save that and use it.",
    )
}
