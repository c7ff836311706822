//! Which delimiter, quote and escape a text file uses.
//!
//! The whole shape tells: under the right ones most rows have the same number of cells, at the head of the file, in its
//! middle and at its end, and the cells are plain words, numbers and addresses rather than bits of them.

use super::shape::{Shape, clean_share, evenness, shapes};
use super::spaced::is_spaced;
use super::{Reason, Refusal};
use crate::mapping::{Escape, Reading};

/// How the cells of a text file are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Between two cells.
    pub delimiter: u8,
    /// Around a cell that holds the delimiter, a quote or a line break.
    pub quote: u8,
    /// How a quote within a quoted cell is written.
    pub escape: Escape,
    /// Whether blanks stand before the quote that opens a cell.
    pub is_spaced: bool,
    /// The delimiter that a `sep=` line names and that stands nowhere in the file, which has another.
    pub not_there: Option<u8>,
    /// Where the first record begins, behind a `sep=` line.
    pub start: usize,
}

/// The delimiters that are looked for; of two that fit as well the first wins.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Delimiters that are believed only where every row bears them out.
const RARE: [u8; 5] = [0x01, 0x1f, b'^', b'~', b':'];

/// How much of the file is looked at: at its head, and in its middle and at its end.
const HEAD: usize = 64 * 1024;
const PART: usize = 16 * 1024;

/// So many lines with a backslash before a quote are looked at.
const ESCAPES: usize = 20;

impl Dialect {
    /// Finds the dialect of a text that begins at `start`, where `reading` does not name it; a plain text has no backslash.
    pub(super) fn of(text: &[u8], start: usize, reading: &Reading, is_plain: bool) -> Result<Self, Refusal> {
        let rest = text.get(start..).unwrap_or_default();
        let (named, skipped) = named_by_file(rest).unzip();
        let start = start + skipped.unwrap_or(0);
        let samples = samples(text.get(start..).unwrap_or_default());
        let quote = match reading.quote {
            Some(_) => ascii(reading.quote, '"', "quote")?,
            None if is_single_quoted(&samples) => b'\'',
            None => b'"',
        };
        let is_there =
            |delimiter: u8| samples.iter().any(|sample| memchr::memchr(delimiter, sample).is_some());
        let mut not_there = None;
        let delimiter = match (reading.delimiter, named) {
            (Some(wanted), _) => ascii(Some(wanted), ',', "delimiter")?,
            (None, Some(named)) if is_there(named) => named,
            (None, named) => {
                let found = guess(&samples, quote);
                not_there = named.filter(|_| is_there(found));
                named.filter(|_| not_there.is_none()).unwrap_or(found)
            }
        };
        if delimiter == quote {
            return Err(Reason::ReadingInvalid.because("The delimiter and the quote are the same character."));
        }
        let escape = match reading.escape {
            Some(escape) => escape,
            None if is_plain => Escape::Doubled,
            None => escape(text, &samples, delimiter, quote),
        };
        let is_spaced = is_spaced(&samples, delimiter, quote, escape);
        Ok(Self { delimiter, quote, escape, is_spaced, not_there, start })
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

/// The parts of a text that are looked at, each of whole lines.
pub(super) fn samples(text: &[u8]) -> Vec<&[u8]> {
    if text.len() <= HEAD + 2 * PART {
        return vec![text];
    }
    let mut samples = vec![whole_lines(text.get(..HEAD).unwrap_or_default(), true)];
    for from in [text.len() / 2, text.len() - PART] {
        let part = text.get(from..from + PART).unwrap_or_default();
        let first = memchr::memchr2(b'\n', b'\r', part).map_or(part.len(), |end| end + 1);
        samples.push(whole_lines(part.get(first..).unwrap_or_default(), from + PART < text.len()));
    }
    samples
}

/// A part of a text without the line at its end that is cut off, if it has others.
fn whole_lines(part: &[u8], is_cut: bool) -> &[u8] {
    let end = memchr::memrchr2(b'\n', b'\r', part).filter(|_| is_cut);
    end.and_then(|end| part.get(..=end)).unwrap_or(part)
}

/// Whether cells stand in single quotes: each that opens closes, and none is in double quotes.
fn is_single_quoted(samples: &[&[u8]]) -> bool {
    let ends = |byte: Option<&u8>| {
        byte.is_none_or(|byte| matches!(byte, b'\n' | b'\r') || DELIMITERS.contains(byte))
    };
    let (mut opened, mut closed) = (0, 0);
    for sample in samples {
        for (at, byte) in sample.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| sample.get(before));
            match byte {
                b'"' if ends(before) => return false,
                b'\'' if ends(before) => opened += 1,
                b'\'' if ends(sample.get(at + 1)) => closed += 1,
                _ => {}
            }
        }
    }
    opened > 1 && opened == closed
}

