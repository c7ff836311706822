//! A file as it was read: header, rows, and where each cell stands in the file.
//!
//! A sheet of a million users is held in about 1.3 times the size of its file: all cells lie one after the other in one
//! text, with the end of each in a list.

mod beside;
mod build;
mod bytes;
mod check;
mod counted;
mod extra;
mod head;
mod settle;
mod single;
mod words;

use serde::{Deserialize, Serialize};

pub(crate) use self::beside::side_by_side;
pub(crate) use self::build::{Record, Rows, nothing, too_much};
pub use self::bytes::DamagedSheet;
use crate::finding::Code;
use crate::mapping::Escape;

/// What kind of file a sheet came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text with a delimiter.
    Csv,
    /// An Office Open XML workbook.
    Xlsx,
    /// An `OpenDocument` spreadsheet.
    Ods,
}

/// Where a sheet came from and how it was read: `file` in the answer of `muster inspect`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The kind of file.
    pub format: Format,
    /// The encoding's label, for text; `null` for a workbook.
    pub encoding: Option<String>,
    /// The delimiter, for text.
    pub delimiter: Option<char>,
    /// The name of the sheet, for a workbook.
    pub sheet: Option<String>,
    /// The quote character, for text.
    #[serde(default)]
    pub quote: Option<char>,
    /// How a quote within a quoted cell is written, for text.
    #[serde(default)]
    pub escape: Option<Escape>,
    /// Every sheet of a workbook, in its order; empty for text.
    #[serde(default)]
    pub sheets: Vec<SheetName>,
    /// The first filled rows of the file, the header among them, to choose the header from.
    #[serde(default)]
    pub top: Vec<TopRow>,
    /// The number of the header row, 1 for the first record; 0 where the file has none.
    pub header_row: u32,
    /// Rows after the header with at least one cell filled.
    pub rows: u32,
    /// Rows after the header with no cell filled, up to the last filled one.
    pub blank_rows: u32,
    /// Cells of the header row.
    pub columns: u32,
    /// What to know about the file as a whole, in sentences.
    pub warnings: Vec<String>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetName {
    /// Its name.
    pub name: String,
    /// Whether the spreadsheet program shows it.
    pub visible: bool,
    /// Whether it has a filled cell.
    pub filled: bool,
}

/// One of the first rows of a file, as they stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopRow {
    /// Its place in the file, 1 for the first record.
    pub number: u32,
    /// Its first cells, each cut where it is long.
    pub cells: Vec<String>,
}

impl Origin {
    /// Of a file whose rows are still to be counted.
    pub(crate) const fn new(
        format: Format,
        encoding: Option<String>,
        delimiter: Option<char>,
        sheet: Option<String>,
    ) -> Self {
        Self {
            format,
            encoding,
            delimiter,
            sheet,
            quote: None,
            escape: None,
            sheets: Vec::new(),
            top: Vec::new(),
            header_row: 0,
            rows: 0,
            blank_rows: 0,
            columns: 0,
            warnings: Vec::new(),
        }
    }
}

/// One thing that reading found at a row; planning makes a finding of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Index of the row in the sheet, 0 for the first row after the header that is not blank.
    pub row: u32,
    /// Index of the column where it is about one cell; `None` where it is about the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Which finding it is.
    pub code: Code,
    /// The text that the finding shows, or nothing.
    pub value: String,
    /// The text that was meant, where only reading could know it: a letter whose byte is in another encoding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// Header and rows of a file. Rows are addressed by index (0 for the first one after the header that is not blank);
/// people are shown [`Sheet::number`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub(crate) origin: Origin,
    pub(crate) header: Vec<String>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) text: String,
    pub(crate) ends: Vec<u32>,
    /// For each row the index of its first cell in `ends`; one entry more than there are rows.
    pub(crate) starts: Vec<u32>,
    pub(crate) numbers: Vec<u32>,
    /// Physical lines, for text files only.
    pub(crate) lines: Vec<u32>,
}

