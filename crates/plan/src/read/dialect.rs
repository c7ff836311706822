//! Which delimiter and quote a text file uses.

use super::{Reason, Refusal};
use crate::mapping::Reading;

/// How the cells of a text file are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Between two cells.
    pub delimiter: u8,
    /// Around a cell that holds the delimiter, a quote or a line break.
    pub quote: u8,
    /// Where the first record begins, behind a `sep=` line.
    pub start: usize,
}

/// The delimiters that are looked for; of two that fit as well the first wins.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// How much of the file is looked at.
const SAMPLE_BYTES: usize = 64 * 1024;
const SAMPLE_ROWS: usize = 100;

impl Dialect {
    /// Finds the dialect of a text that begins at `start`, where `reading` does not name it.
    pub(super) fn of(text: &[u8], start: usize, reading: &Reading) -> Result<Self, Refusal> {
        let quote = ascii(reading.quote, '"', "quote")?;
        let rest = text.get(start..).unwrap_or_default();
        let (named, skipped) = named_by_file(rest).unzip();
        let start = start + skipped.unwrap_or(0);
        let delimiter = match (reading.delimiter, named) {
            (Some(wanted), _) => ascii(Some(wanted), ',', "delimiter")?,
            (None, Some(named)) => named,
            (None, None) => guess(rest, quote),
        };
        if delimiter == quote {
            return Err(Reason::ReadingInvalid.because("The delimiter and the quote are the same character."));
        }
        Ok(Self { delimiter, quote, start })
    }
}

/// A character of the reading options as the one byte it must be.
fn ascii(wanted: Option<char>, default: char, what: &str) -> Result<u8, Refusal> {
    let character = wanted.unwrap_or(default);
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, b'\r' | b'\n' | 0) => Ok(byte),
        _ => Err(Reason::ReadingInvalid.because(format!("The {what} must be one ASCII character."))),
    }
}

/// The delimiter that a first line `sep=;` names, as Excel understands it, and the length of that line.
fn named_by_file(text: &[u8]) -> Option<(u8, usize)> {
    let line_end = memchr::memchr2(b'\n', b'\r', text)?;
    let line = text.get(..line_end)?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, rest) = line.split_at_checked(4)?;
    let &[delimiter] = rest else { return None };
    if !name.eq_ignore_ascii_case(b"sep=") || !delimiter.is_ascii() {
        return None;
    }
    let crlf = text.get(line_end..line_end + 2) == Some(b"\r\n");
    Some((delimiter, line_end + if crlf { 2 } else { 1 }))
}

/// The delimiter under which most of the first rows have the same number of cells, and many of them.
fn guess(text: &[u8], quote: u8) -> u8 {
    let whole = text.len() <= SAMPLE_BYTES;
    let sample = text.get(..text.len().min(SAMPLE_BYTES)).unwrap_or_default();
    let mut best = (b',', 0.0);
    for delimiter in DELIMITERS {
        let score = evenness(&widths(sample, delimiter, quote, whole));
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// The share of rows that have the most common number of cells above one, less for few cells.
fn evenness(widths: &[u32]) -> f64 {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
    let scores = runs.filter(|(_, width)| *width > 1).map(|(rows, width)| {
        let share = f64::from(rows as u32) / f64::from(widths.len() as u32);
        share * (1.0 - 1.0 / f64::from(width))
    });
    scores.fold(0.0, f64::max)
}

/// Where in a cell the sample is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// Behind a quote within a quoted cell: the end of it, or the first half of a doubled quote.
    Closed,
}

/// How many cells the first rows that are not blank have under a delimiter.
fn widths(sample: &[u8], delimiter: u8, quote: u8, whole: bool) -> Vec<u32> {
    let mut widths = Vec::new();
    let (mut width, mut at, mut filled) = (1, At::Start, false);
    for &byte in sample {
        at = match (at, byte) {
            (At::Quoted, _) if byte != quote => At::Quoted,
            (At::Quoted, _) => At::Closed,
            (At::Start | At::Closed, _) if byte == quote => At::Quoted,
            (_, b'\n' | b'\r') => {
                if filled {
                    widths.push(width);
                }
                if widths.len() >= SAMPLE_ROWS {
                    return widths;
                }
                (width, filled) = (1, false);
                At::Start
            }
            _ if byte == delimiter => {
                width += 1;
                At::Start
            }
            _ => At::Plain,
        };
        filled |= at != At::Start && !byte.is_ascii_whitespace();
    }
    if filled && (whole || widths.is_empty()) {
        widths.push(width);
    }
    widths
}
