//! Text with a delimiter.
//!
//! The scanner moves the cells together in the memory that the file was loaded into: a cell without its quotes is never
//! longer than with them, so no second copy of the text is made. It is strict about what other readers pass over: a
//! quote that is not closed, a quoted cell over many lines, a quote in the middle of a cell.

use memchr::{memchr, memchr2, memchr3};

use super::dialect::Dialect;
use super::encoding::{self, Decoded};
use super::guarded::{Guards, guarded};
use super::kind::no_table;
use super::margins::take_off;
use super::pasted::listed;
use super::quoted::make_plain;
use super::spaced::blanks_before_quote;
use super::whole::{halved, unwrap_lines};
use super::{Limits, Reason, Refusal, grouped};
use crate::finding::Code;
use crate::mapping::{Escape, Reading};
use crate::sheet::{Format, Origin, Record, Rows, Sheet, nothing};

/// A quoted cell over more lines than this is more likely a quote that was not closed.
const MANY_LINES: u32 = 20;

/// Cells up to this many characters are shown whole in a fault.
const SHOWN: usize = 60;

pub(super) fn read(bytes: Vec<u8>, reading: &Reading, limits: &Limits) -> Result<Sheet, Refusal> {
    let mut decoded = encoding::decode(bytes, reading.encoding.as_deref(), limits)?;
    take_off(&mut decoded);
    check_text(&decoded)?;
    let is_empty = holds_nothing(&decoded, reading);
    let said = make_plain(&mut decoded, reading);
    decoded.warnings.extend(said);
    let list = listed(&mut decoded, reading);
    let tabs = Reading { delimiter: Some('\t'), ..reading.clone() };
    let reading = if list.is_some() { &tabs } else { reading };
    decoded.warnings.extend(list);
    decoded.warnings.extend(unwrap_lines(&mut decoded.bytes, decoded.start, reading));
    // One pass tells of most files that there is neither a NUL nor a backslash to look for.
    let is_plain = memchr2(0, b'\\', &decoded.bytes).is_none();
    let dialect = Dialect::of(&decoded.bytes, decoded.start, reading, is_plain)?;
    let mut rows = Rows::new(Format::Csv, reading.header_row, limits);
    for warning in decoded.warnings.into_iter().chain(if is_plain { None } else { nuls(&decoded.bytes) }) {
        rows.warn(warning);
    }
    if let Some(named) = dialect.not_there {
        rows.warn(not_there(named, dialect.delimiter));
    }
    if decoded.bytes.is_ascii() {
        rows.all_ascii();
    }
    rows.foreign_bytes(decoded.page);
    let count = |byte| memchr::memchr_iter(byte, &decoded.bytes).count();
    rows.expect_cells(count(dialect.delimiter) + count(b'\n') + 1);
    let mut scanner = Scanner::new(decoded.bytes, dialect, rows, limits);
    scanner.line += u32::from(dialect.start > decoded.start);
    scanner.run()?;
    if is_empty {
        return Err(nothing());
    }
    let (text, rows) = scanner.finish()?;
    let delimiter = char::from(dialect.delimiter);
    let origin = Origin {
        quote: Some(char::from(dialect.quote)),
        escape: Some(dialect.escape),
        ..Origin::new(Format::Csv, Some(decoded.encoding.to_owned()), Some(delimiter), None)
    };
    rows.finish(text, origin)
}

/// The sentence about NULs, which no text has and programs that broke off a write leave behind.
fn nuls(text: &[u8]) -> Option<String> {
    let first = memchr(0, text)?;
    let line = line_breaks(text.get(..first).unwrap_or_default()) + 1;
    let count = memchr::memchr_iter(0, text).count() as u64;
    Some(if count == 1 {
        format!(
            "Line {line} of the file holds a character that is no text and cannot be seen, as where a program broke off while \
             writing. Type the cell there anew."
        )
    } else {
        let count = grouped(count);
        format!(
            "The file holds {count} characters that are no text and cannot be seen, the first on line {line}, as where a \
             program broke off while writing. Type the cells there anew."
        )
    })
}

