//! Letters as programs write them that keep to ASCII: `J=C3=BCrgen` and `=?utf-8?q?J=C3=BCrgen?=` of mails, `J%C3%BCrgen` of
//! addresses of web pages, `J\u00fcrgen` of programs are all `Jürgen`.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, WINDOWS_1252};

/// No text in a cell of a list of people is longer that was written so.
const LONGEST: usize = 1000;

/// The text with such letters as what they are; `None` where it has none. What is left as it is: addresses, and whatever
/// would come out as anything but letters.
pub(super) fn decoded(text: &str) -> Option<String> {
    let may_be = text.bytes().any(|byte| matches!(byte, b'=' | b'%' | b'\\')) && text.len() <= LONGEST;
    if !may_be || text.contains("://") || text.contains("www.") {
        return None;
    }
    if text.contains("=?") {
        return words_of_mail(text).filter(|read| is_name(text, read));
    }
    let read = by_bytes(text, b'=').or_else(|| by_bytes(text, b'%')).or_else(|| by_units(text))?;
    is_name(text, &read).then_some(read)
}

/// Whether what came out is a name: letters, and nothing new that a name does not have.
fn is_name(text: &str, read: &str) -> bool {
    let is_fine = |letter: char| match letter {
        '’' | '\u{a0}' => true,
        letter if letter.is_ascii() => !letter.is_ascii_control(),
        letter => letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter),
    };
    !text.contains('@') && !read.contains('@') && read.chars().all(is_fine)
}

/// A text in which a sign and two digits are a byte.
fn by_bytes(text: &str, sign: u8) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    let (mut any_letter, mut any_blank) = (false, false);
    while let Some((first, behind)) = rest.split_first() {
        if *first == sign {
            let byte = two_digits(behind)?;
            any_letter |= byte >= 0x80;
            any_blank |= byte == b' ';
            bytes.push(byte);
            rest = behind.get(2..)?;
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    // A blank alone says it only where nothing else can be meant: `Anna%20Maria`.
    let is_spaced =
        sign == b'%' && any_blank && bytes.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' ');
    if !any_letter && !is_spaced {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(read) => Some(read),
        Err(error) => of_the_west(error.as_bytes()),
    }
}

/// Bytes that are no UTF-8, as those of Western letters within a word or at its end. Of a text with digits, and of one that
/// begins with a byte, nobody knows what they are.
fn of_the_west(bytes: &[u8]) -> Option<String> {
    let fits = (0..bytes.len()).filter(|at| bytes.get(*at).is_some_and(|byte| !byte.is_ascii())).all(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let behind = bytes.get(at + 1);
        bytes.get(at).is_some_and(|byte| *byte >= 0xc0)
            && before.is_some_and(u8::is_ascii_alphabetic)
            && behind.is_none_or(|behind| behind.is_ascii_lowercase() || *behind == b' ')
    });
    if !fits || bytes.len() < 3 || bytes.iter().any(u8::is_ascii_digit) {
        return None;
    }
    WINDOWS_1252.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

fn two_digits(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// A text in which `\u` and four digits are a letter.
fn by_units(text: &str) -> Option<String> {
    let mut pieces = text.split("\\u");
    let mut units = pieces.next()?.encode_utf16().collect::<Vec<_>>();
    let mut any = false;
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(4)?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        any |= unit >= 0x80;
        units.push(unit);
        units.extend(rest.encode_utf16());
    }
    let read = String::from_utf16(&units).ok()?;
    (any && !read.contains('\\')).then_some(read)
}

/// A text with words as the heads of mails have them: `=?utf-8?q?J=C3=BCrgen?=`, `=?utf-8?B?SsO8cmdlbg==?=`.
fn words_of_mail(text: &str) -> Option<String> {
    let (mut read, mut rest, mut any) = (String::new(), text, false);
    while let Some((before, behind)) = rest.split_once("=?") {
        // Blanks between two such words are none.
        if !(any && before.trim().is_empty()) {
            read.push_str(before);
        }
        let (charset, behind) = behind.split_once('?')?;
        let (kind, behind) = behind.split_once('?')?;
        let (word, behind) = behind.split_once("?=")?;
        // A language may stand behind the name.
        let charset = charset.split('*').next().unwrap_or_default();
        let bytes = match kind {
            "q" | "Q" => of_quoted(word)?,
            "b" | "B" => of_base64(word)?,
            _ => return None,
        };
        let encoding = Encoding::for_label(charset.as_bytes())?;
        read.push_str(&encoding.decode_without_bom_handling_and_without_replacement(&bytes)?);
        (rest, any) = (behind, true);
    }
    read.push_str(rest);
    any.then_some(read)
}

fn of_quoted(word: &str) -> Option<Vec<u8>> {
    let mut pieces = word.split('=');
    let plain = |piece: &str| piece.replace('_', " ").into_bytes();
    let mut bytes = plain(pieces.next()?);
    for piece in pieces {
        bytes.push(two_digits(piece.as_bytes())?);
        bytes.extend(plain(piece.get(2..)?));
    }
    Some(bytes)
}

/// Mails are not strict about what ends such a word.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

fn of_base64(word: &str) -> Option<Vec<u8>> {
    LENIENT.decode(word).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn letters_are_read_however_they_were_written() {
        for (text, read) in [
            ("J=C3=BCrgen", "Jürgen"),
            ("J=FCrgen", "Jürgen"),
            ("J=c3=bcrgen=20M=C3=BCller", "Jürgen Müller"),
            ("J%C3%BCrgen", "Jürgen"),
            ("J%FCrgen", "Jürgen"),
            ("Anna%20Maria", "Anna Maria"),
            ("O%E2%80%99Brien", "O’Brien"),
            ("J\\u00fcrgen", "Jürgen"),
            ("\\u0418\\u0432\\u0430\\u043d", "Иван"),
            ("=?utf-8?q?J=C3=BCrgen?=", "Jürgen"),
            ("=?UTF-8?B?SsO8cmdlbg==?=", "Jürgen"),
            ("=?iso-8859-1?Q?J=FCrgen_M=FCller?=", "Jürgen Müller"),
            ("=?utf-8?q?J=C3=BCrgen?= =?utf-8?q?_M=C3=BCller?=", "Jürgen Müller"),
            ("=?utf-8?q?Ana?= Ruiz", "Ana Ruiz"),
        ] {
            assert_eq!(decoded(text).as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn other_signs_stay() {
        for text in [
            "5% commission",
            "100%",
            "50%20",
            "A=B",
            "A=BC",
            "=aaa",
            "=DATE",
            "x=DEF",
            "x=20y",
            "C:\\users\\ana",
            "\\u12",
            "\\u0041na",
            "https://x.example/%C3%BC",
            "www.x.example/%C3%BC",
            "j%C3%BCrgen@x.example",
            "%E2%82%AC",
            "=?",
            "=?utf-8?q?",
            "a\\nb",
            "A%FC1",
        ] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
