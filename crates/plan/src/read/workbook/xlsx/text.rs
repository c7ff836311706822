//! Text as a workbook writes it down.

use std::borrow::Cow;

/// How long `_x000D_` is.
const ESCAPE: usize = 7;

/// A text without the escapes in which a workbook writes what XML cannot hold: `_x000D_` is a carriage return.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let Some(mut at) = next_escape(text, 0) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    loop {
        out.push_str(text.get(copied..at).unwrap_or_default());
        let (mut units, mut end) = (Vec::new(), at);
        while let Some(unit) = unit(text, end) {
            units.push(unit);
            end += ESCAPE;
        }
        out.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
        copied = end;
        match next_escape(text, end) {
            Some(next) => at = next,
            None => break,
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The place of the first escape at or behind `from`.
fn next_escape(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    memchr::memchr_iter(b'_', rest.as_bytes()).map(|at| from + at).find(|at| unit(text, *at).is_some())
}

/// The unit of UTF-16 that the escape at a place stands for.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex { u16::from_str_radix(digits, 16).ok() } else { None }
}

/// The place of a cell (`B12`) from 0: its row, where it says one, and its column.
pub(super) fn place(reference: &str) -> Option<(Option<u32>, u32)> {
    let reference = reference.trim().trim_start_matches('$');
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let mut column = 0_u32;
    for letter in reference.bytes().take(letters) {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    let row = reference.get(letters..)?.trim_start_matches('$').parse::<u32>().ok();
    Some((row.and_then(|row| row.checked_sub(1)), column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::{place, plain};

    #[test]
    fn escapes_stand_for_what_xml_cannot_hold() {
        for (text, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{fffd}"),
            ("_x00ZZ_ _x12", "_x00ZZ_ _x12"),
            ("é_x0041_é", "éAé"),
        ] {
            assert_eq!(plain(text), meant);
        }
    }

    #[test]
    fn a_place_is_letters_and_a_number() {
        assert_eq!(place("A1"), Some((Some(0), 0)));
        assert_eq!(place("$XFD$1048576"), Some((Some(1_048_575), 16_383)));
        assert_eq!(place("AA"), Some((None, 26)));
        for nothing in ["", "7", "ZZZZZZZZZZ1"] {
            assert_eq!(place(nothing), None, "{nothing}");
        }
    }
}
