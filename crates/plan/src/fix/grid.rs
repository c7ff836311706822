//! What somebody does in a grid, as fixes of single cells.

use std::collections::BTreeMap;

use super::Fix;
use crate::draft::Draft;
use crate::field::Field;
use crate::value::replace::Replacement;

/// What find and replace would do, before it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// How many cells would say something else.
    pub cells: u32,
    /// The first of them: the row's number, the cell as it is, and as it would be.
    pub samples: Vec<(u32, String, String)>,
}

/// Shows what a [`Fix::ReplaceText`] would change on top of the fixes there are, with at most `most` samples. Another fix
/// changes nothing here.
pub fn replaced(draft: &Draft, fix: &Fix, most: usize) -> Replaced {
    let Fix::ReplaceText { field, find, with, whole, match_case } = fix else { return Replaced::default() };
    let sought =
        Replacement { find: find.clone(), with: with.clone(), whole: *whole, match_case: *match_case };
    let mut replaced = Replaced::default();
    for at in 0..draft.sheet().len() as u32 {
        let before = draft.shown(at, *field);
        let Some(after) = sought.apply(&before).filter(|after| *after != before) else { continue };
        replaced.cells += 1;
        if replaced.samples.len() < most {
            replaced.samples.push((draft.sheet().number(at), before, after));
        }
    }
    replaced
}

/// Fills the blank cells of a field below a row, down to the next one that is filled, with what the row says. Rows that
/// a fix skips are left alone and do not end it. Nothing where the row's own cell is blank, or where there is no such row.
pub fn fill_down(draft: &Draft, field: Field, from_row: u32) -> Vec<Fix> {
    let Some(from) = draft.sheet().row_of(from_row) else { return Vec::new() };
    let value = draft.shown(from, field);
    if value.trim().is_empty() {
        return Vec::new();
    }
    let below = (from + 1..draft.sheet().len() as u32).filter(|at| !draft.is_skipped(*at));
    let rows: Vec<u32> = below
        .take_while(|at| draft.shown(*at, field).trim().is_empty())
        .map(|at| draft.sheet().number(at))
        .collect();
    if rows.is_empty() { Vec::new() } else { vec![Fix::SetCells { rows, field, value }] }
}

/// Puts a block of cells, as a spreadsheet copies it (tabs between cells, a line a row), into the grid: its first cell
/// goes into the first of `rows` and the first of `fields`, both as the grid shows them from there on. What lies beyond
/// them, and cells that say the same already, come to nothing. A single cell goes no further than its own place.
pub fn paste(draft: &Draft, rows: &[u32], fields: &[Field], block: &str) -> Vec<Fix> {
    let mut cells: BTreeMap<(Field, String), Vec<u32>> = BTreeMap::new();
    for (number, line) in rows.iter().zip(lines(block)) {
        let Some(at) = draft.sheet().row_of(*number) else { continue };
        for (field, value) in fields.iter().zip(line) {
            if draft.shown(at, *field) != value {
                cells.entry((*field, value)).or_default().push(*number);
            }
        }
    }
    cells.into_iter().map(|((field, value), rows)| Fix::SetCells { rows, field, value }).collect()
}

/// How large a block of cells is: its lines, and the cells of its longest line.
pub fn block_size(block: &str) -> (usize, usize) {
    let lines = lines(block);
    (lines.len(), lines.iter().map(Vec::len).max().unwrap_or(0))
}

/// The cells of a block, line by line. A cell in quotes may hold tabs, line breaks and doubled quotes; where a quote is
/// never closed, quotes are letters like others.
fn lines(block: &str) -> Vec<Vec<String>> {
    quoted_lines(block).unwrap_or_else(|| {
        let lines = block.trim_end_matches(['\r', '\n']).lines();
        lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    })
}

fn quoted_lines(block: &str) -> Option<Vec<Vec<String>>> {
    let mut lines = vec![vec![String::new()]];
    let mut letters = block.trim_end_matches(['\r', '\n']).chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        let line = lines.last_mut()?;
        let cell = line.last_mut()?;
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => line.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => lines.push(vec![String::new()]),
            _ => cell.push(letter),
        }
    }
    (!quoted).then_some(lines)
}
