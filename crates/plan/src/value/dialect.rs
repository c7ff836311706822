//! How values stand in the cells of a file, both ways.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Whatever Muster writes is therefore
//! protected by one apostrophe, and reading takes it off again: [`cell_in`] of [`cell_out`] of a text is that text.
//! The same apostrophe tells the text `(none)` from the word that clears a value, and a name `null` from the word for nothing.

use std::borrow::Cow;

use super::fold::fold;
use super::placeholder::{is_formula_error, is_placeholder};
use super::remark::has_marks;

pub use super::list::{list_out, path_out};

/// The word that clears a value of an existing person.
pub const NONE: &str = "(none)";

/// Whether a cell says [`NONE`], in any case. Ask it of the cell as the file has it: a text `(none)` that is meant as
/// a value is written `'(none)`.
pub fn is_none(cell: &str) -> bool {
    // A cell that begins with any other visible ASCII character, or with a letter from À to ȿ, is something else; that is
    // nearly every cell.
    let other = |first: &u8| matches!(first, b'!'..=b'\'' | b')'..=b'~' | 0xc3..=0xc8);
    if cell.as_bytes().first().is_none_or(other) {
        return false;
    }
    if cell.is_ascii() { cell.trim().eq_ignore_ascii_case(NONE) } else { fold(cell) == NONE }
}

/// A text as it is written into a cell: with one leading apostrophe where a spreadsheet would take it for a formula,
/// where reading would take it for the word that clears, for nothing or for a name with the mark of a footnote, and where it begins with an apostrophe itself.
pub fn cell_out(text: &str) -> Cow<'_, str> {
    if needs_protection(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell means: without the apostrophe that [`cell_out`] put there. Trim the cell before.
pub fn cell_in(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| needs_protection(rest)).unwrap_or(cell)
}

/// A cell of somebody's file, to be written again: it means the same as before and is safe to open. The word that
/// clears and the words for nothing stay what they are; a formula gets its apostrophe.
pub fn cell_again(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim();
    match is_none(cell) || is_word_for_nothing(cell) {
        // A dash for nothing is nothing, and cannot stand there without its apostrophe.
        true if is_dangerous(cell) => Cow::Borrowed(""),
        true => Cow::Borrowed(cell),
        false if has_marks(cell) && !is_dangerous(cell) => Cow::Borrowed(cell),
        false => cell_out(cell_in(cell)),
    }
}

/// Whether a trimmed text stands for nothing, or for what a formula could not work out.
pub(crate) fn is_word_for_nothing(text: &str) -> bool {
    is_placeholder(text) || is_formula_error(text)
}

/// Whether a text cannot stand in a cell as it is.
fn needs_protection(text: &str) -> bool {
    is_dangerous(text) || is_none(text) || is_word_for_nothing(text) || has_marks(text)
}

/// Whether a spreadsheet would take a text for a formula, or its apostrophe for its own.
fn is_dangerous(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\'', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
        '\u{ff07}',
    ])
}
