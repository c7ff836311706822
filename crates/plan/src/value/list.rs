//! Lists of teams and territories in one cell, and paths that tell two of one name apart.
//!
//! `North; South | "East, Metro"` is a list; `Sales > North` is a path. A name that holds a separator is quoted, with
//! the quotes in it doubled. A part of a list is read as a path first and, where no such path exists, as one name.

use std::borrow::Cow;

use memchr::memchr;

use super::trim;

/// Whether a text would be cut in a list.
pub fn has_separator(text: &str) -> bool {
    separator(text).is_some()
}

/// Where the first separator stands. All of them are ASCII, so bytes are enough.
fn separator(text: &str) -> Option<usize> {
    text.bytes().position(is_separator)
}

fn is_separator(byte: u8) -> bool {
    SEPARATORS.get(usize::from(byte)).copied().unwrap_or(false)
}

/// For each byte whether it is a separator: asked of every byte of every list.
static SEPARATORS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while let Some((_, [slot, ..])) = table.split_at_mut_checked(byte) {
        *slot = matches!(byte as u8, b';' | b',' | b'|' | b'\n' | b'\r');
        byte += 1;
    }
    table
};

/// The parts of a list, trimmed, without empty ones, in the order of the cell. A part in quotes is one part whatever is
/// in it.
///
/// `is_name` answers whether a text, taken whole, is the name of a team (or territory); it is asked only for a cell
/// with a separator in it, which is then that one name, and for a piece with a comma in it between other separators.
pub fn parts<'a>(cell: &'a str, is_name: &dyn Fn(&str) -> bool) -> Parts<'a> {
    let cell = trim(cell);
    let whole = if has_separator(cell) { is_name(cell) } else { !cell.starts_with('"') };
    let quotes = !whole && memchr(b'"', cell.as_bytes()).is_some();
    if whole {
        Parts { whole: Some(cell), rest: "", quotes, names: Vec::new() }
    } else {
        Parts { whole: None, rest: cell, quotes, names: names_with_commas(cell, is_name) }
    }
}

/// The pieces between separators other than commas that are one name with a comma in it: `Austin, TX` of `North; Austin, TX`.
fn names_with_commas<'a>(cell: &'a str, is_name: &dyn Fn(&str) -> bool) -> Vec<&'a str> {
    let is_strong = |byte: u8| byte != b',' && is_separator(byte);
    if memchr(b',', cell.as_bytes()).is_none() || !cell.bytes().any(is_strong) {
        return Vec::new();
    }
    let pieces = cell.split([';', '|', '\n', '\r']).map(trim);
    pieces.filter(|piece| piece.contains(',') && is_name(piece)).collect()
}

/// Iterates over the parts of a list; see [`parts`].
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    whole: Option<&'a str>,
    rest: &'a str,
    /// Whether there is any quote.
    quotes: bool,
    /// Pieces of the cell that are one part each, whatever is in them.
    names: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    /// The name with a comma that the rest begins with, and what follows it.
    fn cut_name(&self) -> Option<(&'a str, &'a str)> {
        let rest = self.rest.trim_start();
        let name = self.names.iter().find(|name| name.as_ptr() == rest.as_ptr())?;
        let behind = rest.get(name.len()..)?.trim_start_matches([' ', '\t']);
        Some((name, behind.get(1..).unwrap_or("")))
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(whole) = self.whole.take() {
            return (!whole.is_empty()).then_some(Cow::Borrowed(whole));
        }
        while !self.rest.is_empty() {
            let name = if self.names.is_empty() { None } else { self.cut_name() };
            let (part, rest) = match name {
                Some(name) => name,
                None if self.quotes => cut(self.rest),
                None => cut_plain(self.rest),
            };
            self.rest = rest;
            let part = trim(part);
            let value = unquote(part).unwrap_or(Cow::Borrowed(part));
            if !value.is_empty() {
                return Some(value);
            }
        }
        None
    }
}

/// Cuts a text without quotes after its first part.
fn cut_plain(text: &str) -> (&str, &str) {
    match separator(text) {
        Some(at) => (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or("")),
        None => (text, ""),
    }
}

