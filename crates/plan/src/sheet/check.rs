//! What is wrong with single rows, once the header is known.

use std::cmp::Ordering;

use memchr::memmem;

use super::build::{Rows, bytes};
use super::{Fault, Format, extra};
use crate::finding::Code;
use crate::read::mojibake::is_damaged;
use crate::read::{foreign, grouped, quoted};
use crate::value::email_example::is_example;

/// So many damaged cells are marked; a file with more is read in the wrong encoding.
const DAMAGED: u32 = 100_000;

/// So many rows under the header may be notes, and at the end totals and remarks.
const NOTES: u32 = 3;
const REMARKS: u32 = 16;

/// Letters of another header that are shown.
const SHOWN: usize = 60;

impl Rows {
    /// Looks at a row once the header is known.
    pub(super) fn check(&mut self, row: u32, text: &[u8]) {
        self.compare_with_header(row, text);
        if self.damaged < DAMAGED {
            self.look_for_damage(row, text);
        }
    }

    fn compare_with_header(&mut self, row: u32, text: &[u8]) {
        let Some(header) = &self.header else { return };
        let range = self.range(row);
        let (width, columns) = (range.len(), self.columns);
        let offset = self.start(&range);
        let ends = self.ends.get(range).unwrap_or_default();
        let own = bytes(text, offset, ends.last().copied().unwrap_or(offset));
        if header.is_repeated_by(own, offset, ends) {
            self.other_order = None;
            return self.fault(row, Code::HeaderRepeated, String::new());
        }
        // Hardly a person is without an address, so that few rows are looked at.
        let has_address = memchr::memchr(b'@', own).is_some();
        let cells = if has_address { Vec::new() } else { self.cells(row, text) };
        let cells = cells.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
        if header.is_reordered_by(&cells) {
            self.other_order = Some(said(&cells));
        }
        // What stands below such a header would land in the wrong fields.
        if let Some(other) = self.other_order.clone() {
            return self.fault(row, Code::HeaderRepeated, other);
        }
        if extra::is_total(&cells) || extra::is_page(&cells) {
            return self.fault(row, Code::RowTotal, String::new());
        }
        if row < NOTES && header.number > 0 && self.is_note(row, text) {
            return self.fault(row, Code::RowNote, String::new());
        }
        if header.is_of_people && extra::is_drawn(&cells) {
            return self.fault(row, Code::RowTotal, String::new());
        }
        if header.is_of_people && extra::is_heading(&cells) {
            return self.fault(row, Code::RowHeading, String::new());
        }
        match width.cmp(&columns) {
            // A workbook does not keep blank cells at the end of a row, so a short row means nothing there.
            Ordering::Less if self.format == Format::Csv => {
                self.fault(row, Code::RowShort, format!("{width} of {columns} cells"));
            }
            Ordering::Greater => {
                let (filled, most) = (self.filled_width(row, text), self.header_width());
                if filled > most {
                    self.fault(row, Code::RowLong, format!("{width} cells, the header {columns}"));
                }
                self.columns = columns.max(filled.min(most));
            }
            _ => {}
        }
    }

    /// Whether a row is a note; notes stand directly under the header.
    fn is_note(&self, row: u32, text: &[u8]) -> bool {
        let above = self.faults.iter().filter(|fault| fault.row < row && fault.code == Code::RowNote).count();
        let cells = self.cells(row, text);
        let cells = cells.iter().map(AsRef::as_ref).collect::<Vec<_>>();
        let is_of_people = self.header.as_ref().is_some_and(|header| header.is_of_people);
        above == row as usize && (extra::is_note(&cells) || is_of_people && extra::is_under_header(&cells))
    }

    fn fault(&mut self, row: u32, code: Code, value: String) {
        self.faults.push(Fault { row, column: None, code, value, meant: None });
    }

