//! Names of people, teams and territories.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::fold::single_blanks;
use super::{MOST_CHARACTERS, has_control, is_invisible, trim};

pub use super::full_name::split_full_name;

/// The first character that composes with the one before it. All before it are as NFC has them.
const FIRST_MARK: char = '\u{300}';

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// It holds a control character.
    #[error("The name holds a control character, which cannot be seen. Type it anew.")]
    Control,
    /// It is too long.
    #[error("The name is longer than {MOST_CHARACTERS} characters. Shorten it.")]
    TooLong,
}

/// Why a text is no name of a team or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GroupNameProblem {
    /// There is nothing in it.
    #[error("Type a name.")]
    Blank,
    /// It is no name of anything.
    #[error(transparent)]
    Name(NameProblem),
}

/// The name of a team or territory as somebody typed it, in normal form.
///
/// # Errors
/// Why it is none.
pub fn of_group(text: &str) -> Result<String, GroupNameProblem> {
    let name = normalise(text);
    if name.is_empty() {
        return Err(GroupNameProblem::Blank);
    }
    check(&name).map_err(GroupNameProblem::Name)?;
    Ok(name.into_owned())
}

/// Whether a text in normal form can be a name.
pub fn check(name: &str) -> Result<(), NameProblem> {
    if has_control(name) {
        return Err(NameProblem::Control);
    }
    // A text of at most 100 bytes has at most 100 characters; only longer ones are worth counting.
    if name.len() > MOST_CHARACTERS && name.chars().count() > MOST_CHARACTERS {
        return Err(NameProblem::TooLong);
    }
    Ok(())
}

/// The normal form of a name: NFC, single blanks, nothing at the ends, no invisible characters. Empty for a blank text.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let text = trim(text);
    if is_normal(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(single_blanks(text.chars().filter(|character| !is_invisible(*character)).nfc()))
}

/// Whether a trimmed text is in normal form already.
fn is_normal(text: &str) -> bool {
    if text.is_ascii() {
        let mut before = 0;
        return text.bytes().all(|byte| {
            let good =
                byte > b' ' || byte == b' ' && before != b' ' || !byte.is_ascii_whitespace() && byte != 0x0b;
            before = byte;
            good
        });
    }
    let (mut blank, mut composed) = (false, true);
    for character in text.chars() {
        let odd = character.is_whitespace() && (blank || character != ' ');
        if odd || is_invisible(character) {
            return false;
        }
        blank = character == ' ';
        composed &= character < FIRST_MARK;
    }
    composed || is_nfc_quick(text.chars()) == IsNormalized::Yes
}
