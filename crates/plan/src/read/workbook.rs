//! Workbooks (XLSX and ODS).
//!
//! A hostile workbook of a few kilobytes can ask for more memory than there is and end the process. So a workbook is
//! read somewhere that may die, a child process with low limits, and comes back as lines of JSON. This module holds both
//! ends: [`read_workbook_here`] writes the lines, and the sheet is made of what a [`WorkbookReader`] hands over.
//!
//! On the way there: [`package`] checks the zip, [`xlsx`] and [`ods`] read the cells of the sheet that [`choose`] chose,
//! [`number`] shows numbers as the spreadsheet does, [`merges`] puts the header together and [`remarks`] gathers what to
//! say about the sheet. Decision 0008 says what "as shown" means.

mod choose;
mod container;
mod lines;
mod merges;
mod names;
mod number;
mod ods;
mod package;
pub(super) mod refuse;
mod remarks;
mod row;
mod write;
mod xlsx;
mod xml;

use self::lines::LineReader;
pub use self::write::read_workbook_here;
use super::{Limits, Refusal};
use crate::mapping::Reading;
use crate::sheet::Sheet;

/// What somebody has who can read a workbook safely.
pub trait WorkbookReader {
    /// Reads one sheet of a workbook, by name or else the one that looks most like a table of people, and hands each line that
    /// [`read_workbook_here`] writes to `line`, without its line break, until there is none or `line` refuses.
    ///
    /// # Errors
    /// What `line` refuses, and `workbook.hostile` or `workbook.busy` where the reader died or did not start.
    fn read(
        &self,
        bytes: Vec<u8>,
        sheet: Option<&str>,
        limits: &Limits,
        line: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal>;
}

/// Reads workbooks in this process, for tests and for files that are trusted.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl WorkbookReader for InProcess {
    fn read(
        &self,
        bytes: Vec<u8>,
        sheet: Option<&str>,
        limits: &Limits,
        line: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut out = Vec::new();
        // A vector takes every write.
        let _ = read_workbook_here(&bytes, sheet, limits, &mut out);
        out.split(|byte| *byte == b'\n').filter(|bytes| !bytes.is_empty()).try_for_each(line)
    }
}

pub(super) fn read(
    bytes: Vec<u8>,
    reading: &Reading,
    limits: &Limits,
    reader: &dyn WorkbookReader,
) -> Result<Sheet, Refusal> {
    let mut lines = LineReader::new(reading.header_row, limits);
    reader.read(bytes, reading.sheet.as_deref(), limits, &mut |line| lines.line(line))?;
    lines.finish()
}
