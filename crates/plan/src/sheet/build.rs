//! Makes a sheet row by row, whatever the file it comes from.
//!
//! The rules that hold for each row whatever the format live here and nowhere else: where the header is, which rows are
//! blank, and what is wrong with a row's length.

use std::cmp::Ordering;

use super::{Fault, Format, Origin, Sheet};
use crate::finding::Code;
use crate::read::{Header, Limits, Reason, Refusal, grouped};

/// A record whose cells have just been added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// Its place in the file, 1 for the first record.
    pub number: u32,
    /// The physical line on which it begins, for text.
    pub line: Option<u32>,
    /// Where its first cell begins in the text of all cells.
    pub offset: u32,
    /// All its cells, one after the other, in UTF-8.
    pub text: &'a [u8],
}

/// Everything of a sheet but the text of its cells, as it grows.
#[derive(Debug)]
pub(crate) struct Rows {
    limits: Limits,
    format: Format,
    wanted_header: Option<u32>,
    header: Option<Header>,
    ends: Vec<u32>,
    starts: Vec<u32>,
    numbers: Vec<u32>,
    lines: Vec<u32>,
    faults: Vec<Fault>,
    /// Faults of the record whose cells are being added.
    noted: Vec<(Code, Option<u32>, String)>,
    warnings: Vec<String>,
}

impl Rows {
    pub(crate) fn new(format: Format, wanted_header: Option<u32>, limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            format,
            wanted_header,
            header: None,
            ends: Vec::new(),
            starts: vec![0],
            numbers: Vec::new(),
            lines: Vec::new(),
            faults: Vec::new(),
            noted: Vec::new(),
            warnings: Vec::new(),
        }
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

    /// Ends a record. Answers whether its cells were kept; if not, its text can be given up.
    pub(crate) fn end(&mut self, record: Record<'_>) -> Result<bool, Refusal> {
        let from = self.starts.last().copied().unwrap_or(0) as usize;
        let width = (self.ends.len() - from) as u32;
        if width > self.limits.columns {
            return Err(self.too_wide(&record, width));
        }
        let kept = if self.header.is_none() {
            self.before_header(&record, from);
            false
        } else {
            self.after_header(&record, from)?
        };
        if !kept {
            self.ends.truncate(from);
        }
        self.noted.clear();
        Ok(kept)
    }

    fn too_wide(&self, record: &Record<'_>, width: u32) -> Refusal {
        Reason::ColumnsTooMany.because(format!(
            "Row {} has {width} cells; at most {} columns are read. Delete the columns that are not needed, or choose \
             another delimiter.",
            record.number, self.limits.columns
        ))
    }

    fn before_header(&mut self, record: &Record<'_>, from: usize) {
        let is_it =
            self.wanted_header.map_or_else(|| !is_blank(record.text), |wanted| wanted == record.number);
        if !is_it || is_blank(record.text) {
            return;
        }
        let mut start = record.offset;
        let cells = self.ends.iter().skip(from).map(|end| {
            let cell = String::from_utf8_lossy(slice(record, start, *end)).into_owned();
            start = *end;
            cell
        });
        let cells = cells.collect::<Vec<_>>();
        for (code, _, value) in self.noted.drain(..) {
            match code {
                Code::CellLong => self.warnings.push(format!(
                    "A cell of the header runs over many lines ({value}). Is a quote left open?"
                )),
                Code::QuoteStray => {
                    self.warnings
                        .push(format!("In the header a quote stands in the middle of a cell: {value}"));
                }
                // What is said about cells of a workbook is said about the file too.
                _ => {}
            }
        }
        let header = Header::new(record.number, cells);
        self.warnings.append(&mut header.twins());
        self.header = Some(header);
    }

    fn after_header(&mut self, record: &Record<'_>, from: usize) -> Result<bool, Refusal> {
        if is_blank(record.text) {
            return Ok(false);
        }
        let row = self.numbers.len() as u32;
        if row >= self.limits.rows {
            return Err(Reason::RowsTooMany.because(format!(
                "The file has more than {} rows. Split it into smaller files.",
                grouped(self.limits.rows.into())
            )));
        }
        for (code, column, value) in self.noted.drain(..) {
            self.faults.push(Fault { row, column, code, value });
        }
        self.compare_with_header(record, from, row);
        self.starts.push(self.ends.len() as u32);
        self.numbers.push(record.number);
        self.lines.extend(record.line);
        Ok(true)
    }

    fn compare_with_header(&mut self, record: &Record<'_>, from: usize, row: u32) {
        let Some(header) = &self.header else { return };
        let (columns, ends) = (header.cells.len(), self.ends.get(from..).unwrap_or_default());
        let (code, value) = match ends.len().cmp(&columns) {
            Ordering::Equal if header.is_repeated_by(record.text, record.offset, ends) => {
                (Code::HeaderRepeated, String::new())
            }
            // A workbook does not keep blank cells at the end of a row, so a short row means nothing there.
            Ordering::Less if self.format == Format::Csv => {
                (Code::RowShort, format!("{} of {columns} cells", ends.len()))
            }
            Ordering::Greater if extra_is_filled(record, ends, columns) => {
                (Code::RowLong, format!("{} cells, the header {columns}", ends.len()))
            }
            _ => return,
        };
        self.faults.push(Fault { row, column: None, code, value });
    }

    /// Makes the sheet, once all records are in.
    pub(crate) fn finish(mut self, text: String, mut origin: Origin) -> Result<Sheet, Refusal> {
        let Some(header) = self.header else {
            return Err(match self.wanted_header {
                Some(row) => Reason::HeaderMissing.because(format!(
                    "Row {row} was named as the header, and it is blank or past the end of the file. Name the row that \
                     holds the column names."
                )),
                None => Reason::FileEmpty.because("The file holds no text. Save the spreadsheet again and use that file."),
            });
        };
        origin.header_row = header.number;
        origin.columns = header.cells.len() as u32;
        origin.rows = self.numbers.len() as u32;
        origin.blank_rows = blank_rows(header.number, &self.numbers);
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

/// The cells of a record from one offset of the text of all cells to another.
fn slice<'a>(record: &Record<'a>, from: u32, to: u32) -> &'a [u8] {
    let range = from.saturating_sub(record.offset) as usize..to.saturating_sub(record.offset) as usize;
    record.text.get(range).unwrap_or_default()
}

/// Whether a cell beyond the header's last is filled.
fn extra_is_filled(record: &Record<'_>, ends: &[u32], columns: usize) -> bool {
    let from = ends.get(columns.saturating_sub(1)).copied().unwrap_or(0);
    let to = ends.last().copied().unwrap_or(from);
    !is_blank(slice(record, from, to))
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
