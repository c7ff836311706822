//! Quotes that word processors write around cells, “Ana”, „Ana“ or «Ana», and that are none to a reader of text files.
//!
//! Where nearly every line has cells in such quotes they are made the quotes of the file. Around single cells they are
//! found, with taking them off as the repair.

use super::encoding::Decoded;
use super::mojibake::repair;
use crate::mapping::Reading;

/// The marks around a text: the one before it and the one behind it.
const PAIRS: [(char, char); 13] = [
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('”', '”'),
    ('“', '“'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('‘', '’'),
    ('‚', '‘'),
    ('‚', '’'),
    ('「', '」'),
    ('＂', '＂'),
];

/// So many lines with cells in quotes there are at least.
const FEWEST: usize = 2;

/// The text of a cell that stands in quotes as a whole. Those within one, as around a nickname, are a part of it.
pub(crate) fn bare(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let first = cell.chars().next().filter(|first| !first.is_ascii())?;
    let last = cell.chars().next_back().filter(|last| PAIRS.contains(&(first, *last)))?;
    let inner = cell.strip_prefix(first)?.strip_suffix(last)?.trim();
    // An apostrophe is the same sign as one of them.
    let others = inner.contains(first) || last != '’' && inner.contains(last);
    (!inner.is_empty() && !others).then_some(inner)
}

/// A text without such quotes around it, and with its letters as they were before they were spoiled; `None` where it has
/// neither.
pub(crate) fn restored(text: &str) -> Option<String> {
    let bare = bare(text);
    repair(bare.unwrap_or(text)).or_else(|| bare.map(str::to_owned))
}

/// Makes such quotes around cells the quotes of the file, if its header and nearly every other line have some and none has
/// others; says so.
pub(super) fn make_plain(decoded: &mut Decoded, reading: &Reading) -> Option<String> {
    let rest = decoded.bytes.get(decoded.start..)?;
    // Nearly every file is known by its first line, where the names of columns stand.
    let first = rest
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .find(|line| line.iter().any(u8::is_ascii_graphic))?;
    if !matches!(reading.quote, None | Some('"')) || first.is_ascii() || memchr::memchr(b'"', rest).is_some()
    {
        return None;
    }
    let (open, close) = marks(std::str::from_utf8(first).ok()?)?;
    let text = std::str::from_utf8(rest).ok()?;
    let (mut plain, mut all, mut any) = (String::with_capacity(text.len()), 0, 0);
    for line in text.split_inclusive(['\n', '\r']) {
        let found = quoted(line);
        all += usize::from(!line.trim().is_empty());
        any += usize::from(found.is_some());
        plain.push_str(found.as_deref().unwrap_or(line));
    }
    if any < FEWEST || any * 10 < all * 9 {
        return None;
    }
    (decoded.bytes, decoded.start) = (plain.into_bytes(), 0);
    Some(format!(
        "The cells of the file stand in quotes of a word processor ({open} and {close}); they were read without them."
    ))
}

/// The marks around the first cell of a line that stands in such.
fn marks(line: &str) -> Option<(char, char)> {
    quoted(line)?;
    let opens = |letter: &char| PAIRS.iter().any(|(open, _)| open == letter);
    let mut letters = line.chars().skip_while(|letter| !opens(letter));
    let open = letters.next()?;
    letters.find(|letter| PAIRS.contains(&(open, *letter))).map(|close| (open, close))
}

/// A line with plain quotes around the cells that stand in others; `None` where none does, or one is left open.
fn quoted(line: &str) -> Option<String> {
    let ends = |letter: Option<char>| {
        letter.is_none_or(|letter| matches!(letter, ',' | ';' | '\t' | '|' | '\n' | '\r'))
    };
    let mut plain = String::with_capacity(line.len());
    let (mut before, mut open, mut any) = (None, None, false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let begins = open.is_none() && ends(before) && PAIRS.iter().any(|(first, _)| *first == letter);
        let closes = open.is_some_and(|first| PAIRS.contains(&(first, letter))) && ends(next);
        if begins {
            open = Some(letter);
            plain.push('"');
        } else if closes {
            (open, any) = (None, true);
            plain.push('"');
        } else {
            plain.push(letter);
        }
        before = Some(letter);
    }
    (any && open.is_none()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::{bare, quoted};

    #[test]
    fn quotes_around_a_whole_cell_come_off() {
        for (cell, text) in [
            ("“Ana”", "Ana"),
            (" „Dora“ ", "Dora"),
            ("«Анна»", "Анна"),
            ("»Ana«", "Ana"),
            ("‘O’Brien’", "O’Brien"),
            ("„Ana”", "Ana"),
        ] {
            assert_eq!(bare(cell), Some(text), "{cell}");
        }
        for cell in
            ["Robert “Bob” Lee", "“Bob” Lee", "“Bob” “Al”", "“”", "Ana", "’t Hooft", "“Ana", "\"Ana\""]
        {
            assert_eq!(bare(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_line_gets_plain_quotes_around_its_cells_only() {
        assert_eq!(quoted("“Ana”,“Reed, Jr.”,x").as_deref(), Some("\"Ana\",\"Reed, Jr.\",x"));
        assert_eq!(quoted("„Ana „Anni“ M“;1").as_deref(), Some("\"Ana „Anni“ M\";1"));
        assert_eq!(quoted("“Ana,Ruiz"), None);
        assert_eq!(quoted("Ana,Ruiz"), None);
    }
}
