//! The header row: its cells, its twins, and the rows that repeat it.

use std::collections::BTreeMap;

use crate::matching::{fields_of, is_column_name};
use crate::sheet::side_by_side;
use crate::value::fold::fold;

/// The header of a table of people has so many names, and knows so many of them.
const FILLED: usize = 3;
const KNOWN: usize = 2;

/// The header row as it was found.
#[derive(Debug)]
pub(crate) struct Header {
    /// Its place in the file, 1 for the first record; 0 where the file has none.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
    /// Its cells up to the last filled one, in the form in which names are compared.
    names: Vec<String>,
    /// Whether it plainly is that of a table of people: several names of columns, some of them known.
    pub is_of_people: bool,
}

impl Header {
    pub(crate) fn new(number: u32, cells: Vec<String>) -> Self {
        let mut names = cells.iter().map(|cell| fold(cell).into_owned()).collect::<Vec<_>>();
        names.truncate(names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let known = cells.iter().filter(|cell| is_column_name(cell)).count();
        Self { number, cells, names, is_of_people: filled >= FILLED && known >= KNOWN }
    }

    /// Of a file without one: columns are called as a spreadsheet calls them.
    pub(crate) fn none(columns: usize) -> Self {
        Self {
            number: 0,
            cells: (0..columns).map(|index| format!("Column {}", letters(index))).collect(),
            names: Vec::new(),
            is_of_people: false,
        }
    }

    /// Whether a row says the same as the header, whatever its case, its blanks, and its delimiters at the end: its text,
    /// where that begins, and the end of each of its cells.
    pub(crate) fn is_repeated_by(&self, text: &[u8], offset: u32, ends: &[u32]) -> bool {
        if self.number == 0 || self.names.is_empty() || ends.len() < self.names.len() {
            return false;
        }
        let mut start = offset;
        let mut cells = ends.iter().map(|end| {
            let from = std::mem::replace(&mut start, *end);
            text.get((from - offset) as usize..(*end - offset) as usize).unwrap_or_default()
        });
        self.names.iter().all(|name| cells.next().is_some_and(|cell| says(cell, name)))
            && cells.all(|cell| says(cell, ""))
    }

    /// Whether a row is a header as well, with a name of this one over another column. A row of no cells is
    /// none.
    pub(crate) fn is_reordered_by(&self, cells: &[&str]) -> bool {
        let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        if !self.is_of_people || !filled.clone().all(is_column_name) || filled.nth(FILLED - 1).is_none() {
            return false;
        }
        let own = fields_of(&self.cells);
        let its = fields_of(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let mut moved = (0..).zip(&its).filter(|(at, field)| {
            field.is_some() && own.contains(field) && own.get(*at).is_none_or(|here| here != *field)
        });
        moved.next().is_some()
    }

    /// Says which names stand more than once, or that all do, as in two tables side by side; which of the columns is meant is for a person to choose.
    pub(crate) fn twins(&self) -> Vec<String> {
        if let Some(two) = side_by_side(&self.cells).filter(|_| self.is_of_people) {
            return vec![two];
        }
        let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, cell) in self.cells.iter().enumerate() {
            let name = cell.trim().to_lowercase();
            if !name.is_empty() {
                seen.entry(name).or_default().push(index);
            }
        }
        let mut twins = seen.into_values().filter(|columns| columns.len() > 1).collect::<Vec<_>>();
        twins.sort_unstable();
        twins.iter().map(|columns| self.twin(columns)).collect()
    }

    fn twin(&self, columns: &[usize]) -> String {
        let name = columns.first().and_then(|index| self.cells.get(*index)).map_or("", |cell| cell.trim());
        let places = columns.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(", ");
        format!("“{name}” stands more than once in the header, in columns {places}. Choose which one to use.")
    }
}

/// Whether a cell says a folded name. Nearly every cell that is asked begins with another letter.
fn says(cell: &[u8], name: &str) -> bool {
    if name.is_empty() && cell.iter().any(u8::is_ascii_graphic) {
        return false;
    }
    if let (Some(first), Some(its)) = (cell.first(), name.as_bytes().first())
        && first.is_ascii_alphanumeric()
        && its.is_ascii_alphanumeric()
        && !first.eq_ignore_ascii_case(its)
    {
        return false;
    }
    std::str::from_utf8(cell).is_ok_and(|cell| fold(cell) == name)
}

/// A, B, … Z, AA, AB, …
pub(crate) fn letters(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    match (index / 26).checked_sub(1) {
        Some(before) => format!("{}{letter}", letters(before)),
        None => letter.to_string(),
    }
}
