//! Lines that stand in quotes as a whole, `"Ana,Ruiz,ana@x.example"`: a table that was opened in one column and saved again.
//!
//! The quotes around such lines are taken off in place, and doubled ones within become single, so that the scanner finds
//! the cells. That is done only where the lines make a table of people by it: a list of names such as `"Ruiz, Ana"` is one
//! column, and stays so.

use memchr::{memchr, memchr2};

use super::csv::line_breaks;
use super::dialect::{all_shapes, guess, samples};
use super::grouped;
use super::shape::{Shape, shapes};
use crate::mapping::{Escape, Reading};
use crate::matching::is_column_name;

const QUOTE: u8 = b'"';

/// A table has so many cells in a row at least, and so many names of columns in its header.
const FEWEST: usize = 3;
const NAMES: usize = 2;

/// Takes the quotes off lines that stand in them as a whole, in a text that begins at `start`; says so.
pub(super) fn unwrap_lines(text: &mut Vec<u8>, start: usize, reading: &Reading) -> Option<String> {
    if !matches!(reading.quote, None | Some('"')) {
        return None;
    }
    let rest = text.get(start..).unwrap_or_default();
    let samples = samples(rest);
    let wanted = wanted(&samples, reading)?;
    // Between lines that stand as they are a quote may be that of a cell over several lines.
    let survey = survey(rest);
    if survey.broken > 0 && wanted.width.is_some() {
        return None;
    }
    let taken = take_off(text, start, wanted);
    (taken.count > 0).then(|| taken.sentence())
}

/// Which lines lose their quotes.
#[derive(Clone, Copy)]
struct Wanted {
    delimiter: u8,
    /// Only those of so many cells; all of them where no other line is there.
    width: Option<usize>,
}

/// What the lines of a text are.
#[derive(Clone, Copy, Default)]
struct Survey {
    /// In quotes as a whole, without any quote, and all others that are not blank.
    whole: usize,
    plain: usize,
    broken: usize,
}

/// Which lines would make a table, if any do.
fn wanted(samples: &[&[u8]], reading: &Reading) -> Option<Wanted> {
    let of = samples.iter().map(|sample| survey(sample)).fold(Survey::default(), |one, other| Survey {
        whole: one.whole + other.whole,
        plain: one.plain + other.plain,
        broken: one.broken + other.broken,
    });
    if of.whole == 0 || of.whole + of.plain < 2 || of.broken * 20 > of.whole {
        return None;
    }
    let bare = samples.iter().map(|sample| {
        let mut bare = sample.to_vec();
        take_off(&mut bare, 0, Wanted { delimiter: b',', width: None });
        bare
    });
    let bare = bare.collect::<Vec<_>>();
    let bare = bare.iter().map(Vec::as_slice).collect::<Vec<_>>();
    let delimiter = match reading.delimiter {
        Some(named) => u8::try_from(named).ok()?,
        None => guess(&bare, QUOTE),
    };
    let rows = all_shapes(&bare, delimiter, QUOTE, Escape::Doubled);
    let width = usual_width(&rows)?;
    let first = bare.first()?.split(|byte| matches!(byte, b'\n' | b'\r'));
    let mut first = first.filter(|line| width_of(line, delimiter) == Some(width));
    let is_people = first.next().is_some_and(|line| is_of_people(line, delimiter));
    is_people.then_some(Wanted { delimiter, width: (of.plain > 0).then_some(width) })
}

/// The number of cells that hardly a row does not have, if they are enough for a table and not only parts of sentences.
fn usual_width(rows: &[Shape]) -> Option<usize> {
    let mut widths = rows.iter().map(|row| row.width).collect::<Vec<_>>();
    widths.sort_unstable();
    let width = widths.chunk_by(|one, other| one == other).max_by_key(|run| run.len())?;
    let (count, width) = (width.len(), *width.first()?);
    let is_prose = rows.iter().all(|row| row.spaced + 1 == row.width);
    (width >= FEWEST && count * 10 >= rows.len() * 9 && !is_prose).then_some(width)
}

fn width_of(line: &[u8], delimiter: u8) -> Option<usize> {
    shapes(line, delimiter, QUOTE, Escape::Doubled).first().map(|row| row.width)
}

