//! Blanks before the quote that opens a cell: `Ann, "Smith", ann@x.example`.

use crate::mapping::Escape;

/// Whether the cells of a text stand in quotes with blanks before them: some do, and each such quote closes where its cell
/// ends, on the same line.
pub(super) fn is_spaced(samples: &[&[u8]], delimiter: u8, quote: u8, escape: Escape) -> bool {
    let mut spaced = 0;
    for sample in samples {
        let mut at = 0;
        while at < sample.len() {
            let Some(cell) = sample.get(at..).and_then(|rest| cell(rest, delimiter, quote, escape)) else {
                return false;
            };
            spaced += usize::from(cell.is_spaced);
            at += cell.length + 1;
        }
    }
    spaced > 0
}

/// How many blanks stand before a quote that opens a cell at the beginning of a text, if any do.
pub(super) fn blanks_before_quote(text: &[u8], delimiter: u8, quote: u8) -> usize {
    let is_blank = |byte: &&u8| matches!(**byte, b' ' | b'\t') && **byte != delimiter;
    let blanks = text.iter().take_while(is_blank).count();
    if text.get(blanks) == Some(&quote) { blanks } else { 0 }
}

/// A cell at the beginning of a text.
struct Cell {
    /// Up to the delimiter or the line break.
    length: usize,
    is_spaced: bool,
}

/// The first cell; `None` where blanks stand before a quote that opens no cell.
fn cell(text: &[u8], delimiter: u8, quote: u8, escape: Escape) -> Option<Cell> {
    let blanks = blanks_before_quote(text, delimiter, quote);
    let is_end = |byte: &u8| *byte == delimiter || matches!(*byte, b'\n' | b'\r');
    let plain = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.iter().position(is_end).unwrap_or(rest.len())
    };
    if text.get(blanks) != Some(&quote) {
        return Some(Cell { length: plain(0), is_spaced: false });
    }
    let is_spaced = blanks > 0;
    let close = closing(text, blanks + 1, quote, escape);
    let Some(close) = close else {
        // The sample ends within a cell.
        return (!is_spaced).then_some(Cell { length: text.len(), is_spaced });
    };
    let length = plain(close + 1);
    let inner = text.get(blanks..close).unwrap_or_default();
    let behind = text.get(close + 1..length).unwrap_or_default();
    let fits =
        behind.iter().all(u8::is_ascii_whitespace) && !inner.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    (!is_spaced || fits).then_some(Cell { length, is_spaced })
}

/// The place of the quote that closes a cell.
fn closing(text: &[u8], from: usize, quote: u8, escape: Escape) -> Option<usize> {
    let mut at = from;
    loop {
        let byte = *text.get(at)?;
        let is_doubled = byte == quote && text.get(at + 1) == Some(&quote);
        at += match byte {
            _ if is_doubled => 2,
            b'\\' if escape == Escape::Backslash => 2,
            _ if byte == quote => return Some(at),
            _ => 1,
        };
    }
}