/// The delimiter under which the rows are most alike and their cells cleanest.
pub(super) fn guess(samples: &[&[u8]], quote: u8) -> u8 {
    let escapes: &[Escape] =
        if samples.iter().any(|sample| memchr::memmem::find(sample, &[b'\\', quote]).is_some()) {
            &[Escape::Doubled, Escape::Backslash]
        } else {
            &[Escape::Doubled]
        };
    let ways =
        |delimiter: u8| escapes.iter().map(move |escape| all_shapes(samples, delimiter, quote, *escape));
    let mut best = (b',', 0.0, Vec::new());
    for (delimiter, shapes) in
        DELIMITERS.into_iter().flat_map(|delimiter| ways(delimiter).map(move |way| (delimiter, way)))
    {
        let score = evenness(&shapes) * (0.5 + 0.5 * clean_share(&shapes));
        if score > best.1 {
            best = (delimiter, score, shapes);
        }
    }
    let (delimiter, score, shapes) = best;
    // Tabs within remarks may make rows alike, but not the header above them.
    let is_whole = |shapes: &[Shape]| shapes.first().is_some_and(|first| first.width == 1);
    let (is_poor, first_is_whole) = (score < 0.3, is_whole(&shapes));
    let bears_out = |shapes: &[Shape], rare: u8| is_borne_out(shapes, rare) && (is_poor || !is_whole(shapes));
    if (is_poor || first_is_whole)
        && let Some(rare) = RARE.into_iter().find(|rare| ways(*rare).any(|shapes| bears_out(&shapes, *rare)))
        && !(rare == b':' && has_colons_of_its_own(samples))
    {
        return rare;
    }
    if score > 0.0 && is_prose(&shapes) {
        return DELIMITERS
            .into_iter()
            .find(|other| samples.iter().all(|sample| memchr::memchr(*other, sample).is_none()))
            .unwrap_or(delimiter);
    }
    delimiter
}

pub(super) fn all_shapes(samples: &[&[u8]], delimiter: u8, quote: u8, escape: Escape) -> Vec<Shape> {
    samples.iter().flat_map(|sample| shapes(sample, delimiter, quote, escape)).collect()
}

/// Whether every row but for titles has as many cells under a rare delimiter.
fn is_borne_out(shapes: &[Shape], delimiter: u8) -> bool {
    let titles = shapes.iter().take_while(|shape| shape.width == 1).count();
    let shapes = shapes.get(titles..).unwrap_or_default();
    let control = delimiter.is_ascii_control();
    let width = shapes.first().map_or(0, |shape| shape.width);
    shapes.len() >= if control { 2 } else { 3 }
        && titles <= shapes.len()
        && width >= if control { 2 } else { 3 }
        && shapes.iter().all(|shape| shape.width == width && shape.spaced == 0)
}

/// Whether colons are a part of what the cells say: all of a time of day or of the address of a machine, or one of a web
/// address. Behind those of the first two stand two digits, which may be hexadecimal.
fn has_colons_of_its_own(samples: &[&[u8]]) -> bool {
    let (mut is_web, mut of_pairs) = (false, true);
    for sample in samples {
        for at in memchr::memchr_iter(b':', sample) {
            let (before, behind) = sample.split_at_checked(at).unwrap_or_default();
            is_web |= behind.starts_with(b"://");
            let run = behind.iter().skip(1).take_while(|byte| byte.is_ascii_hexdigit()).count();
            of_pairs &= run == 2 && before.last().is_some_and(u8::is_ascii_hexdigit);
        }
    }
    is_web || of_pairs
}

/// Whether a column of texts only happens to have commas, as `Lovelace, Ada` does: blanks stand behind all of them, and
/// the first row, or most rows, have none.
fn is_prose(shapes: &[Shape]) -> bool {
    let alone = shapes.iter().filter(|shape| shape.width == 1).count();
    let first = shapes.first().is_some_and(|shape| shape.width == 1);
    let spaced = shapes.iter().all(|shape| shape.spaced + 1 == shape.width);
    let pairs = shapes.iter().all(|shape| shape.width <= 2);
    spaced && (alone * 2 > shapes.len() || first && (pairs || alone * 2 == shapes.len()))
}

/// Whether quotes within quoted cells stand behind a backslash: where they do, no text follows a closing quote.
fn escape(text: &[u8], samples: &[&[u8]], delimiter: u8, quote: u8) -> Escape {
    let escaped = [b'\\', quote];
    let lines = memchr::memmem::find_iter(text, &escaped).take(ESCAPES).map(|at| {
        let (before, behind) = text.split_at_checked(at).unwrap_or_default();
        let from = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
        let to = memchr::memchr2(b'\n', b'\r', behind).map_or(text.len(), |end| at + end);
        text.get(from..to).unwrap_or_default()
    });
    let lines = lines.collect::<Vec<_>>();
    if lines.is_empty() {
        return Escape::Doubled;
    }
    let strays = |escape| {
        let of = |parts: &[&[u8]]| {
            all_shapes(parts, delimiter, quote, escape).iter().filter(|shape| shape.stray).count()
        };
        of(samples) + of(&lines)
    };
    if strays(Escape::Backslash) < strays(Escape::Doubled) { Escape::Backslash } else { Escape::Doubled }
}
