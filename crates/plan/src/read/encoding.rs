//! Which encoding text is in, and the text in UTF-8.
//!
//! The byte order mark decides, then NUL bytes (UTF-16 without a mark), then escapes that shift to Japanese, then whether
//! the bytes are UTF-8, and only then a [guess] by the letters.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};
use memchr::memmem;

use super::charset::{Charset, composed};
use super::encodings::encoding_name;
use super::foreign::{self, marked};
use super::guess::{Doubt, Guess, guess};
use super::{Limits, Reason, Refusal};
use crate::value::visible::visible;

/// Text in UTF-8 and where it came from.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text; valid UTF-8.
    pub bytes: Vec<u8>,
    /// Where the text begins, behind the byte order mark.
    pub start: usize,
    /// The name of the encoding as WHATWG has it, or that of a code page.
    pub encoding: &'static str,
    /// What to know about it.
    pub warnings: Vec<String>,
    /// The code page of the bytes that are no UTF-8 and lie in the text as private characters, if there are such.
    pub page: Option<&'static Encoding>,
}

/// So many bytes are converted at a time, and given up.
const PIECE: usize = 2 << 20;

/// So many times as long as the longest file text may become in UTF-8. Text in two bytes a letter becomes three in some
/// scripts; only signs that nobody fills a table with take three for one.
const MOST_GROWTH: u64 = 2;

/// Bytes of a file that are looked at for NULs.
const NULS_IN: usize = 4096;

pub(super) fn decode(bytes: Vec<u8>, wanted: Option<&str>, limits: &Limits) -> Result<Decoded, Refusal> {
    if let Some(label) = wanted {
        let encoding = Charset::for_label(label).ok_or_else(|| {
            Reason::ReadingInvalid
                .because(format!("“{label}” is not the name of an encoding. UTF-8 and Windows-1252 are."))
        })?;
        return decode_as(bytes, encoding, true, limits);
    }
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") || is_utf32(&bytes) {
        return Err(Reason::EncodingUnreadable
            .because("The text is in UTF-32. Save it as CSV in UTF-8 and use that file."));
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return decode_as(bytes, Charset::Web(encoding), false, limits);
    }
    if let Some(encoding) = utf16_by_nuls(&bytes) {
        return decode_as(bytes, Charset::Web(encoding), false, limits);
    }
    if is_iso_2022_jp(&bytes) {
        return decode_as(bytes, Charset::Web(ISO_2022_JP), false, limits);
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return Ok(Decoded { bytes, start: 0, encoding: UTF_8.name(), warnings: Vec::new(), page: None });
    }
    if is_damaged_utf8(&bytes) {
        return decode_as(bytes, Charset::Web(UTF_8), false, limits);
    }
    let Guess { encoding, doubt, odd } = guess(&bytes);
    let mut decoded = decode_as(bytes, encoding, false, limits)?;
    decoded.warnings.extend(doubt.map(|doubt| doubted(encoding, &doubt)));
    decoded.warnings.extend(odd.then(|| {
        format!(
            "The letters make hardly a word in any encoding that is read; {} was taken. The file may be in one that is not \
             read, such as Johab or EUC-TW: look at the names, and save it as CSV in UTF-8 if they are wrong.",
            encoding.called()
        )
    }));
    Ok(decoded)
}

fn doubted(encoding: Charset, doubt: &Doubt) -> String {
    let others = doubt.others.iter();
    let others = others.map(|(other, read)| format!("or “{}” as {}", visible(read), other.called()));
    format!(
        "The letters can be read in more than one way: “{}” as {}, which was taken, {}. Look at the names, and choose \
         the encoding if they are wrong.",
        visible(&doubt.word),
        encoding.called(),
        others.collect::<Vec<_>>().join(", ")
    )
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
    // Most bytes of Western text; a delimiter now and then in other scripts, if the rest is text as well and a line
    // ends somewhere.
    let western = many * 10 > half * 4 && few * 10 < half;
    let line_end = if low > high { [b'\n', 0] } else { [0, b'\n'] };
    let other = many * 20 > half
        && few == 0
        && !damaged
        && bytes.len().is_multiple_of(2)
        && (bytes.len() > NULS_IN
            || head.chunks_exact(2).any(|pair| pair == line_end || pair == line_end.map(as_return)))
        && !is_plain_with_nuls(head, usize::from(low > high));
    (western || other).then_some(encoding)
}

/// A carriage return for a line feed.
const fn as_return(byte: u8) -> u8 {
    if byte == b'\n' { b'\r' } else { byte }
}

