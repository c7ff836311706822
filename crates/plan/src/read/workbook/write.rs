//! Reads a workbook and writes it as lines of JSON. This is the part that may die.

use std::borrow::Cow;
use std::io::{self, Write};

use super::super::{Limits, Reason, Refusal};
use super::choose::{Glance, choose};
use super::container::Container;
use super::lines::{Cell, Line, Row};
use super::merges::Merges;
use super::ods::Ods;
use super::package::Package;
use super::refuse::hostile;
use super::remarks::Remarks;
use super::row::Filling;
use super::xlsx::Xlsx;
use crate::sheet::Format;

/// Bytes of the name of a sheet. Excel allows 31 characters; other programs are less strict.
const MOST_NAME: usize = 1000;

/// Reads a workbook in this process and writes it as lines of JSON: the sheets and warnings, then each row with a
/// filled cell, then the end or a refusal. A hostile workbook may end the process: see [`super::WorkbookReader`].
///
/// # Errors
/// Where `out` does not take the lines. A workbook that is refused is a line, not an error.
pub fn read_workbook_here(
    bytes: &[u8],
    sheet: Option<&str>,
    limits: &Limits,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = Writer { out, line: Vec::new(), rows: 0 };
    match writer.workbook(bytes, sheet, limits) {
        Ok(warnings) => writer.put(&Line::End { rows: writer.rows, warnings })?,
        Err(Stop::Refused(refusal)) => {
            let code = Reason::from_code(refusal.code).unwrap_or(Reason::WorkbookBroken);
            writer.put(&Line::Refused { code, text: refusal.text })?;
        }
        Err(Stop::Out(error)) => return Err(error),
    }
    writer.out.flush()
}

/// Why the workbook was not written to its end.
#[derive(Debug)]
pub(super) enum Stop {
    Refused(Refusal),
    Out(io::Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Out(error)
    }
}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug)]
pub(super) struct Tab {
    pub name: String,
    pub visible: bool,
    /// Whether it has rows: a chart on a sheet of its own has none.
    pub is_table: bool,
}

impl Tab {
    pub(super) fn new(name: String, visible: bool, is_table: bool) -> Result<Self, Refusal> {
        if name.len() > MOST_NAME {
            return Err(hostile("the name of a sheet is longer than any program allows"));
        }
        Ok(Self { name, visible, is_table })
    }
}

/// Takes a row; answers whether it wants another.
pub(super) type Visit<'v> = dyn FnMut(&mut Filling, &mut Remarks) -> Result<bool, Stop> + 'v;

/// A workbook of either kind.
pub(super) enum Book<'b> {
    Xlsx(Xlsx<'b>),
    Ods(Ods<'b>),
}

impl<'b> Book<'b> {
    fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Refusal> {
        let package = Package::open(bytes, limits)?;
        Ok(match package.container {
            Container::Xlsx => Self::Xlsx(Xlsx::open(package, limits)?),
            Container::Ods => Self::Ods(Ods::open(package, limits)?),
        })
    }

    const fn format(&self) -> Format {
        match self {
            Self::Xlsx(_) => Format::Xlsx,
            Self::Ods(_) => Format::Ods,
        }
    }

    /// Its sheets, in its order.
    pub(super) fn tabs(&self) -> &[Tab] {
        match self {
            Self::Xlsx(book) => book.tabs(),
            Self::Ods(book) => book.tabs(),
        }
    }

    /// Takes a short look at each sheet.
    pub(super) fn glance(&mut self, limits: &Limits, remarks: &mut Remarks) -> Result<Vec<Glance>, Stop> {
        match self {
            Self::Xlsx(book) => Ok(book.glance(limits, remarks)),
            Self::Ods(book) => book.glance(limits, remarks),
        }
    }

    /// Reads the rows of a sheet.
    fn rows(
        &mut self,
        sheet: usize,
        limits: &Limits,
        remarks: &mut Remarks,
        visit: &mut Visit<'_>,
    ) -> Result<(), Stop> {
        match self {
            Self::Xlsx(book) => book.rows(sheet, limits, remarks, visit),
            Self::Ods(book) => book.rows(sheet, limits, remarks, visit),
        }
    }
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    line: Vec<u8>,
    rows: u32,
}

impl Writer<'_> {
    fn put(&mut self, line: &Line<'_>) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    /// Writes a workbook up to the last row; answers what to know about the sheet.
    fn workbook(&mut self, bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<Vec<String>, Stop> {
        let mut book = Book::open(bytes, limits)?;
        let chosen = choose(&mut book, wanted, limits)?;
        let sheet = chosen.sheets.get(chosen.place).map(|sheet| sheet.name.clone()).unwrap_or_default();
        let (format, sheets, warnings) = (book.format(), chosen.sheets, chosen.warnings);
        self.put(&Line::Workbook { format, sheets, sheet, warnings })?;
        let mut remarks = Remarks::default();
        let mut merges = Merges::new(limits);
        book.rows(chosen.place, limits, &mut remarks, &mut |row, remarks| {
            merges.row(row, remarks, &mut |row, remarks| self.row(row, remarks))?;
            // Many more than allowed: the rows above the header, which only the sheet knows, come on top.
            Ok(self.rows <= limits.rows.saturating_add(100))
        })?;
        merges.end(&mut remarks, &mut |row, remarks| self.row(row, remarks))?;
        Ok(remarks.sentences())
    }

    /// Writes a row if it has a filled cell.
    fn row(&mut self, row: &Filling, remarks: &mut Remarks) -> Result<(), Stop> {
        if !row.is_filled() {
            return Ok(());
        }
        self.rows += 1;
        if row.hidden {
            remarks.hidden_row(row.number);
        }
        let cells = row.cells().iter().map(|cell| Cell(Cow::Borrowed(cell))).collect();
        let marks = row.marks.clone();
        Ok(self.put(&Line::Row(Row { number: row.number, cells, marks, hidden: row.hidden }))?)
    }
}
