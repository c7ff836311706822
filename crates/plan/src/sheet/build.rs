//! Makes a sheet row by row, whatever the file it comes from.
//!
//! The rules that hold for each row whatever the format live here and nowhere else: where the header is, which rows are
//! blank, and what is wrong with a row's length. The first rows are kept as they come until there are enough of them to
//! tell where the table begins; then the header and what stands above it are taken out.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;

use super::{Fault, Format, Origin, Sheet, TopRow};
use crate::finding::Code;
use crate::read::{Header, Limits, Reason, Refusal, foreign, grouped};

/// How much of the first rows is shown to choose the header from.
const TOP_ROWS: usize = 12;
const TOP_CELLS: usize = 8;
const TOP_LETTERS: usize = 40;

/// Cells are kept up to so many columns of every row that may be there. Fifty columns of 200,000 people are ten millions.
const USUAL_COLUMNS: u64 = 60;

/// Rows around the people: titles, the header, totals.
const ROWS_AROUND: u64 = 100;

/// A record whose cells have just been added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// Its place in the file, 1 for the first record.
    pub number: u32,
    /// The physical line on which it begins, for text.
    pub line: Option<u32>,
    /// Where its first cell begins in the text of all cells.
    pub offset: u32,
    /// The text of all cells so far, in UTF-8, to the end of this record.
    pub text: &'a [u8],
}

/// Everything of a sheet but the text of its cells, as it grows.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(super) limits: Limits,
    pub(super) format: Format,
    pub(super) wanted_header: Option<u32>,
    pub(super) header: Option<Header>,
    /// How many columns are known to be there; blank ones at the end count once a row fills them.
    pub(super) columns: usize,
    /// Whether any cell may hold letters outside ASCII.
    pub(super) ascii: bool,
    pub(super) damaged: u32,
    /// The code page of bytes that lie in the text as private characters.
    pub(super) page: Option<&'static Encoding>,
    /// The header of other columns that stands above the row, once one does.
    pub(super) other_order: Option<String>,
    pub(super) ends: Vec<u32>,
    pub(super) starts: Vec<u32>,
    pub(super) numbers: Vec<u32>,
    pub(super) lines: Vec<u32>,
    pub(super) faults: Vec<Fault>,
    /// Faults of the record whose cells are being added.
    pub(super) noted: Vec<(Code, Option<u32>, String)>,
    pub(super) warnings: Vec<String>,
    pub(super) top: Vec<TopRow>,
}