/// Whether bytes are text in UTF-8 into which somebody wrote NULs, as a program that broke off leaves behind. The one of
/// two bytes on the `side` of the NULs in UTF-16 names the script: a control character in most, a tab or the end of a line
/// in those of India.
fn is_plain_with_nuls(bytes: &[u8], side: usize) -> bool {
    let is_plain = |letter: char| !letter.is_control() || letter.is_ascii_whitespace() || letter == '\0';
    // The last letter may be cut off.
    let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let scripts = bytes.iter().skip(side).step_by(2).filter(|byte| **byte != 0);
    let (all, blank) =
        scripts.fold((0, 0), |(all, blank), byte| (all + 1, blank + usize::from(byte.is_ascii_control())));
    text.len() + 3 >= bytes.len() && text.chars().all(is_plain) && blank * 2 <= all
}

/// Whether an escape shifts to the signs of Japanese, and all that stands behind such escapes is some. No other text has
/// them, and all of its bytes are ASCII.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let shifts = [b"\x1b$B", b"\x1b$@"].iter().any(|escape| memmem::find(bytes, *escape).is_some());
    shifts && bytes.is_ascii() && !ISO_2022_JP.decode_without_bom_handling(bytes).1
}

/// Whether three of each four bytes at the beginning are NUL, as in UTF-32 without a mark.
fn is_utf32(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(NULS_IN)).unwrap_or_default();
    let nuls = |place: usize| {
        head.iter().skip(place).step_by(4).filter(|byte| **byte == 0).count() * 10 > head.len() * 2
    };
    head.len() >= 8 && nuls(1) && nuls(2) && nuls(0) != nuls(3)
}

fn decode_as(
    mut bytes: Vec<u8>,
    encoding: Charset,
    wanted: bool,
    limits: &Limits,
) -> Result<Decoded, Refusal> {
    let is = |other: &'static Encoding| matches!(encoding, Charset::Web(encoding) if encoding == other);
    let start = Encoding::for_bom(&bytes).filter(|(mark, _)| is(mark)).map_or(0, |(_, length)| length);
    let rest = bytes.get(start..).unwrap_or_default();
    if is(UTF_8) && std::str::from_utf8(rest).is_ok() {
        return Ok(Decoded { bytes, start, encoding: encoding.name(), warnings: Vec::new(), page: None });
    }
    bytes.drain(..start);
    let marked = if is(UTF_8) && !wanted { marked(&bytes) } else { None };
    let page = marked.as_ref().map(|(_, page)| *page);
    let (text, damaged) = match encoding {
        _ if marked.is_some() => (marked.map(|(text, _)| text).unwrap_or_default(), true),
        Charset::Web(encoding) if encoding == WINDOWS_1258 => {
            let (text, damaged) = convert(bytes, encoding, limits)?;
            (composed(&text), damaged)
        }
        Charset::Web(encoding) => convert(bytes, encoding, limits)?,
        Charset::Page(page) => {
            let text = page.decode(&bytes);
            let damaged = text.contains('\u{fffd}');
            (text.len() as u64 <= most_of(limits))
                .then_some((text, damaged))
                .ok_or_else(|| grown(encoding.called(), limits))?
        }
    };
    let mut warnings = Vec::new();
    if damaged {
        let line = foreign::shown(&text)
            .split('\u{fffd}')
            .next()
            .map_or(1, |before| before.matches('\n').count() + 1);
        let name = encoding.called();
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
    Ok(Decoded { bytes: text.into_bytes(), start: 0, encoding: encoding.name(), warnings, page })
}

/// So many bytes text may have in UTF-8.
const fn most_of(limits: &Limits) -> u64 {
    limits.bytes.saturating_mul(MOST_GROWTH)
}

fn grown(encoding: &str, limits: &Limits) -> Refusal {
    Reason::FileTooLarge.because(format!(
        "The file has more than {} MB of text as {encoding}. Split it into smaller files.",
        most_of(limits) / 1_000_000
    ))
}

/// The text in UTF-8, and whether any of it could not be read. What is converted is given up piece by piece, so that a large
/// file is never there twice.
fn convert(
    mut bytes: Vec<u8>,
    encoding: &'static Encoding,
    limits: &Limits,
) -> Result<(String, bool), Refusal> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // The decoder touches all the room it is given, so it is given little, again and again.
    let room = decoder.max_utf8_buffer_length(PIECE).unwrap_or(3 * PIECE);
    let mut converted =
        String::with_capacity(room.min(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(room)));
    // Room that is not used is never touched, and growing step by step would move what is there.
    let (mut text, mut damaged) = (String::with_capacity(bytes.len() / 2 * 3), false);
    loop {
        let last = bytes.len() <= PIECE;
        let piece = bytes.get(..bytes.len().min(PIECE)).unwrap_or_default();
        converted.clear();
        let (_, read, replaced) = decoder.decode_to_string(piece, &mut converted, last);
        text.push_str(&converted);
        damaged |= replaced;
        if text.len() as u64 > most_of(limits) {
            return Err(grown(encoding_name(encoding.name()), limits));
        }
        if last {
            return Ok((text, damaged));
        }
        bytes.drain(..read);
        bytes.shrink_to_fit();
    }
}