/// The sentence about a first line that names another delimiter than the file has.
fn not_there(named: u8, found: u8) -> String {
    let [named, found] = [named, found]
        .map(|byte| if byte == b'\t' { "a tab".to_owned() } else { format!("“{}”", char::from(byte)) });
    format!(
        "The first line, sep=, names {named}, which stands nowhere between the cells; they were told apart by {found}."
    )
}

/// So many control characters prove nothing, however short the text is, if it is not made of them.
const FEW_ODD: usize = 5;

/// Refuses bytes that are no text: many control characters among the first.
fn check_text(decoded: &Decoded) -> Result<(), Refusal> {
    let head = decoded.bytes.iter().skip(decoded.start).take(4096);
    let length = head.len();
    // Two control characters are delimiters of some databases.
    let is_odd =
        |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace() && !matches!(byte, 0x01 | 0x1f);
    let odd = head.filter(|byte| is_odd(byte)).count();
    let is_many = odd > FEW_ODD || odd * 4 > length;
    if odd * 20 > length && is_many { Err(no_table("not text")) } else { Ok(()) }
}

/// Whether a text is nothing but delimiters, quotes and blanks, as far as nobody has said what they are.
fn holds_nothing(decoded: &Decoded, reading: &Reading) -> bool {
    let is_nothing =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'|' | b'"' | b'\'');
    let is_named = reading.delimiter.is_some() || reading.quote.is_some() || reading.header_row.is_some();
    !is_named && decoded.bytes.iter().skip(decoded.start).all(is_nothing)
}

/// Where a record ended.
#[derive(PartialEq)]
enum Stop {
    Delimiter,
    Record,
}

/// Reads at `at` and writes at `to`, which is never ahead of it, in one text.
struct Scanner {
    text: Vec<u8>,
    delimiter: u8,
    quote: u8,
    escape: Escape,
    is_spaced: bool,
    /// Bytes of a cell and cells of a row at the most.
    most: usize,
    most_cells: usize,
    rows: Rows,
    at: usize,
    to: usize,
    /// The first quote at or behind `at` when it was last looked for.
    next_quote: usize,
    /// The physical line at `at`, 1 for the first.
    line: u32,
    /// The record that is being read, 1 for the first.
    number: u32,
    /// Cells of the record before this one.
    usual: usize,
    /// The longest quoted cell of this record over several lines.
    long: Option<Long>,
    stray: bool,
    guards: Guards,
    /// The first line of the first cell that seems to have swallowed rows.
    suspect: Option<u32>,
}

/// A quoted cell over several lines.
#[derive(Clone, Copy)]
struct Long {
    /// Its first and last line.
    first: u32,
    last: u32,
    /// Where its text lies.
    from: usize,
    to: usize,
    /// How many cells the record has before it.
    before: usize,
}

impl Scanner {
    fn new(text: Vec<u8>, dialect: Dialect, rows: Rows, limits: &Limits) -> Self {
        let mut scanner = Self {
            text,
            delimiter: dialect.delimiter,
            quote: dialect.quote,
            escape: dialect.escape,
            is_spaced: dialect.is_spaced,
            most: limits.cell as usize,
            most_cells: limits.columns as usize,
            rows,
            at: dialect.start,
            to: 0,
            next_quote: 0,
            line: 1,
            number: 0,
            usual: 0,
            long: None,
            stray: false,
            guards: Guards::default(),
            suspect: None,
        };
        scanner.find_quote();
        scanner
    }

    fn run(&mut self) -> Result<(), Refusal> {
        while self.at < self.text.len() {
            self.record()?;
        }
        Ok(())
    }

    /// The cells together, once all records are read.
    fn finish(mut self) -> Result<(String, Rows), Refusal> {
        self.text.truncate(self.to);
        self.text.shrink_to_fit();
        // Cells are cut at ASCII characters only, so valid text stays valid.
        let text = String::from_utf8(self.text)
            .map_err(|_| Reason::EncodingUnreadable.because("The text is not UTF-8."))?;
        if let Some(sentence) = self.guards.sentence() {
            self.rows.warn(sentence);
        }
        Ok((text, self.rows))
    }

