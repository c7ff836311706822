//! The shape of rows under a dialect: how many cells they have, and how clean those are.

use crate::mapping::Escape;

/// At most so many rows of a part of a file are looked at.
const ROWS: usize = 100;

/// A row that is not blank.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// How many cells it has.
    pub width: usize,
    /// How many of them hold no sign that is a delimiter in other files.
    clean: usize,
    /// Behind how many delimiters a blank stands.
    pub spaced: usize,
    /// Whether text follows a closing quote, or a quote is not closed.
    pub stray: bool,
}

/// Where in a cell the sample is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// Behind a backslash within a quoted cell.
    Escaped,
    /// Behind a quote within a quoted cell: the end of it, or the first half of a doubled quote.
    Closed,
}

/// The rows of a sample under a dialect.
pub(super) fn shapes(sample: &[u8], delimiter: u8, quote: u8, escape: Escape) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let (mut row, mut at, mut filled, mut clean) = (Shape::default(), At::Start, false, true);
    for &byte in sample {
        let backslash = byte == b'\\' && escape == Escape::Backslash;
        let before = at;
        at = match (at, byte) {
            (At::Escaped, _) => At::Quoted,
            (At::Quoted, _) if backslash => At::Escaped,
            (At::Quoted, _) if byte != quote => At::Quoted,
            (At::Quoted, _) => At::Closed,
            (At::Start | At::Closed, _) if byte == quote => At::Quoted,
            (_, b'\n' | b'\r') => {
                row.end_cell(&mut clean);
                if filled {
                    shapes.push(row);
                }
                if shapes.len() >= ROWS {
                    return shapes;
                }
                (row, filled) = (Shape::default(), false);
                At::Start
            }
            _ if byte == delimiter => {
                row.end_cell(&mut clean);
                At::Start
            }
            _ => At::Plain,
        };
        row.stray |= before == At::Closed && at == At::Plain && byte != b' ';
        row.spaced += usize::from(before == At::Start && byte == b' ' && row.width > 0);
        clean &= at != At::Plain || !matches!(byte, b',' | b';' | b'\t' | b'|' | b'"');
        filled |= at != At::Start && !byte.is_ascii_whitespace();
    }
    if filled {
        row.end_cell(&mut clean);
        row.stray |= matches!(at, At::Quoted | At::Escaped);
        shapes.push(row);
    }
    shapes
}

impl Shape {
    fn end_cell(&mut self, clean: &mut bool) {
        self.width += 1;
        self.clean += usize::from(std::mem::replace(clean, true));
    }
}

/// The share of rows that have the most common number of cells above one, less for few cells.
pub(super) fn evenness(shapes: &[Shape]) -> f64 {
    let mut widths = shapes.iter().map(|shape| shape.width).collect::<Vec<_>>();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
    let scores = runs.filter(|(_, width)| *width > 1).map(|(rows, width)| {
        let share = f64::from(rows as u32) / f64::from(shapes.len() as u32);
        share * (1.0 - 1.0 / f64::from(width as u32))
    });
    scores.fold(0.0, f64::max)
}

/// The share of cells that hold no sign that is a delimiter in other files.
pub(super) fn clean_share(shapes: &[Shape]) -> f64 {
    let sum = |of: fn(&Shape) -> usize| f64::from(shapes.iter().map(of).sum::<usize>() as u32);
    sum(|shape| shape.clean) / sum(|shape| shape.width).max(1.0)
}
