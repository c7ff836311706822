//! OpenDocument spreadsheets (ODS).
//!
//! All sheets stand in one part, one after the other, and each cell brings the text that it shows. Cells and rows that
//! are alike stand there once with a count, which is where a small file can ask for more than there is: a blank cell is
//! only counted, and a filled one is written as often as rows and columns are read at the most.
//!
//! Start at [`Ods`]; [`self::cell`] reads one cell.

mod cell;

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use self::cell::CellReader;
use super::super::kind::no_table;
use super::super::{Limits, Refusal};
use super::choose::Glance;
use super::package::Package;
use super::refuse::{broken, hostile};
use super::remarks::Remarks;
use super::row::Filling;
use super::write::{Stop, Tab, Visit};
use super::xml::{Xml, attribute, number};

/// Styles of tables that hide one; there is one for each hidden sheet.
const MOST_STYLES: usize = 10_000;

/// Groups of hidden columns that are kept.
const MOST_HIDDEN: usize = 1000;

const CONTENT: &str = "content.xml";

/// A workbook whose sheets can be read.
pub(super) struct Ods<'b> {
    package: Package<'b>,
    tabs: Vec<Tab>,
}

impl<'b> Ods<'b> {
    /// Lists the sheets.
    pub(super) fn open(mut package: Package<'b>, limits: &Limits) -> Result<Self, Refusal> {
        let Some(mut xml) = package.part(CONTENT)? else { return Err(broken("it has no content")) };
        let (mut tabs, mut hiding, mut style) = (Vec::new(), BTreeSet::new(), String::new());
        let (mut depth, mut is_spreadsheet) = (0_u32, false);
        loop {
            match xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "office:spreadsheet" => is_spreadsheet = true,
                    "style:style" => {
                        style = attribute(&element, "style:name").unwrap_or_default().into_owned();
                    }
                    "style:table-properties" if is(&element, "table:display", "false") => {
                        hiding.insert(style.clone());
                    }
                    "table:table" => {
                        depth += 1;
                        if depth == 1 {
                            tabs.push(tab(&element, &hiding)?);
                        }
                    }
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "table:table" => {
                    depth = depth.saturating_sub(1);
                }
                Event::Eof => break,
                _ => {}
            }
            if tabs.len() > limits.sheets as usize || hiding.len() > MOST_STYLES {
                return Err(hostile(&format!("it has more than {} sheets", limits.sheets)));
            }
        }
        drop(xml);
        if is_spreadsheet {
            Ok(Self { package, tabs })
        } else {
            Err(no_table("a text or a drawing of OpenDocument"))
        }
    }

    pub(super) fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    /// Takes a short look at each sheet, all of them in one go.
    pub(super) fn glance(&mut self, limits: &Limits, remarks: &mut Remarks) -> Result<Vec<Glance>, Stop> {
        let mut glances = vec![Glance::default(); self.tabs.len()];
        let Some(mut xml) = self.package.part(CONTENT)? else { return Ok(glances) };
        for glance in &mut glances {
            if !next_table(&mut xml)? {
                break;
            }
            let mut reader = TableReader::new(&mut xml, limits);
            if reader.read(remarks, &mut |row, _| Ok(glance.see(row))).is_err() {
                *glance = Glance::of_broken();
            }
            reader.rest()?;
        }
        Ok(glances)
    }

    /// Reads the rows of a sheet.
    pub(super) fn rows(
        &mut self,
        place: usize,
        limits: &Limits,
        remarks: &mut Remarks,
        visit: &mut Visit<'_>,
    ) -> Result<(), Stop> {
        let Some(mut xml) = self.package.part(CONTENT)? else { return Ok(()) };
        for _ in 0..place {
            if next_table(&mut xml)? {
                xml.skip()?;
            }
        }
        if !next_table(&mut xml)? {
            return Ok(());
        }
        TableReader::new(&mut xml, limits).read(remarks, visit)
    }
}