    fn record(&mut self) -> Result<(), Refusal> {
        self.number += 1;
        let (line, offset) = (self.line, self.to);
        let mut cells = 0;
        loop {
            let from = self.to;
            if self.is_spaced {
                let rest = self.text.get(self.at..).unwrap_or_default();
                self.at += blanks_before_quote(rest, self.delimiter, self.quote);
            }
            if self.byte() == Some(self.quote) {
                self.quoted_cell(cells)?;
            } else {
                self.plain_cell();
            }
            if self.to - from > self.most {
                return Err(self.too_long(line));
            }
            if self.to > from && self.text.get(from) == Some(&b'=') {
                self.unguard(from);
            }
            self.rows.cell(self.to as u32);
            cells += 1;
            if cells > self.most_cells {
                return Err(self.rows.too_wide(self.number));
            }
            if self.step() == Stop::Record {
                break;
            }
        }
        if let Some(long) = self.long.take()
            && (long.last - long.first >= MANY_LINES || self.stray || self.has_swallowed(long, cells))
        {
            self.suspect = self.suspect.or(Some(long.first));
            self.rows.note(Code::CellLong, format!("lines {} to {}", long.first, long.last));
        }
        self.usual = cells;
        self.stray = false;
        let text = self.text.get(..self.to).unwrap_or_default();
        let record = Record { number: self.number, line: Some(line), offset: offset as u32, text };
        let kept = self.rows.end(record)?;
        self.to = kept.len();
        if kept.start > 0 {
            self.text.copy_within(kept, 0);
        }
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Steps over what ends a cell.
    fn step(&mut self) -> Stop {
        let byte = self.byte();
        self.at += 1;
        if byte == Some(self.delimiter) {
            return Stop::Delimiter;
        }
        if byte == Some(b'\r') && self.byte() == Some(b'\n') {
            self.at += 1;
        }
        self.line += 1;
        Stop::Record
    }

    /// Moves text up to `end` to where it is written.
    fn keep(&mut self, end: usize) {
        if self.at != self.to {
            self.text.copy_within(self.at..end, self.to);
        }
        self.to += end - self.at;
        self.at = end;
    }

    fn find_quote(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.next_quote = memchr(self.quote, rest).map_or(usize::MAX, |found| self.at + found);
    }

    /// The next byte that ends a cell that is not quoted, or the end of the text.
    fn cell_end(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        memchr3(self.delimiter, b'\n', b'\r', rest).map_or(self.text.len(), |found| self.at + found)
    }

    fn plain_cell(&mut self) {
        let (end, from) = (self.cell_end(), self.to);
        if self.next_quote < self.at {
            self.find_quote();
        }
        let stray = self.next_quote < end;
        self.keep(end);
        if stray && self.text.get(from..self.to).and_then(guarded).is_none() {
            self.note_stray(from);
        }
    }

    /// Takes the guard of Excel off the cell just written.
    fn unguard(&mut self, from: usize) {
        let Some(inner) = self.text.get(from..self.to).and_then(guarded) else { return };
        let inner = halved(inner);
        if let Some(place) = self.text.get_mut(from..from + inner.len()) {
            place.copy_from_slice(&inner);
        }
        self.to = from + inner.len();
        self.guards.see(self.line);
    }

    fn quoted_cell(&mut self, before: usize) -> Result<(), Refusal> {
        let (line, from) = (self.line, self.to);
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(found) = self.quote_or_escape(rest) else {
                return Err(unclosed(self.suspect.unwrap_or(line)));
            };
            self.line += line_breaks(rest.get(..found).unwrap_or_default());
            self.keep(self.at + found);
            let (byte, next) = (self.byte(), self.text.get(self.at + 1).copied());
            if byte == Some(self.quote) {
                self.at += 1;
                if next != byte {
                    break;
                }
                // The second half of a doubled quote is the quote itself.
                self.keep(self.at + 1);
            } else {
                // A backslash goes if it stands before a quote or another backslash.
                self.at += usize::from(next == Some(self.quote) || next == byte);
                self.keep(self.at + 1);
            }
        }
        if self.long.map_or(0, |long| long.last - long.first) < self.line - line {
            self.long = Some(Long { first: line, last: self.line, from, to: self.to, before });
        }
        self.after_quote(from);
        Ok(())
    }

