//! Rows of a table that are no people: notes under the header, headings between people, totals and remarks at the end.
//!
//! Such a row stays a row and is marked, with the fix that skips it; so only what is sure is marked.

use super::head::Kind;
use super::words::{COUNTED, KINDS, NOTES, REMARKS, SURE, TOTALS};

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
    says_total(&first) && cells.all(|cell| is_number(&cell) || is_counted(&cell))
}

/// `Sales: 2`, `Sales = 2`, `Sales (2)`, `2 Sales`.
fn is_counted(cell: &str) -> bool {
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
    cells.count() <= 1 && begins(&first, REMARKS)
}
