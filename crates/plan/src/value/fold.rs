//! The form in which names are compared: NFKC, without case, with single blanks.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::is_invisible;

/// Folds a text: NFKC, case folding, runs of white space to one blank, nothing at the ends, no invisible characters.
///
/// Two names are the same name when their folded forms are equal. Folding a folded text changes nothing. A text that
/// is folded already is borrowed.
///
/// Case folding goes to lower case, through upper case and back, which also makes `ß`, `ẞ` and `SS`, and the three sigmas,
/// equal.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded_ascii(text) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(single_blanks(text.chars().map(|character| character.to_ascii_lowercase())));
    }
    let lower =
        text.nfkc().filter(|character| !is_invisible(*character)).flat_map(fold_case).collect::<String>();
    Cow::Owned(single_blanks(lower.nfkc()))
}

/// One character without case.
fn fold_case(character: char) -> impl Iterator<Item = char> {
    character.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// Whether a text is ASCII without capitals and without a blank at an end or beside another.
fn is_folded_ascii(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let blank = byte == b' ';
        if !byte.is_ascii() || byte.is_ascii_uppercase() || (b'\t'..=b'\r').contains(&byte) {
            return false;
        }
        if blank && before == b' ' {
            return false;
        }
        before = byte;
    }
    text.is_empty() || before != b' '
}

/// The characters with each run of white space as one blank, and none at the ends.
pub(super) fn single_blanks(characters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(characters.size_hint().0);
    let mut gap = false;
    for character in characters {
        if character.is_whitespace() {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(character);
        }
    }
    out
}

/// What is left of a text when nothing counts but its words: folded, without accents, camelCase and punctuation as
/// blanks. `Sr. Sales-Manager` is `sr sales manager`, `VertriebsleiterIn` is `vertriebsleiter in`, `Élan` is `elan`.
///
/// Coarser than [`fold`]: two texts with the same words may be two names, so it serves to find what somebody may mean.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return single_blanks(apart(text.chars(), text.len()).chars());
    }
    let letters = text.nfkd().filter(|character| !is_combining_mark(*character));
    // Syllables of Hangul fall apart with the accents; composing puts them together again.
    single_blanks(apart(letters, text.len()).nfc())
}

/// The words of letters without accents, with a blank or more between them.
fn apart(letters: impl Iterator<Item = char>, length: usize) -> String {
    let mut apart = String::with_capacity(length);
    let mut before = ' ';
    for character in letters {
        if character.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        match character {
            '\'' | '’' => {}
            _ if is_invisible(character) => {}
            _ if character.is_alphanumeric() => push_plain(&mut apart, character),
            _ => apart.push(' '),
        }
        before = character;
    }
    apart
}

/// Lower case, and the letters that do not fall apart into a letter and an accent.
fn push_plain(text: &mut String, character: char) {
    match character {
        'ø' | 'Ø' => text.push('o'),
        'ł' | 'Ł' => text.push('l'),
        'đ' | 'Đ' => text.push('d'),
        'æ' | 'Æ' => text.push_str("ae"),
        'œ' | 'Œ' => text.push_str("oe"),
        _ => text.extend(fold_case(character)),
    }
}