    /// Marks the cells whose letters a wrong encoding spoiled, and those in quotes of a word processor.
    fn look_for_damage(&mut self, row: u32, text: &[u8]) {
        let range = self.range(row);
        let mut start = self.start(&range);
        let ends = self.ends.get(range).unwrap_or_default();
        let own = bytes(text, start, ends.last().copied().unwrap_or(start));
        if (self.ascii || own.is_ascii()) && !may_be_damaged(own) {
            return;
        }
        for (column, end) in (0..).zip(ends) {
            let cell = bytes(text, std::mem::replace(&mut start, *end), *end);
            if cell.is_ascii() && !may_be_damaged(cell) {
                continue;
            }
            let cell = String::from_utf8_lossy(cell);
            let meant = self.page.and_then(|page| foreign::repaired(&cell, page));
            let code = if meant.is_some() || is_damaged(quoted::bare(&cell).unwrap_or(&cell)) {
                Code::TextDamaged
            } else if quoted::bare(&cell).is_some() {
                Code::TextQuoted
            } else {
                continue;
            };
            self.damaged += 1;
            let (column, value) = (Some(column), cell.into_owned());
            self.faults.push(Fault { row, column, code, value, meant });
        }
    }

    /// Says what only the end of the file shows.
    pub(super) fn close(&mut self, text: &[u8]) {
        if self.damaged >= DAMAGED {
            self.warn(format!(
                "More than {} cells have damaged letters; the rest is not marked. Say which encoding the file is in.",
                grouped(DAMAGED.into())
            ));
        }
        self.mark_extras(text);
        self.mark_examples(text);
    }

    /// Marks the examples of a template: the first rows, below its notes, if they are few and no other row has such an
    /// address. A file that is full of them is a trial.
    fn mark_examples(&mut self, text: &[u8]) {
        if self.header.as_ref().is_none_or(|header| header.number == 0) {
            return;
        }
        let is_note =
            |row: &u32| self.faults.iter().any(|fault| fault.row == *row && fault.code == Code::RowNote);
        let first = (0..NOTES).take_while(is_note).count() as u32;
        let found = (first..self.numbers.len() as u32).map_while(|row| Some((row, self.example(row, text)?)));
        let found = found.take(NOTES as usize + 1).collect::<Vec<_>>();
        let Some((last, _)) = found.last().filter(|_| found.len() <= NOTES as usize) else { return };
        let behind = self.start(&self.range(last + 1)) as usize;
        if memmem::find(text.get(behind..).unwrap_or_default(), b"@example.").is_some() {
            return;
        }
        for (row, (column, value)) in found {
            let column = Some(column);
            self.faults.push(Fault { row, column, code: Code::RowExample, value, meant: None });
        }
        self.faults.sort_by_key(|fault| fault.row);
    }

    /// The first address of a row, and its column, if all addresses there are examples.
    fn example(&self, row: u32, text: &[u8]) -> Option<(u32, String)> {
        let cells = self.cells(row, text);
        let mut addresses = (0..).zip(&cells).filter(|(_, cell)| cell.contains('@'));
        let first = addresses.next().filter(|(_, cell)| is_example(cell))?;
        addresses.all(|(_, cell)| is_example(cell)).then(|| (first.0, first.1.trim().to_owned()))
    }

    /// Marks the totals and remarks among the last rows.
    fn mark_extras(&mut self, text: &[u8]) {
        let count = self.numbers.len() as u32;
        let last = count.saturating_sub(REMARKS)..count;
        let mut found = Vec::new();
        for row in last {
            let cells = self.cells(row, text);
            let cells = cells.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
            let alone = cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
            let under = !found.is_empty() && alone && !cells.iter().any(|cell| cell.contains('@'));
            if under || extra::is_total(&cells) || extra::is_remark(&cells) {
                found.push(row);
            } else {
                // A person below means that it was somebody with an odd name.
                found.clear();
            }
        }
        let known =
            |row: u32| self.faults.iter().any(|fault| fault.row == row && fault.code == Code::RowTotal);
        found.retain(|row| !known(*row));
        // What only a row at the end can be is said rather than that it stands alone.
        self.faults.retain(|fault| fault.code != Code::RowHeading || !found.contains(&fault.row));
        for row in found {
            self.fault(row, Code::RowTotal, String::new());
        }
        self.faults.sort_by_key(|fault| fault.row);
    }
}

/// Whether text in ASCII has what spoiled letters leave there.
fn may_be_damaged(text: &[u8]) -> bool {
    memchr::memchr3(b'?', b'&', b'%', text).is_some() || memchr::memchr2(b'=', b'\\', text).is_some()
}

/// The cells of a row in one line.
fn said(cells: &[&str]) -> String {
    let filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let said = filled.collect::<Vec<_>>().join(", ");
    let mut shown = said.chars().take(SHOWN).collect::<String>();
    if shown.len() < said.len() {
        shown.push('…');
    }
    shown
}
