//! Rows of a table that are no people: notes under the header, headings between people, totals and remarks at the end.
//!
//! Such a row stays a row and is marked, with the fix that skips it; so only what is sure is marked.

use super::counted::is_counted;
use super::head::Kind;
use super::words::{COUNTED, KINDS, NOTES, OF, PAGES, REMARKS, SURE, TOTALS};
use crate::field::Field;
use crate::matching::{fields_of, is_column_name};

/// A row that goes on with the header has so many cells, and the end of a page no more.
const FEWEST: usize = 3;

/// What stands around what a column holds.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')];

fn filled<'a>(cells: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    cells.iter().map(|cell| cell.trim().to_lowercase()).filter(|cell| !cell.is_empty())
}

/// Whether a row directly under the header speaks about the columns instead of somebody.
pub(super) fn is_note(cells: &[&str]) -> bool {
    let cells = filled(cells).collect::<Vec<_>>();
    if cells.is_empty() {
        return false;
    }
    if cells.iter().all(|cell| is_rule(cell)) {
        return true;
    }
    // What follows a bracket or a colon is detail: “(optional)”, “Example: Ada”.
    let plain = |cell: &String| cell.trim_start_matches(['(', '[', '<', '*', ' ']).to_owned();
    let notes = cells.iter().filter(|cell| begins(&plain(cell), NOTES)).count();
    let rest = cells.iter().filter(|cell| {
        !begins(&plain(cell), NOTES) && !KINDS.contains(&plain(cell).trim_end_matches([')', ']', '>', ' ']))
    });
    let (mut others, mut says_example) = (0, false);
    for cell in rest {
        others += 1;
        says_example |= cell.contains('@');
    }
    if begins_example(cells.first().map_or("", String::as_str)) {
        return true;
    }
    let sure = cells.iter().any(|cell| begins(&plain(cell), NOTES.get(..SURE).unwrap_or_default()));
    !says_example && (notes >= 2 || sure && cells.len() <= 2) && others * 3 <= notes
}

/// Whether a row directly under the header of a table of people goes on with it: it names columns once more, as where each
/// name takes two lines, counts them, or says in brackets what they hold.
pub(super) fn is_under_header(cells: &[&str]) -> bool {
    let cells = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
    let in_brackets =
        |cell: &&str| BRACKETS.iter().any(|(open, close)| cell.starts_with(*open) && cell.ends_with(*close));
    let is_name = |cell: &&str| is_column_name(cell) || KINDS.contains(&cell.to_lowercase().as_str());
    let is_number = |cell: &&str| cell.bytes().all(|byte| byte.is_ascii_digit());
    cells.len() >= FEWEST
        && (cells.iter().all(in_brackets)
            || cells.iter().all(is_name) && names_parts(&cells)
            || cells.iter().all(is_number) && is_counted(&cells))
}

/// Whether words name an address or a phone among others. The name and the role of somebody may be such words by chance.
fn names_parts(cells: &[&str]) -> bool {
    let fields = fields_of(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    fields.iter().any(|field| matches!(field, Some(Field::Email | Field::Phone)))
}

/// Whether the first cell says that the whole row is an example.
fn begins_example(cell: &str) -> bool {
    let cell = cell.trim_start_matches(['(', '[', '<', '*', ' ']);
    ["example", "e.g.", "beispiel", "exemple", "ejemplo", "exemplo", "esempio"].iter().any(|word| {
        cell.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ')', ']', '>', ' ', '.']))
    })
}

/// A line drawn of signs: `-----`.
fn is_rule(cell: &str) -> bool {
    cell.len() > 2 && cell.bytes().all(|byte| matches!(byte, b'-' | b'_' | b':'))
}

/// Whether a text begins with one of some words and ends there, or goes on with something else than a letter.
fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            word.ends_with([' ', ':'])
                || !rest.chars().next().is_some_and(|next| next.is_alphanumeric() || next == '@')
        })
    })
}

/// Whether a row adds the others up: a word for it, and but numbers beside it, or numbers with what they count.
pub(super) fn is_total(cells: &[&str]) -> bool {
    let mut cells = filled(cells);
    let Some(first) = cells.next() else { return false };
    says_total(&first) && cells.all(|cell| is_number(&cell) || says_count(&cell))
}

