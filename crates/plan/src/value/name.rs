//! Names of people, teams and territories.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::fold::{fold, single_blanks};
use super::{MOST_CHARACTERS, has_control, is_invisible};

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
    let text = text.trim();
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
    let mut blank = false;
    for character in text.chars() {
        let odd = character.is_whitespace() && (blank || character != ' ');
        if odd || is_invisible(character) {
            return false;
        }
        blank = character == ' ';
    }
    is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Words that begin a family name rather than end the given names.
const PARTICLES: [&str; 35] = [
    "af", "al", "am", "av", "bin", "ben", "bint", "da", "dal", "das", "de", "del", "della", "den", "der",
    "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "san", "st", "st.", "ten", "ter", "van",
    "vom", "von", "zu", "zum",
];

/// Words after a family name that belong to it.
const SUFFIXES: [&str; 18] = [
    "jr", "jr.", "junior", "sr", "sr.", "senior", "ii", "iii", "iv", "2nd", "3rd", "phd", "ph.d.", "md",
    "m.d.", "esq", "esq.", "cpa",
];

/// Splits a full name in normal form into first and last name: `First van der Last`, `First Last, Jr.`, `Last, First`,
/// `Last, First, Jr.`. The last word that is no suffix begins the family name, together with the particles before it;
/// suffixes stay with the family name. A single word is a first name. A part that the text does not have is empty.
pub fn split_full_name(name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    let Some((head, tail)) = cut(name) else {
        let (first, last) = split_words(name);
        return (first.into(), last.into());
    };
    if is_suffix(tail) {
        let (first, last) = split_words(head);
        return (first.into(), with_suffix(last, tail));
    }
    match (tail.rsplit_once(','), cut(tail)) {
        (Some((first, suffix)), _) if is_suffix(suffix.trim_start()) => {
            (first.trim_end().into(), with_suffix(head, suffix.trim_start()))
        }
        (_, Some((suffix, first))) if is_suffix(suffix) => (first.into(), with_suffix(head, suffix)),
        _ => (tail.into(), head.into()),
    }
}

/// What stands before and after the first comma.
fn cut(text: &str) -> Option<(&str, &str)> {
    text.split_once(',').map(|(before, after)| (before.trim_end(), after.trim_start()))
}

/// Splits a name without commas at the blank before its family name.
fn split_words(name: &str) -> (&str, &str) {
    let words = word_starts(name);
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let mut at = words.len().saturating_sub(1);
    while at > 1 && is_suffix(word(at)) {
        at -= 1;
    }
    while at > 1 && PARTICLES.contains(&&*fold(word(at - 1))) {
        at -= 1;
    }
    let split = words.get(at).filter(|_| at > 0).map_or(name.len(), |(start, _)| *start);
    let (first, last) = name.split_at_checked(split).unwrap_or((name, ""));
    (first.trim_end(), last)
}

/// The words of a text, each with where it begins.
fn word_starts(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut words = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push((start, word));
        }
        start += word.len() + 1;
    }
    words
}

fn is_suffix(word: &str) -> bool {
    word.len() <= 6 && SUFFIXES.contains(&&*fold(word))
}

fn with_suffix<'a>(last: &'a str, suffix: &str) -> Cow<'a, str> {
    if last.is_empty() { last.into() } else { format!("{last}, {suffix}").into() }
}
