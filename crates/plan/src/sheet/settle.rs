//! Takes the header, and what stands above it, out of the first rows.

use std::borrow::Cow;
use std::ops::Range;

use super::beside::on_its_side;
use super::build::Rows;
use super::single::in_one_column;
use super::{Format, head};
use crate::finding::Code;
use crate::read::{Header, Reason, Refusal};

/// So many filled rows are looked at to find the header.
const LOOK: usize = 64;

impl Rows {
    /// Whether the rows so far tell where the header is.
    pub(super) fn is_enough(&self, number: u32) -> Result<bool, Refusal> {
        match self.wanted_header {
            None | Some(0) => Ok(self.numbers.len() >= LOOK),
            Some(wanted) if wanted < number => Err(header_missing(wanted)),
            Some(wanted) => Ok(wanted == number),
        }
    }

    /// Finds the header among the rows so far and takes it and what stands above it out. Answers how long their text is.
    pub(super) fn settle(&mut self, text: &[u8]) -> Result<u32, Refusal> {
        let rows = 0..self.numbers.len() as u32;
        let looked = rows.clone().take(LOOK).map(|row| self.cells(row, text)).collect::<Vec<_>>();
        let looked = looked.iter().map(|row| row.iter().map(AsRef::as_ref).collect());
        let looked = looked.collect::<Vec<Vec<&str>>>();
        let place = match self.wanted_header {
            Some(0) => None,
            Some(wanted) => Some(
                self.numbers
                    .iter()
                    .position(|number| *number == wanted)
                    .ok_or_else(|| header_missing(wanted))?,
            ),
            None if self.numbers.is_empty() => return Err(super::build::nothing()),
            None => head::find(&looked),
        };
        let alone = in_one_column(&looked).or_else(|| on_its_side(&looked));
        let cut = if let Some(place) = place {
            self.take_header(place, text)
        } else {
            self.do_without_header(rows, text);
            0
        };
        self.warnings.extend(alone);
        let text = text.get(cut as usize..).unwrap_or_default();
        for row in 0..self.numbers.len() as u32 {
            self.columns = self.columns.max(self.filled_width(row, text).min(self.header_width()));
        }
        for row in 0..self.numbers.len() as u32 {
            self.check(row, text);
        }
        self.faults.sort_by_key(|fault| fault.row);
        Ok(cut)
    }

    fn take_header(&mut self, place: usize, text: &[u8]) -> u32 {
        let row = place as u32;
        let cells = self.cells(row, text).into_iter().map(Cow::into_owned).collect::<Vec<_>>();
        let number = self.numbers.get(place).copied().unwrap_or(0);
        self.warnings.extend(self.left_out(number));
        for fault in self.faults.iter().filter(|fault| fault.row <= row) {
            let value = &fault.value;
            match fault.code {
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
        let header = Header::new(number, cells);
        self.warnings.append(&mut header.twins());
        self.columns =
            header.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        self.header = Some(header);
        self.drop_rows(place + 1)
    }

    /// Gives names to the columns of a file whose rows are all data.
    fn do_without_header(&mut self, rows: Range<u32>, text: &[u8]) {
        let widths = rows.map(|row| match self.format {
            Format::Csv => self.range(row).len(),
            // Blank cells at the end of a row are not kept.
            _ => self.filled_width(row, text),
        });
        let mut widths = widths.collect::<Vec<_>>();
        widths.sort_unstable();
        let width = match self.format {
            Format::Csv => widths
                .chunk_by(|a, b| a == b)
                .max_by_key(|run| run.len())
                .and_then(|run| run.first())
                .copied(),
            _ => widths.last().copied(),
        };
        self.header = Some(Header::none(width.unwrap_or(1)));
        if self.wanted_header.is_none() {
            self.warn(
                "No row looks like a header, so every row is read as a person, and the columns are called Column A, Column B \
                 and so on. Say which row is the header if there is one."
                    .to_owned(),
            );
        }
    }

    /// The sentence about the filled rows above the header.
    fn left_out(&self, header: u32) -> Option<String> {
        let above = self.numbers.iter().take_while(|number| **number < header).collect::<Vec<_>>();
        let (first, last) = (above.first()?, above.last()?);
        let mut texts = self.top.iter().filter(|row| row.number < header).filter_map(|row| {
            row.cells
                .iter()
                .map(|cell| cell.trim())
                .find(|cell| !cell.is_empty())
                .map(|cell| format!("“{cell}”"))
        });
        let mut shown = texts.by_ref().take(3).collect::<Vec<_>>().join(", ");
        if above.len() > 3 {
            shown.push_str(", …");
        }
        // What stands far to the right is not among the cells that are shown.
        let shown = if shown.is_empty() { shown } else { format!(": {shown}") };
        Some(if above.len() == 1 {
            format!("Row {first} above the header was not read{shown}.")
        } else {
            format!("Rows {first} to {last} above the header were not read{shown}.")
        })
    }

    /// Takes the first rows out. Answers how long their text is.
    pub(super) fn drop_rows(&mut self, count: usize) -> u32 {
        let cells = self.starts.get(count).copied().unwrap_or(0);
        let bytes = cells.checked_sub(1).and_then(|last| self.ends.get(last as usize)).copied().unwrap_or(0);
        self.ends.drain(..cells as usize);
        self.ends.iter_mut().for_each(|end| *end -= bytes);
        self.starts.drain(..count);
        self.starts.iter_mut().for_each(|start| *start -= cells);
        self.numbers.drain(..count);
        self.lines.drain(..count.min(self.lines.len()));
        self.faults.retain(|fault| fault.row as usize >= count);
        self.faults.iter_mut().for_each(|fault| fault.row -= count as u32);
        bytes
    }
}

fn header_missing(row: u32) -> Refusal {
    Reason::HeaderMissing.because(format!(
        "Row {row} was named as the header, and it is blank or past the end of the file. Name the row that holds the \
         column names."
    ))
}