/// Cuts a text after its first part: the part, and what follows the separator. Separators inside quotes do not count;
/// a quote opens where a name begins (at the start, or after a `>`), and counts only if it is closed.
fn cut(text: &str) -> (&str, &str) {
    let mut at = 0;
    let mut opens = true;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if character == '"' && opens {
            at += quoted_length(text.get(at..).unwrap_or("")).unwrap_or(1);
            opens = false;
            continue;
        }
        let next = at + character.len_utf8();
        if u8::try_from(character).is_ok_and(is_separator) {
            return (text.get(..at).unwrap_or(""), text.get(next..).unwrap_or(""));
        }
        opens = character == '>' || opens && character.is_whitespace();
        at = next;
    }
    (text, "")
}

/// The length in bytes of the quoted text that a text begins with, quotes included; `None` where it is never closed.
fn quoted_length(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'"' && bytes.next_if(|(_, next)| *next == b'"').is_none() {
            return Some(at + 1);
        }
    }
    None
}

/// What stands in the quotes, if the whole text is one quoted text.
fn unquote(text: &str) -> Option<Cow<'_, str>> {
    if !text.starts_with('"') || quoted_length(text) != Some(text.len()) {
        return None;
    }
    let inner = text.get(1..text.len() - 1)?;
    Some(if inner.contains('"') { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) })
}

/// The names of a path, the topmost first: `Sales > North` is `Sales`, then `North`. A text without ` > ` is one name;
/// an empty name at the start (`> North`) stands for the top.
pub fn split_path(part: &str) -> Vec<Cow<'_, str>> {
    let mut names = Vec::new();
    let mut rest = part.trim();
    loop {
        let quoted = quoted_length(rest).filter(|_| rest.starts_with('"')).unwrap_or(0);
        let end = arrow(rest, quoted);
        let name = rest.get(..end.unwrap_or(rest.len())).unwrap_or("").trim();
        names.push(unquote(name).unwrap_or(Cow::Borrowed(name)));
        match end.and_then(|end| rest.get(end + 1..)) {
            Some(after) => rest = after.trim_start(),
            None => return names,
        }
    }
}

/// Where the first `>` stands that has white space after it, and white space or nothing before it.
fn arrow(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.match_indices('>').map(|(at, _)| from + at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(*at + 1..).and_then(|after| after.chars().next());
        before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_whitespace)
    })
}

/// A path of names as [`split_path`] reads it, the topmost first; an empty first name stands for the top. A name that
/// would be read as several is quoted.
pub fn path_out<S: AsRef<str>>(names: &[S]) -> String {
    // With blanks around it, because a name may end with ` >` and so make an arrow with what follows.
    let needs_quotes = |name: &str| name.starts_with('"') || arrow(&format!(" {name} "), 0).is_some();
    join_path(names, needs_quotes)
}

/// A path with every name quoted.
pub(crate) fn quoted_path_out<S: AsRef<str>>(names: &[S]) -> String {
    join_path(names, |_| true)
}

fn join_path<S: AsRef<str>>(names: &[S], needs_quotes: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    for (at, name) in names.iter().map(AsRef::as_ref).enumerate() {
        if at > 0 {
            out.push_str(if out.is_empty() { "> " } else { " > " });
        }
        if needs_quotes(name) && !(at == 0 && name.is_empty()) {
            push_quoted(&mut out, name);
        } else {
            out.push_str(name);
        }
    }
    out
}

/// A list as [`parts`] reads it; the parts are names or what [`path_out`] made. Where the whole happens to be a name,
/// trailing separators say that it is meant as a list.
pub fn list_out<S: AsRef<str>>(list: &[S], is_name: &dyn Fn(&str) -> bool) -> String {
    let mut out = String::new();
    for part in list.iter().map(AsRef::as_ref) {
        if !out.is_empty() {
            out.push_str("; ");
        }
        if has_separator(part) || part.contains('"') || part.trim().len() != part.len() {
            push_quoted(&mut out, part);
        } else {
            out.push_str(part);
        }
    }
    while has_separator(&out) && is_name(&out) {
        out.push(';');
    }
    out
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}
