//! The sheet to read, where nobody named one: the one that looks most like a table of people.

use super::super::{Limits, Reason, Refusal, grouped};
use super::names::said_by;
use super::remarks::Remarks;
use super::row::Filling;
use super::write::{Book, Stop};
use crate::matching::named_fields;
use crate::sheet::SheetName;

/// Rows that are looked at; a sheet of more is large, and that is enough to know.
const MOST_ROWS: u32 = 1000;

/// Filled rows among which the header is looked for.
const HEADERS: u32 = 20;

/// What the first filled sheet has ahead of the others: less than a field, more than twice the rows.
const FIRST: i32 = 5;

/// A sheet of people names so many fields of a person.
const PEOPLE_FIELDS: i32 = 3;

/// Sheets that are named in a sentence.
const MOST_NAMED: usize = 10;

/// Cells that are words of a header are short.
const MOST_WORD: usize = 60;

/// What a short look at a sheet says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Glance {
    /// Filled rows, up to [`MOST_ROWS`].
    rows: u32,
    /// The most fields of a person that the words of one row name.
    fields: i32,
    /// Whether it cannot be read. It counts as filled, so that reading it says why.
    broken: bool,
}

impl Glance {
    /// Sees a row; answers whether to look on.
    pub(super) fn see(&mut self, row: &Filling) -> bool {
        if row.is_filled() {
            self.rows += 1;
            if self.rows <= HEADERS {
                let words = row.cells().iter().filter(|cell| cell.len() <= MOST_WORD).cloned();
                self.fields = self.fields.max(named_fields(&words.collect::<Vec<_>>()));
            }
        }
        self.rows < MOST_ROWS
    }

    pub(super) const fn of_broken() -> Self {
        Self { rows: 0, fields: 0, broken: true }
    }

    const fn is_filled(self) -> bool {
        self.rows > 0 || self.broken
    }

    /// How many rows stand below its header, if that is one of people.
    fn people(self) -> Option<String> {
        let rows = self.rows.checked_sub(1).filter(|rows| *rows > 0 && self.fields >= PEOPLE_FIELDS)?;
        Some(match rows {
            1 => "1 row".to_owned(),
            _ if self.rows >= MOST_ROWS => format!("{} rows or more", grouped(rows.into())),
            _ => format!("{rows} rows"),
        })
    }

    /// How much the sheet looks like a table of people.
    fn score(self, name: &str) -> i32 {
        // Rows count by how often they double, so that a long list of postcodes does not win over ten people.
        let rows = (u32::BITS - self.rows.leading_zeros()).cast_signed();
        10 * self.fields.min(9) + 2 * rows + said_by(name)
    }
}

/// The sheet to read, all sheets, and what to say about the choice.
#[derive(Debug)]
pub(super) struct Chosen {
    pub place: usize,
    pub sheets: Vec<SheetName>,
    pub warnings: Vec<String>,
}

pub(super) fn choose(book: &mut Book<'_>, wanted: Option<&str>, limits: &Limits) -> Result<Chosen, Stop> {
    let glances = book.glance(limits, &mut Remarks::default())?;
    let tabs = book.tabs();
    let sheets = tabs.iter().zip(&glances).map(|(tab, glance)| SheetName {
        name: tab.name.clone(),
        visible: tab.visible,
        filled: glance.is_filled(),
    });
    let sheets = sheets.collect::<Vec<_>>();
    if let Some(wanted) = wanted {
        let found = tabs.iter().position(|tab| tab.name == wanted && tab.is_table);
        let place = found.ok_or_else(|| no_such_sheet(wanted, &sheets))?;
        return Ok(Chosen { place, sheets, warnings: Vec::new() });
    }
    let place = best(&sheets, &glances, true).or_else(|| best(&sheets, &glances, false));
    let place = place.ok_or_else(|| {
        Reason::WorkbookNoSheet
            .because("No sheet of the workbook has a filled cell. Fill one in and save it again.")
    })?;
    let warnings = said(&sheets, &glances, place);
    Ok(Chosen { place, sheets, warnings })
}

/// The filled sheet with the highest score; the first of equals.
fn best(sheets: &[SheetName], glances: &[Glance], visible: bool) -> Option<usize> {
    let all = sheets.iter().zip(glances).enumerate();
    let filled = all.filter(|(_, (sheet, _))| sheet.filled && sheet.visible == visible);
    // Whoever made the workbook put first what matters, unless something speaks against it.
    let first = |rank| if rank == 0 { FIRST } else { 0 };
    let scored = filled.enumerate();
    let scored =
        scored.map(|(rank, (place, (sheet, glance)))| (place, glance.score(&sheet.name) + first(rank)));
    // Of equals the last of a list is the greatest, so the list is turned.
    scored.collect::<Vec<_>>().into_iter().rev().max_by_key(|(_, score)| *score).map(|(place, _)| place)
}

/// Which sheet was read and which were not; how to get the people of others where they have some as well.
fn said(sheets: &[SheetName], glances: &[Glance], place: usize) -> Vec<String> {
    let Some(chosen) = sheets.get(place) else { return Vec::new() };
    let others = sheets.iter().zip(glances).enumerate();
    let others = others.filter(|(other, (sheet, _))| *other != place && sheet.filled).map(|(_, other)| other);
    let any_people = others.clone().any(|(_, glance)| glance.people().is_some());
    let named = others.map(|(sheet, glance)| {
        let hidden = (!sheet.visible).then(|| "hidden".to_owned());
        let notes = hidden.into_iter().chain(glance.people()).collect::<Vec<_>>().join(", ");
        if notes.is_empty() {
            format!("“{}”", sheet.name)
        } else {
            format!("“{}” ({notes})", sheet.name)
        }
    });
    let mut named = named.collect::<Vec<_>>();
    let more = named.len().saturating_sub(MOST_NAMED);
    named.truncate(MOST_NAMED);
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    let named = named.join(", ");
    let more = if any_people {
        " Where their people are meant too, import the file once for each of these sheets, or copy all people below one \
         another on one sheet."
    } else {
        ""
    };
    if !chosen.visible {
        let rest = if named.is_empty() { String::new() } else { format!(" Not read: {named}.{more}") };
        return vec![format!(
            "No visible sheet has a filled cell, so the hidden sheet “{}” was read.{rest}",
            chosen.name
        )];
    }
    if named.is_empty() {
        return Vec::new();
    }
    vec![format!("The sheet “{}” was read. Not read: {named}.{more}", chosen.name)]
}

fn no_such_sheet(wanted: &str, sheets: &[SheetName]) -> Refusal {
    let names = sheets.iter().map(|sheet| format!("“{}”", sheet.name)).collect::<Vec<_>>().join(", ");
    Reason::WorkbookNoSheet.because(format!("The workbook has no sheet “{wanted}”. It has {names}."))
}
