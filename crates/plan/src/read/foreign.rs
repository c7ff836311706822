//! Bytes of another encoding in a text that is UTF-8 otherwise: `Kr\xfcger` in a list that was put together from two.
//!
//! Such a letter is shown as �, because nobody can know it for sure; but the byte is there, and in the code page of the
//! file's language it is a letter, which is offered as the repair. Until the cell is looked at the byte lies in the text as
//! a private character, as many bytes long as � is.

use std::borrow::Cow;

use encoding_rs::{
    Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

/// Code pages, the most usual first.
const PAGES: [&Encoding; 6] =
    [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257];

/// The private character of byte 0.
const FIRST: u32 = 0xf700;

/// Larger files are not worth a second copy in memory.
const MOST: usize = 32 << 20;

/// How many bytes of a file tell its language.
const LETTERS_IN: usize = 1 << 20;

/// The text with a private character for each byte that is a letter of a code page, and the code page; `None` where there
/// is no such byte.
pub(super) fn marked(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let is_private = |three: &[u8]| matches!(three, [0xef, 0x9e | 0x9f, _]);
    if bytes.len() > MOST || bytes.windows(3).any(is_private) {
        return None;
    }
    let page = page(bytes)?;
    let (mut text, mut any) = (String::with_capacity(bytes.len() + 64), false);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        match *chunk.invalid() {
            [] => {}
            [byte] if letter(byte, page).is_some() => {
                any = true;
                text.extend(char::from_u32(FIRST + u32::from(byte)));
            }
            _ => text.push('\u{fffd}'),
        }
    }
    any.then_some((text, page))
}

/// The first code page that has every letter of the text.
fn page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(LETTERS_IN)).unwrap_or_default();
    let valid = head.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    let mut letters = valid.filter(|letter| !letter.is_ascii() && letter.is_alphabetic()).collect::<Vec<_>>();
    letters.sort_unstable();
    letters.dedup();
    let letters = letters.into_iter().collect::<String>();
    PAGES.into_iter().find(|page| !page.encode(&letters).2)
}

/// The letter of a byte in a code page. The most usual beginnings of two bytes in UTF-8 are none: there the second is lost.
fn letter(byte: u8, page: &'static Encoding) -> Option<char> {
    if matches!(byte, 0xc2 | 0xc3) {
        return None;
    }
    let byte = [byte];
    let read = page.decode_without_bom_handling_and_without_replacement(&byte)?;
    read.chars().next().filter(|letter| letter.is_alphabetic())
}

fn byte(private: char) -> Option<u8> {
    u32::from(private)
        .checked_sub(FIRST)
        .and_then(|byte| u8::try_from(byte).ok())
        .filter(|byte| !byte.is_ascii())
}

/// A text with its private characters as the letters they are in a code page; `None` where it has none.
pub(crate) fn repaired(text: &str, page: &'static Encoding) -> Option<String> {
    text.contains(|letter| byte(letter).is_some()).then(|| {
        text.chars().map(|one| byte(one).and_then(|byte| letter(byte, page)).unwrap_or(one)).collect()
    })
}

/// A text with � in place of its private characters.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(|letter| byte(letter).is_some()) {
        Cow::Owned(text.replace(|letter| byte(letter).is_some(), "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{marked, repaired, shown};

    #[test]
    fn a_byte_is_a_letter_of_the_page_that_the_other_letters_are_in() {
        for (text, read) in [
            (&b"M\xc3\xbcller;Kr\xfcger"[..], "Müller;Krüger"),
            (b"\xc5\x81ukasz;\xc4\x85;Micha\xb3", "Łukasz;ą;Michał"),
            ("Иван;Ян".as_bytes(), ""),
        ] {
            let found = marked(text).and_then(|(text, page)| repaired(&text, page));
            assert_eq!(found.as_deref().unwrap_or_default(), read);
        }
        let (text, _) = marked(b"M\xc3\xbcller;Kr\xfcger").unwrap();
        assert_eq!(shown(&text), "Müller;Kr\u{fffd}ger");
        assert_eq!(text.len(), shown(&text).len());
        // A letter of which only the first byte is left, and what is no letter.
        assert!(marked(b"M\xc3\xbcller;M\xc3ller").is_none());
        assert!(marked(b"M\xc3\xbcller;\x80").is_none());
    }
}
