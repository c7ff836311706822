//! Which encoding text is in, and the text in UTF-8.
//!
//! The byte order mark decides, then NUL bytes (UTF-16 without a mark), then whether the bytes are UTF-8, and only then
//! a [guess] by the letters.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::guess::guess;
use super::{Reason, Refusal};

/// Text in UTF-8 and where it came from.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text; valid UTF-8.
    pub bytes: Vec<u8>,
    /// Where the text begins, behind the byte order mark.
    pub start: usize,
    /// The name of the encoding as WHATWG has it.
    pub encoding: &'static str,
    /// What to know about it.
    pub warnings: Vec<String>,
}

/// Bytes of a file that are looked at for NULs.
const NULS_IN: usize = 4096;

pub(super) fn decode(bytes: Vec<u8>, wanted: Option<&str>) -> Result<Decoded, Refusal> {
    if let Some(label) = wanted {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            Reason::ReadingInvalid
                .because(format!("“{label}” is not the name of an encoding. UTF-8 and windows-1252 are."))
        })?;
        return decode_as(bytes, encoding, true);
    }
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") || is_utf32(&bytes) {
        return Err(Reason::EncodingUnreadable
            .because("The text is in UTF-32. Save it as CSV in UTF-8 and use that file."));
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return decode_as(bytes, encoding, false);
    }
    if let Some(encoding) = utf16_by_nuls(&bytes) {
        return decode_as(bytes, encoding, false);
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return Ok(Decoded { bytes, start: 0, encoding: UTF_8.name(), warnings: Vec::new() });
    }
    let encoding = if is_damaged_utf8(&bytes) { UTF_8 } else { guess(&bytes) };
    decode_as(bytes, encoding, false)
}

/// Whether the bytes are UTF-8 but for a few: letters outside ASCII that are right by far outnumber what is wrong.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > 3 * wrong
}

/// What UTF-16 without a mark shows: of each two bytes of a delimiter, a line break, a digit or a Western letter one is
/// NUL, always on the same side.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(NULS_IN)).unwrap_or_default();
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low, half) = (nuls(0), nuls(1), head.len() / 2);
    if half < 2 {
        return None;
    }
    let (encoding, many, few) = if low > high { (UTF_16LE, low, high) } else { (UTF_16BE, high, low) };
    let (_, damaged) = encoding.decode_without_bom_handling(head.get(..half * 2).unwrap_or_default());
    // Most bytes of Western text; a delimiter now and then in other scripts, if the rest is text as well.
    let western = many * 10 > half * 4 && few * 10 < half;
    let other = many * 20 > half && few == 0 && !damaged && bytes.len().is_multiple_of(2);
    (western || other).then_some(encoding)
}

/// Whether three of each four bytes at the beginning are NUL, as in UTF-32 without a mark.
fn is_utf32(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(NULS_IN)).unwrap_or_default();
    let nuls = |place: usize| {
        head.iter().skip(place).step_by(4).filter(|byte| **byte == 0).count() * 10 > head.len() * 2
    };
    head.len() >= 8 && nuls(1) && nuls(2) && nuls(0) != nuls(3)
}

fn decode_as(bytes: Vec<u8>, encoding: &'static Encoding, wanted: bool) -> Result<Decoded, Refusal> {
    let start =
        Encoding::for_bom(&bytes).filter(|(mark, _)| *mark == encoding).map_or(0, |(_, length)| length);
    let rest = bytes.get(start..).unwrap_or_default();
    if encoding == UTF_8 && std::str::from_utf8(rest).is_ok() {
        return Ok(Decoded { bytes, start, encoding: encoding.name(), warnings: Vec::new() });
    }
    let (text, damaged) = encoding.decode_without_bom_handling(rest);
    let mut warnings = Vec::new();
    if damaged {
        let line = text.split('\u{fffd}').next().map_or(1, |before| before.matches('\n').count() + 1);
        let name = encoding.name();
        if wanted {
            return Err(Reason::EncodingUnreadable.because(format!(
                "Line {line} cannot be read as {name}. Name another encoding, or save the file as CSV in UTF-8."
            )));
        }
        warnings.push(format!(
            "Some letters cannot be read as {name}, the first on line {line}; they show as �. Save the file as CSV in \
             UTF-8 to be sure."
        ));
    }
    Ok(Decoded { bytes: text.into_owned().into_bytes(), start: 0, encoding: encoding.name(), warnings })
}