fn tab(element: &BytesStart<'_>, hiding: &BTreeSet<String>) -> Result<Tab, Refusal> {
    let name = attribute(element, "table:name").unwrap_or_default();
    let style = attribute(element, "table:style-name").unwrap_or_default();
    Tab::new(name.into_owned(), !hiding.contains(style.as_ref()), true)
}

/// Goes on to the beginning of the next sheet; answers whether there is one.
fn next_table(xml: &mut Xml<'_>) -> Result<bool, Refusal> {
    loop {
        match xml.next()? {
            Event::Start(element) if element.name().as_ref() == "table:table" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// Whether an attribute has a value.
fn is(element: &BytesStart<'_>, name: &str, value: &str) -> bool {
    attribute(element, name).is_some_and(|found| found == value)
}

/// How often an element stands for itself.
fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    number(element, name).unwrap_or(1).max(1)
}

/// Whether a row or column is shown. A filter says `filter`, a hand `collapse`.
fn visibility(element: &BytesStart<'_>) -> Visibility {
    match attribute(element, "table:visibility").as_deref() {
        Some("collapse") => Visibility::Hidden,
        Some("filter") => Visibility::Filtered,
        _ => Visibility::Shown,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visibility {
    Shown,
    Hidden,
    Filtered,
}

/// Reads the sheet that has just begun.
struct TableReader<'x, 'p, 'l> {
    xml: &'x mut Xml<'p>,
    limits: &'l Limits,
    row: Filling,
    /// The number of the row before the next one.
    last: u32,
    /// Elements within the sheet that have begun and not ended.
    depth: u32,
}

impl<'x, 'p, 'l> TableReader<'x, 'p, 'l> {
    fn new(xml: &'x mut Xml<'p>, limits: &'l Limits) -> Self {
        Self { xml, limits, row: Filling::default(), last: 0, depth: 1 }
    }

    /// Hands each row to `visit` until there is none or it wants no more.
    fn read(&mut self, remarks: &mut Remarks, visit: &mut Visit<'_>) -> Result<(), Stop> {
        let mut columns = 0_u32;
        while self.depth > 0 {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-column" => {
                        self.depth += 1;
                        let count = repeated(&element, "table:number-columns-repeated");
                        if visibility(&element) != Visibility::Shown
                            && remarks.hidden_columns.len() < MOST_HIDDEN
                        {
                            remarks.hidden_columns.push((columns, columns.saturating_add(count - 1)));
                        }
                        columns = columns.saturating_add(count);
                    }
                    "table:table-row" => {
                        let count = repeated(&element, "table:number-rows-repeated");
                        let visibility = visibility(&element);
                        remarks.filtered |= visibility == Visibility::Filtered;
                        if !self.row(count, visibility != Visibility::Shown, remarks, visit)? {
                            return Ok(());
                        }
                    }
                    // Drawings over the sheet, and what another sheet once said.
                    "table:shapes" | "table:table-source" | "office:forms" => self.xml.skip()?,
                    _ => self.depth += 1,
                },
                Event::End(_) => self.depth -= 1,
                Event::Eof => return Err(broken("a sheet ends in the middle").into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a row and hands it on as often as it stands there; answers whether another is wanted.
    fn row(
        &mut self,
        count: u32,
        hidden: bool,
        remarks: &mut Remarks,
        visit: &mut Visit<'_>,
    ) -> Result<bool, Stop> {
        self.depth += 1;
        self.row.begin(self.last + 1, hidden);
        CellReader::new(self.xml, &mut self.row, self.limits, remarks).row()?;
        self.depth -= 1;
        let first = self.last;
        self.last = self.last.saturating_add(count);
        if !self.row.is_filled() {
            return Ok(true);
        }
        for number in first..self.last {
            self.row.number = number + 1;
            if !visit(&mut self.row, remarks)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Passes over what is left of the sheet.
    fn rest(&mut self) -> Result<(), Refusal> {
        while self.depth > 0 {
            match self.xml.next()? {
                Event::Start(_) => self.depth += 1,
                Event::End(_) => self.depth -= 1,
                Event::Eof => return Err(broken("a sheet ends in the middle")),
                _ => {}
            }
        }
        Ok(())
    }
}
