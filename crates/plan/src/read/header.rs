//! The header row: its cells, its twins, and the rows that repeat it.

use std::collections::BTreeMap;

use crate::matching::is_column_name;

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
    /// Its cells, one after the other.
    text: Vec<u8>,
    /// Whether it plainly is that of a table of people: several names of columns, some of them known.
    pub is_of_people: bool,
}

impl Header {
    pub(crate) fn new(number: u32, cells: Vec<String>) -> Self {
        let text = cells.concat().into_bytes();
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let known = cells.iter().filter(|cell| is_column_name(cell)).count();
        Self { number, cells, text, is_of_people: filled >= FILLED && known >= KNOWN }
    }

    /// Of a file without one: columns are called as a spreadsheet calls them.
    pub(crate) fn none(columns: usize) -> Self {
        Self {
            number: 0,
            cells: (0..columns).map(|index| format!("Column {}", letters(index))).collect(),
            text: Vec::new(),
            is_of_people: false,
        }
    }

    /// Whether a row says the same as the header: its text, where that begins, and the end of each of its cells.
    pub(crate) fn is_repeated_by(&self, text: &[u8], offset: u32, ends: &[u32]) -> bool {
        let mut end = offset;
        self.number > 0
            && self.text == text
            && self.cells.iter().zip(ends).all(|(cell, actual)| {
                end += cell.len() as u32;
                end == *actual
            })
    }

    /// Says which names stand more than once; which of the columns is meant is for a person to choose.
    pub(crate) fn twins(&self) -> Vec<String> {
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

/// A, B, … Z, AA, AB, …
fn letters(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    match (index / 26).checked_sub(1) {
        Some(before) => format!("{}{letter}", letters(before)),
        None => letter.to_string(),
    }
}
