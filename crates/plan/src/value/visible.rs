//! Texts of cells as they stand in a sentence: on one line, with a sign for what cannot be seen.

use std::borrow::Cow;

/// The sign for a line break.
const LINE_BREAK: char = '⏎';

/// A text with a sign for each line break and for each other control character: `North⏎West`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().map(sign).collect())
}

/// Unicode has a picture of each control character of ASCII.
fn sign(character: char) -> char {
    match character {
        '\n' | '\r' | '\u{85}' => LINE_BREAK,
        '\u{7f}' => '␡',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(' '),
        _ if character.is_control() => '�',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_cannot_be_seen_has_a_sign() {
        for (text, shown) in [
            ("North", "North"),
            ("North\nWest", "North⏎West"),
            ("North\r\nWest\rEast", "North⏎West⏎East"),
            ("Hea\u{7}ther\t", "Hea␇ther␉"),
            ("a\0b\u{7f}c", "a␀b␡c"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}