impl Sheet {
    /// A sheet made of cells rather than read from a file: for a form, which is an import of few rows, and for tests.
    /// The header is row 1; the first row is number 2.
    pub fn from_cells(header: &[&str], rows: &[Vec<String>]) -> Self {
        let mut sheet = Self {
            origin: Origin {
                header_row: 1,
                rows: rows.len() as u32,
                columns: header.len() as u32,
                ..Origin::new(Format::Csv, None, None, None)
            },
            header: header.iter().map(|&name| name.to_owned()).collect(),
            faults: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            starts: vec![0],
            numbers: Vec::new(),
            lines: Vec::new(),
        };
        for (number, row) in (2..).zip(rows) {
            for cell in row {
                sheet.text.push_str(cell);
                sheet.ends.push(sheet.text.len() as u32);
            }
            sheet.starts.push(sheet.ends.len() as u32);
            sheet.numbers.push(number);
        }
        sheet
    }

    /// Where the sheet came from and how it was read.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The cells of the header row.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What reading found at single rows.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// A row's place in the file as a spreadsheet shows it, 1 for the first record; 0 past the end.
    pub fn number(&self, row: u32) -> u32 {
        self.numbers.get(row as usize).copied().unwrap_or(0)
    }

    /// The index of the row with a number.
    pub fn row_of(&self, number: u32) -> Option<u32> {
        self.numbers.binary_search(&number).ok().map(|row| row as u32)
    }

    /// The physical line on which a row begins, 1 for the first; text files only.
    pub fn line(&self, row: u32) -> Option<u32> {
        self.lines.get(row as usize).copied()
    }

    /// How many cells a row has; it may have fewer or more than the header.
    pub fn width(&self, row: u32) -> u32 {
        let (from, to) = self.range(row);
        (to - from) as u32
    }

    /// A cell as the file has it; empty where the row is too short.
    pub fn cell(&self, row: u32, column: u32) -> &str {
        let (from, to) = self.range(row);
        let at = from + column as usize;
        if at < to { self.at(at) } else { "" }
    }

    /// Where a cell lies in [`Sheet::text`]: start and length in bytes; an empty span where the row is too short.
    pub fn span(&self, row: u32, column: u32) -> (u32, u32) {
        let (from, to) = self.range(row);
        let at = from + column as usize;
        if at >= to {
            return (0, 0);
        }
        let start = self.start(at);
        (start, self.ends.get(at).copied().unwrap_or(start) - start)
    }

    /// All cells, one after the other.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cells of a row.
    pub fn cells(&self, row: u32) -> impl Iterator<Item = &str> {
        let (from, to) = self.range(row);
        (from..to).map(|at| self.at(at))
    }

    /// All cells as they stand in the file, the header first where the file has one; blank rows and what stands above the
    /// header are not among them.
    pub fn table(&self) -> Vec<Vec<&str>> {
        let header = (self.origin.header_row > 0).then(|| self.header.iter().map(String::as_str).collect());
        header.into_iter().chain((0..self.len() as u32).map(|row| self.cells(row).collect())).collect()
    }

    /// How many cells there are in all rows, the header aside.
    pub const fn cell_count(&self) -> usize {
        self.ends.len()
    }

    /// How many rows have each column of the header filled; white space fills none.
    pub fn filled(&self) -> Vec<u32> {
        let mut filled = vec![0; self.header.len()];
        for row in 0..self.len() as u32 {
            for (cell, count) in self.cells(row).zip(&mut filled) {
                let first = cell.as_bytes().first();
                let is_filled = first.is_some_and(|byte| byte.is_ascii_graphic() || !cell.trim().is_empty());
                *count += u32::from(is_filled);
            }
        }
        filled
    }

    fn range(&self, row: u32) -> (usize, usize) {
        let row = row as usize;
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(from), Some(to)) => (*from as usize, *to as usize),
            _ => (0, 0),
        }
    }

    fn start(&self, cell: usize) -> u32 {
        if cell == 0 { 0 } else { self.ends.get(cell - 1).copied().unwrap_or(0) }
    }

    fn at(&self, cell: usize) -> &str {
        let end = self.ends.get(cell).copied().unwrap_or(0) as usize;
        self.text.get(self.start(cell) as usize..end).unwrap_or("")
    }
}