    fn quote_or_escape(&self, rest: &[u8]) -> Option<usize> {
        match self.escape {
            Escape::Doubled => memchr(self.quote, rest),
            Escape::Backslash => memchr2(self.quote, b'\\', rest),
        }
    }

    /// Whether a cell over several lines holds what would be whole rows: as many cells on each line as other rows have, and
    /// no blank behind a delimiter, as there is in what people write.
    fn has_swallowed(&self, long: Long, cells: usize) -> bool {
        let usual = if self.rows.columns() > 0 { self.rows.columns() } else { self.usual };
        let text = self.text.get(long.from..long.to).unwrap_or_default();
        let spaced = memchr::memchr_iter(self.delimiter, text)
            .any(|at| text.get(at + 1).is_some_and(u8::is_ascii_whitespace));
        if spaced || usual < 2 {
            return false;
        }
        let lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
        let mut widths =
            lines.map(|line| memchr::memchr_iter(self.delimiter, line).count() + 1).collect::<Vec<_>>();
        let (Some(last), Some(first)) = (widths.pop(), widths.first_mut()) else { return false };
        *first += long.before;
        let whole = widths.iter().filter(|width| **width == usual).count();
        let ends = last + cells.saturating_sub(long.before + 1) == usual;
        // Of two columns a line that looks like a row is one more often by chance.
        whole == widths.len() && (ends || whole > 1) && (usual > 2 || whole > 1)
    }

    /// Text between a closing quote and the end of the cell belongs to the cell; anything but blanks is worth a word.
    fn after_quote(&mut self, from: usize) {
        let end = self.cell_end();
        if end == self.at {
            return;
        }
        let rest = self.text.get(self.at..end).unwrap_or_default();
        let blank = rest.iter().all(|byte| matches!(byte, b' ' | b'\t'));
        if let Some(close) = self.last_quote(rest) {
            // The quote before was one of the text, and this is the one that closes the cell.
            let close = self.at + close;
            self.at -= 1;
            self.keep(close);
            self.at = end;
        } else {
            self.keep(end);
        }
        if !blank {
            self.note_stray(from);
        }
    }

    /// The quote at the end of what stands behind a closing quote, where the two are a pair around a text in which quotes were
    /// not doubled: `"Robert "Bob""`, `"5" pipe"`. Two texts in quotes, `"Bo" "Li"`, are none.
    fn last_quote(&self, rest: &[u8]) -> Option<usize> {
        let (last, before) = rest.trim_ascii_end().split_last()?;
        let opens = rest.first().is_some_and(|first| !first.is_ascii_whitespace());
        (*last == self.quote && (opens || memchr(self.quote, before).is_none())).then_some(before.len())
    }

    /// Notes that the cell just written has a quote where none belongs.
    fn note_stray(&mut self, from: usize) {
        // The first of a row is enough to find the others by.
        if self.stray {
            return;
        }
        let cell = String::from_utf8_lossy(self.text.get(from..self.to).unwrap_or_default());
        let mut shown = cell.chars().take(SHOWN).collect::<String>();
        if shown.len() < cell.len() {
            shown.push('…');
        }
        self.stray = true;
        self.rows.note(Code::QuoteStray, shown);
    }

    fn too_long(&self, line: u32) -> Refusal {
        let hint = if self.line > line { " A quote on that line may not be closed." } else { "" };
        Reason::CellTooLong.because(format!(
            "The row that begins on line {line} has a cell of more than {} bytes.{hint} Shorten the cell and use the file \
             again.",
            grouped(self.most as u64)
        ))
    }
}

/// Line breaks within a quoted cell: LF, CRLF and CR each count once.
pub(super) fn line_breaks(cell: &[u8]) -> u32 {
    if memchr2(b'\n', b'\r', cell).is_none() {
        return 0;
    }
    let mut before = 0;
    let mut count = 0;
    for byte in cell {
        count += u32::from(*byte == b'\r' || *byte == b'\n' && before != b'\r');
        before = *byte;
    }
    count
}

fn unclosed(line: u32) -> Refusal {
    Reason::QuoteUnclosed.because(format!(
            "The quote that opens on line {line} is not closed before the end of the file, so nobody can tell where the \
             cell ends. Close it there, or delete it, and use the file again."
        ))
}
