//! What stands around the text of a file and is no part of it: byte order marks before it, padding behind it.

use super::encoding::Decoded;
use super::grouped;

/// A byte order mark in UTF-8. Where files were put together, or converted twice, several stand there.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What DOS wrote at the end of a text.
const END_OF_FILE: u8 = 0x1a;

/// Takes the margins off a text, and says what was no text at its end.
pub(super) fn take_off(decoded: &mut Decoded) {
    while decoded.bytes.get(decoded.start..).is_some_and(|text| text.starts_with(MARK)) {
        decoded.start += MARK.len();
    }
    let is_padding = |byte: &u8| matches!(*byte, 0 | END_OF_FILE);
    // Nearly every file ends with a letter or a digit, and blanks behind it.
    let last = decoded.bytes.iter().rfind(|byte| !byte.is_ascii_whitespace());
    if !last.is_some_and(is_padding) {
        return;
    }
    let of_text = |byte: &u8| !is_padding(byte) && !byte.is_ascii_whitespace();
    let Some(end) = decoded.bytes.iter().rposition(of_text).map(|end| end + 1) else { return };
    let rest = decoded.bytes.get(end..).unwrap_or_default();
    let count = rest.iter().filter(|byte| is_padding(byte)).count();
    let first = end + rest.iter().position(is_padding).unwrap_or(rest.len());
    let is_whole =
        decoded.bytes.get(end..first).is_some_and(|rest| rest.contains(&b'\n') || rest.contains(&b'\r'));
    decoded.bytes.truncate(first);
    decoded.warnings.push(sentence(count, is_whole));
}

fn sentence(count: usize, is_whole: bool) -> String {
    let what = match count {
        1 => "a character that is no text, as programs put there; it was left out".to_owned(),
        _ => format!(
            "{} characters that are no text, as programs fill up files with; they were left out",
            grouped(count as u64)
        ),
    };
    let look = if is_whole { "" } else { " Look whether the last row is whole." };
    format!("The file ends with {what}.{look}")
}
