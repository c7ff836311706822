//! The words of a text whose encoding is not known yet, and where in the list they stand.

use std::collections::BTreeSet;

/// How much is looked at: bytes of different words, bytes of all words, the length of one word, and the bytes that show
/// how a list is written.
const WORDS_IN: usize = 32 * 1024;
const ALL_WORDS_IN: usize = 4 << 20;
const WORD_IN: usize = 400;
const STYLE_IN: usize = 64 * 1024;

/// A word that has a byte outside ASCII.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word<'a> {
    pub bytes: &'a [u8],
    /// Whether it begins a cell of a list in which nearly every cell begins with a capital.
    pub capital: bool,
    /// Whether it is a part of an e-mail address.
    pub address: bool,
}

/// What `|` is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// Perhaps a part of a sign in two bytes.
    Open,
    /// What stands between cells.
    Parts,
}

/// The different words of a text that have a byte outside ASCII.
pub(super) type Words<'a> = BTreeSet<Word<'a>>;

/// The words of a text. No encoding uses a byte that parts them within a letter, but for the bar: it may be the second byte
/// of a sign, and parts words only where each letter has one.
pub(super) fn words(bytes: &[u8], bar: Bar) -> Words<'_> {
    let parts = move |byte: &u8| *byte < 0x40 && !byte.is_ascii_digit() || bar == Bar::Parts && *byte == b'|';
    let capitals = begins_with_capitals(bytes);
    let (mut words, mut different, mut all) = (Words::new(), 0, 0);
    for cell in cells(bytes, bar).filter(|cell| !cell.is_ascii()) {
        for (at, piece) in cell.split(|byte| *byte == b' ').enumerate() {
            let address = is_address(piece);
            for (index, word) in piece.split(parts).enumerate().filter(|(_, word)| !word.is_ascii()) {
                let bytes = word.get(..word.len().min(WORD_IN)).unwrap_or_default();
                all += bytes.len();
                if words.insert(Word { bytes, capital: capitals && at == 0 && index == 0, address }) {
                    different += bytes.len();
                }
                if different > WORDS_IN || all > ALL_WORDS_IN {
                    return words;
                }
            }
        }
    }
    words
}

/// The cells of a text, whatever parts them.
fn cells(bytes: &[u8], bar: Bar) -> impl Iterator<Item = &[u8]> {
    bytes.split(move |byte| match byte {
        b'\n' | b'\r' | b'\t' | b',' | b';' | b':' | b'"' => true,
        b'|' => bar == Bar::Parts,
        _ => false,
    })
}

/// Whether an address stands here: a sign in two bytes may have an @ as its second one, but no letters on both sides.
fn is_address(piece: &[u8]) -> bool {
    piece.windows(3).any(|three| {
        matches!(three, [before, b'@', behind] if before.is_ascii_alphanumeric() && behind.is_ascii_alphanumeric())
    })
}

/// Whether nearly all cells begin with a capital, but for addresses and numbers. Headers may be in small letters anyhow.
fn begins_with_capitals(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(STYLE_IN)).unwrap_or_default();
    let (mut capital, mut small) = (0, 0);
    for (at, line) in head.split(|byte| matches!(byte, b'\n' | b'\r')).enumerate() {
        for cell in cells(line, Bar::Parts) {
            match cell.first() {
                Some(b'A'..=b'Z') => capital += 1,
                Some(b'a'..=b'z') if at > 0 && !is_address(cell) => small += 1,
                _ => {}
            }
        }
    }
    capital >= 2 && small * 10 <= capital
}
