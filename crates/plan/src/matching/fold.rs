//! Headers without what makes no difference to their meaning: case, accents, punctuation, decoration.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A header as words: `E-Mail (work) *` gives `email work`, `firstName` gives `first name`.
pub(super) fn fold(header: &str) -> String {
    let mut words = String::with_capacity(header.len());
    let mut before = ' ';
    for character in header.nfkd().filter(|character| !is_combining_mark(*character)) {
        let starts_word = character.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        if starts_word || !character.is_alphanumeric() {
            words.push(' ');
        }
        if character.is_alphanumeric() {
            words.extend(character.to_lowercase());
        } else if character == '#' {
            words.push_str("number ");
        }
        before = character;
    }
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = format!(" {folded} ").replace(" e mail", " email").replace(" e post", " epost");
    folded.trim().to_owned()
}