impl Rows {
    pub(crate) fn new(format: Format, wanted_header: Option<u32>, limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            format,
            wanted_header,
            header: None,
            columns: 0,
            ascii: false,
            damaged: 0,
            page: None,
            other_order: None,
            ends: Vec::new(),
            starts: vec![0],
            numbers: Vec::new(),
            lines: Vec::new(),
            faults: Vec::new(),
            noted: Vec::new(),
            warnings: Vec::new(),
            top: Vec::new(),
        }
    }

    /// Says that all text is ASCII, so that no cell needs to be looked at for damaged letters.
    pub(crate) fn all_ascii(&mut self) {
        self.ascii = true;
    }

    /// Says that bytes of a code page may lie in the text as private characters.
    pub(crate) const fn foreign_bytes(&mut self, page: Option<&'static Encoding>) {
        self.page = page;
    }

    /// Makes room for so many cells, as far as so many are kept at all: lists that grow are there twice while they do.
    pub(crate) fn expect_cells(&mut self, cells: usize) {
        let most = usize::try_from(self.most_cells()).unwrap_or(usize::MAX);
        self.ends.reserve_exact(cells.min(most));
    }

    fn most_cells(&self) -> u64 {
        (u64::from(self.limits.rows) + ROWS_AROUND) * USUAL_COLUMNS
    }

    /// Adds a cell that ends at an offset of the text of all cells.
    pub(crate) fn cell(&mut self, end: u32) {
        self.ends.push(end);
    }

    /// Notes something about the record whose cells are being added.
    pub(crate) fn note(&mut self, code: Code, value: String) {
        self.noted.push((code, None, value));
    }

    /// Notes something about one cell of the record, by its index.
    pub(crate) fn note_at(&mut self, column: u32, code: Code, value: String) {
        self.noted.push((code, Some(column), value));
    }

    /// Adds a sentence about the file as a whole.
    pub(crate) fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }

    /// How many columns there are as far as is known; 0 until the header is found.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// Ends a record. Answers which part of the text of all cells is to be kept; the rest can be given up.
    pub(crate) fn end(&mut self, record: Record<'_>) -> Result<Range<usize>, Refusal> {
        let from = self.starts.last().copied().unwrap_or(0) as usize;
        let width = (self.ends.len() - from) as u32;
        if width > self.limits.columns {
            return Err(self.too_wide(record.number));
        }
        if is_blank(record.text.get(record.offset as usize..).unwrap_or_default()) {
            self.ends.truncate(from);
            self.noted.clear();
            return Ok(0..record.offset as usize);
        }
        let row = self.numbers.len() as u32;
        if row >= self.limits.rows.saturating_add(u32::from(self.header.is_none())) {
            return Err(self.too_many());
        }
        if self.ends.len() as u64 > self.most_cells() {
            return Err(too_much());
        }
        if self.top.len() < TOP_ROWS {
            self.show(&record, from);
        }
        for (code, column, value) in self.noted.drain(..) {
            self.faults.push(Fault { row, column, code, value, meant: None });
        }
        self.starts.push(self.ends.len() as u32);
        self.numbers.push(record.number);
        self.lines.extend(record.line);
        if self.header.is_some() {
            self.check(row, record.text);
        } else if self.is_enough(record.number)? {
            return Ok(self.settle(record.text)? as usize..record.text.len());
        }
        Ok(0..record.text.len())
    }

    /// The refusal of a row with too many cells.
    pub(crate) fn too_wide(&self, number: u32) -> Refusal {
        Reason::ColumnsTooMany.because(format!(
            "Row {number} has more than {} cells, the most that are read. Delete the columns that are not needed, or choose \
             another delimiter.",
            self.limits.columns
        ))
    }

    fn too_many(&self) -> Refusal {
        Reason::RowsTooMany.because(format!(
            "The file has more than {} rows. Split it into smaller files.",
            grouped(self.limits.rows.into())
        ))
    }

    /// Remembers one of the first rows for choosing the header.
    fn show(&mut self, record: &Record<'_>, from: usize) {
        let mut start = record.offset;
        let cells = self.ends.iter().skip(from).take(TOP_CELLS).map(|end| {
            let cell = cut(&slice(record.text, start, *end), TOP_LETTERS);
            start = *end;
            cell
        });
        self.top.push(TopRow { number: record.number, cells: cells.collect() });
    }

    pub(super) fn header_width(&self) -> usize {
        self.header.as_ref().map_or(0, |header| header.cells.len())
    }

    /// The places of a row's cells in `ends`.
    pub(super) fn range(&self, row: u32) -> Range<usize> {
        let at = |row: usize| self.starts.get(row).copied().unwrap_or(0) as usize;
        at(row as usize)..at(row as usize + 1)
    }

    pub(super) fn cells<'a>(&self, row: u32, text: &'a [u8]) -> Vec<Cow<'a, str>> {
        let range = self.range(row);
        let mut start = self.start(&range);
        let ends = self.ends.get(range).unwrap_or_default();
        ends.iter().map(|end| slice(text, std::mem::replace(&mut start, *end), *end)).collect()
    }

    /// Where the text of the cells in a range begins.
    pub(super) fn start(&self, range: &Range<usize>) -> u32 {
        range.start.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// How many cells a row has up to its last filled one.
    pub(super) fn filled_width(&self, row: u32, text: &[u8]) -> usize {
        let range = self.range(row);
        let mut start = self.start(&range);
        let ends = self.ends.get(range).unwrap_or_default();
        let mut filled = 0;
        for (index, end) in ends.iter().enumerate() {
            if !is_blank(bytes(text, start, *end)) {
                filled = index + 1;
            }
            start = *end;
        }
        filled
    }

    /// Makes the sheet, once all records are in.
    pub(crate) fn finish(mut self, mut text: String, mut origin: Origin) -> Result<Sheet, Refusal> {
        if self.header.is_none() {
            let cut = self.settle(text.as_bytes())?;
            text.drain(..cut as usize);
        }
        self.close(text.as_bytes());
        if self.page.is_some() {
            self.show_foreign(&mut text);
        }
        let Some(mut header) = self.header else { return Err(nothing()) };
        header.cells.truncate(self.columns.max(1));
        origin.header_row = header.number;
        origin.columns = header.cells.len() as u32;
        origin.rows = self.numbers.len() as u32;
        origin.blank_rows = blank_rows(header.number, &self.numbers);
        origin.top = self.top;
        origin.warnings.append(&mut self.warnings);
        for list in [&mut self.ends, &mut self.starts, &mut self.numbers, &mut self.lines] {
            list.shrink_to_fit();
        }
        Ok(Sheet {
            origin,
            header: header.cells,
            faults: self.faults,
            text,
            ends: self.ends,
            starts: self.starts,
            numbers: self.numbers,
            lines: self.lines,
        })
    }
}

impl Rows {
    /// Shows bytes of another encoding as letters that were lost, as long as those are.
    fn show_foreign(&mut self, text: &mut String) {
        let header = self.header.iter_mut().flat_map(|header| &mut header.cells);
        let top = self.top.iter_mut().flat_map(|row| &mut row.cells);
        let said = self.faults.iter_mut().map(|fault| &mut fault.value).chain(&mut self.warnings);
        for shown in header.chain(top).chain(said).chain([text]) {
            *shown = foreign::shown(shown).into_owned();
        }
    }
}

/// The refusal of a file without any text.
pub(crate) fn nothing() -> Refusal {
    Reason::FileEmpty.because("The file holds no text. Save the spreadsheet again and use that file.")
}

/// The refusal of a sheet that takes far more than people in a table do.
pub(crate) fn too_much() -> Refusal {
    Reason::FileTooLarge.because(
        "The sheet has more cells, text or errors than a table of people needs. Delete the columns that are not needed, or \
         split it into smaller files.",
    )
}

/// A text of at most so many letters on one line.
fn cut(text: &str, most: usize) -> String {
    let mut cut = text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    if text.chars().nth(most).is_some() {
        cut.pop();
        cut.push('…');
    }
    cut
}

pub(super) fn bytes(text: &[u8], from: u32, to: u32) -> &[u8] {
    text.get(from as usize..to as usize).unwrap_or_default()
}

fn slice(text: &[u8], from: u32, to: u32) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes(text, from, to))
}

/// Whether cells hold nothing but white space.
fn is_blank(text: &[u8]) -> bool {
    // Nearly every row has a letter, a digit or a sign near its beginning.
    !text.iter().any(u8::is_ascii_graphic) && String::from_utf8_lossy(text).trim().is_empty()
}

/// The rows without a filled cell between the header and the last filled row.
fn blank_rows(header: u32, numbers: &[u32]) -> u32 {
    let last = numbers.last().copied().unwrap_or(header);
    last.saturating_sub(header).saturating_sub(numbers.len() as u32)
}
