//! What stands around the text of a file and is no part of it: byte order marks before it, padding behind it.

use memchr::memrchr2;

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
    // Nearly every file ends with a letter, a digit or a line break.
    let Some(last) = memrchr2(0, END_OF_FILE, &decoded.bytes) else { return };
    let behind = decoded.bytes.get(last..).unwrap_or_default();
    if !behind.iter().all(|byte| is_padding(byte) || byte.is_ascii_whitespace()) {
        return;
    }
    let of_text = |byte: &u8| !is_padding(byte) && !byte.is_ascii_whitespace();
    let Some(end) = decoded.bytes.iter().rposition(of_text).map(|end| end + 1) else { return };
    let rest = decoded.bytes.get(end..).unwrap_or_default();
    let count = rest.iter().filter(|byte| is_padding(byte)).count();
    let first = end + rest.iter().position(is_padding).unwrap_or(rest.len());
    let is_whole =
        decoded.bytes.get(end..first).is_some_and(|rest| rest.contains(&b'\n') || rest.contains(&b'\r'));
    let has_nul = rest.contains(&0);
    decoded.bytes.truncate(first);
    decoded.warnings.extend(sentence(count, has_nul, is_whole));
}

/// One Ctrl-Z is how old programs end a text, and worth no word.
fn sentence(count: usize, has_nul: bool, is_whole: bool) -> Option<String> {
    if count == 1 && !has_nul {
        return None;
    }
    let of = if count == 1 {
        "1 character that is"
    } else {
        &format!("{} characters that are", grouped(count as u64))
    };
    let look = if is_whole { "" } else { " Look whether the last row is whole." };
    Some(format!(
        "The file ends with {of} no text, as programs fill up a file with; they were left out.{look}"
    ))
}