/// Whether a row is a header that somebody knows, or has an address.
fn is_of_people(line: &[u8], delimiter: u8) -> bool {
    let line = String::from_utf8_lossy(line);
    let cells = line.split(char::from(delimiter)).map(|cell| cell.trim_matches(['"', ' ']));
    line.contains('@') || cells.filter(|cell| is_column_name(cell)).count() >= NAMES
}

/// Counts the lines of a text by what they are.
fn survey(text: &[u8]) -> Survey {
    let (mut survey, mut at) = (Survey::default(), 0);
    while at < text.len() {
        let end = whole(text, at).map(|(_, end)| end);
        let stop = end.unwrap_or_else(|| line_end(text, at));
        let line = text.get(at..stop).unwrap_or_default();
        if end.is_some() {
            survey.whole += 1;
        } else if memchr(QUOTE, line).is_some() {
            survey.broken += 1;
        } else if line.iter().any(u8::is_ascii_graphic) {
            survey.plain += 1;
        }
        at = stop + 1;
    }
    survey
}

/// The place of the quote that closes a line which opens with one, and the end of the line, if nothing but delimiters of
/// blank cells stands between the two.
fn whole(text: &[u8], from: usize) -> Option<(usize, usize)> {
    if text.get(from) != Some(&QUOTE) {
        return None;
    }
    let mut at = from + 1;
    let close = loop {
        let found = at + memchr(QUOTE, text.get(at..)?)?;
        if text.get(found + 1) != Some(&QUOTE) {
            break found;
        }
        at = found + 2;
    };
    let end = line_end(text, close);
    let behind = text.get(close + 1..end)?;
    let is_blank = behind.iter().all(|byte| matches!(byte, b',' | b';' | b'\t' | b' '));
    (is_blank && close > from + 1).then_some((close, end))
}

fn line_end(text: &[u8], from: usize) -> usize {
    memchr2(b'\n', b'\r', text.get(from..).unwrap_or_default()).map_or(text.len(), |end| from + end)
}

/// What lost its quotes.
#[derive(Clone, Copy, Default)]
struct Taken {
    count: usize,
    /// The first line of it, 1 for the first of the text.
    first: u32,
}

impl Taken {
    fn sentence(self) -> String {
        let (lines, first) = (grouped(self.count as u64), grouped(self.first.into()));
        match self.count {
            1 => {
                format!("Line {first} of the file stands in quotes as a whole; it was split into its cells.")
            }
            _ => format!(
                "{lines} lines of the file stand in quotes as a whole, the first on line {first}; they were split into their \
                 cells."
            ),
        }
    }
}

/// Takes the quotes off the lines of a text from `start` on that are wanted. No line becomes longer.
fn take_off(text: &mut Vec<u8>, start: usize, wanted: Wanted) -> Taken {
    let mut taken = Taken::default();
    let (mut at, mut to) = (start, start);
    while at < text.len() {
        let bare = whole(text, at).and_then(|(close, end)| {
            let bare = halved(text.get(at + 1..close)?);
            let fits = wanted.width.is_none() || width_of(&bare, wanted.delimiter) == wanted.width;
            fits.then_some((bare, end))
        });
        let end = bare.as_ref().map_or_else(|| line_end(text, at), |(_, end)| *end);
        if let Some((bare, _)) = bare {
            if taken.count == 0 {
                taken.first = line_breaks(text.get(..to).unwrap_or_default()) + 1;
            }
            taken.count += 1;
            if let Some(place) = text.get_mut(to..to + bare.len()) {
                place.copy_from_slice(&bare);
            }
            to += bare.len();
        } else {
            text.copy_within(at..end, to);
            to += end - at;
        }
        // The line break.
        let next = text.len().min(end + 1);
        text.copy_within(end..next, to);
        to += next - end;
        at = next;
    }
    text.truncate(to);
    taken
}

/// A text with one quote for each two.
pub(super) fn halved(text: &[u8]) -> Vec<u8> {
    let mut halved = Vec::with_capacity(text.len());
    let mut is_second = false;
    for byte in text {
        is_second = *byte == QUOTE && !is_second;
        if *byte != QUOTE || is_second {
            halved.push(*byte);
        }
    }
    halved
}