/// `Sales: 2`, `Sales = 2`, `Sales (2)`, `2 Sales`.
fn says_count(cell: &str) -> bool {
    let is_count = |text: &str| text.trim().parse::<u32>().is_ok();
    let is_word = |text: &str| !text.is_empty() && !text.contains(|letter: char| letter.is_ascii_digit());
    let named = cell.rsplit_once([':', '=', '(']);
    let named = named.is_some_and(|(word, count)| is_word(word) && is_count(count.trim_end_matches(')')));
    named || cell.split_once(' ').is_some_and(|(count, word)| is_count(count) && is_word(word))
}

/// `Total`, `Total: 3`, `Total employees: 3`, `Anzahl Mitarbeiter: 3`, `Mitarbeiter gesamt`, `Mitarbeiteranzahl`, `3 records`,
/// `Records: 3`.
fn says_total(text: &str) -> bool {
    let is_count = |letter: char| letter.is_ascii_digit() || " :=().,".contains(letter);
    let word = text.trim_matches(is_count);
    let has_count = text.contains(|letter: char| letter.is_ascii_digit());
    let counted = |word: &str| COUNTED.contains(&word);
    let of = |word: &str| {
        TOTALS.iter().any(|total| {
            let rest = word.strip_prefix(total).and_then(|rest| rest.strip_prefix(' '));
            rest.is_some_and(|rest| {
                let rest = rest.trim_matches(is_count);
                counted(rest.trim_start_matches("number of ").trim_start_matches("of "))
            })
        })
    };
    let behind = |word: &str| {
        let counts = |total: &&str| word.strip_suffix(*total).is_some_and(|rest| counted(rest.trim_end()));
        TOTALS.iter().any(counts)
    };
    TOTALS.contains(&word)
        || of(word)
        || behind(word)
        || has_count && (counted(word) || counted(word.trim_start_matches("number of ")))
}

/// Whether a row is a line drawn of signs.
pub(super) fn is_drawn(cells: &[&str]) -> bool {
    let is_sign = |letter: char| "-_=*~#+|:─━═—–".contains(letter);
    let mut cells = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.chars().count() > 2 && cell.chars().all(is_sign))
}

/// Whether a row is what stands at the end of a printed page: `Page 2 of 3`, and at most when and by whom it was printed.
pub(super) fn is_page(cells: &[&str]) -> bool {
    let cells = filled(cells).collect::<Vec<_>>();
    let is_other =
        |cell: &String| counts_pages(cell) || begins(cell, REMARKS) || is_number(cell) || is_day(cell);
    cells.len() <= FEWEST && cells.iter().any(|cell| counts_pages(cell)) && cells.iter().all(is_other)
}

fn is_day(cell: &str) -> bool {
    matches!(Kind::of(cell), Some(Kind::Date))
}

/// `page 2`, `page 2 of 3`, `seite 2 von 3`, `page 2/3`.
fn counts_pages(cell: &str) -> bool {
    let mut words = cell.split([' ', '/', ':', '.']).filter(|word| !word.is_empty());
    let is_count = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    if !words.next().is_some_and(|word| PAGES.contains(&word)) || !words.next().is_some_and(is_count) {
        return false;
    }
    let rest = words.collect::<Vec<_>>();
    match rest.as_slice() {
        [] => true,
        [count] => is_count(count),
        [of, count] => OF.contains(of) && is_count(count),
        _ => false,
    }
}

/// Whether a row holds one cell alone that is no key of somebody: a word or a name, as over a group of people.
pub(super) fn is_heading(cells: &[&str]) -> bool {
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    let is_id = !only.contains(' ') && only.contains(|letter: char| letter.is_ascii_digit());
    only.contains(char::is_alphabetic) && !is_id && !only.contains('@')
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim_start_matches(['$', '€', '£']).trim_end_matches(['%', '€', ' ']);
    cell.parse::<f64>().is_ok() || matches!(Kind::of(cell), Some(Kind::Number | Kind::Id | Kind::Phone))
}

/// Whether a row at the end of a file is a remark of the program that wrote it.
pub(super) fn is_remark(cells: &[&str]) -> bool {
    let mut cells = filled(cells);
    let Some(first) = cells.next() else { return false };
    // `*** End of report ***`
    let first = first.trim_start_matches(['*', '-', '=', '#', '<', '(', '[', '–', '—', ' ']);
    cells.count() <= 1 && begins(first, REMARKS)
}
