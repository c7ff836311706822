//! Which encoding text is in that names none: the one under which its words are likeliest.
//!
//! A detector made for web pages needs more text than a list of names has. So each word with a byte outside ASCII is
//! decoded by every candidate and judged as a reader would: are these letters of one language, the frequent ones, small
//! letters behind capitals, and no signs within words? The web's detector is asked too, and counts as one more opinion.

use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::letters::{CANDIDATES, Candidate, Language, Script};

/// How much is looked at: bytes of words, and the length of one word.
const WORDS_IN: usize = 32 * 1024;
const WORD_IN: usize = 400;
const LETTERS_IN: usize = 1 << 20;

/// Likelihoods, as logarithms.
const DAMAGED: f64 = -12.0;
const SIGN_IN_WORD: f64 = -9.2;
const SIGN_ASIDE: f64 = -5.5;
const APOSTROPHE: f64 = -3.0;
const FOREIGN_LETTER: f64 = -8.5;
/// A part of a word that many names and headers of a language have.
const FRAGMENT: f64 = 1.5;
/// Letters of two scripts side by side.
const MIXED: f64 = -4.6;
const CAPITAL: f64 = -1.2;
const ODD_CASE: f64 = -4.6;
/// A word of another language than the one before it.
const OTHER_LANGUAGE: f64 = -0.7;
const FREQUENT: f64 = -5.3;
const COMMON: f64 = -9.2;
const RARE: f64 = -12.7;
const BESIDE_ASCII: f64 = -3.0;
/// What the opinion of the web's detector is worth.
const OPINION: f64 = 1.0;

/// The likeliest encoding of a text that is not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let words = words(bytes);
    let opinion = opinion(bytes);
    let mut best = (opinion, f64::NEG_INFINITY);
    for candidate in &CANDIDATES {
        let bonus = if candidate.encoding == opinion { OPINION } else { 0.0 };
        let score = score(candidate, &words) + candidate.prior + bonus;
        if score > best.1 {
            best = (candidate.encoding, score);
        }
    }
    best.0
}

/// What the web's detector makes of it.
fn opinion(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The letters that tell may come late: feed from the first byte that is not ASCII.
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let to = bytes.len().min(from + LETTERS_IN);
    detector.feed(bytes.get(from..to).unwrap_or_default(), true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The different words with a byte outside ASCII. No encoding uses a byte that parts them within a letter.
fn words(bytes: &[u8]) -> BTreeSet<&[u8]> {
    let parts = |byte: &u8| *byte < 0x40 && !byte.is_ascii_digit();
    let (mut words, mut length) = (BTreeSet::new(), 0);
    for word in bytes.split(parts).filter(|word| !word.is_ascii()) {
        let word = word.get(..word.len().min(WORD_IN)).unwrap_or_default();
        if words.insert(word) {
            length += word.len();
        }
        if length > WORDS_IN {
            break;
        }
    }
    words
}

fn score(candidate: &Candidate, words: &BTreeSet<&[u8]>) -> f64 {
    let decoded = words.iter().map(|word| {
        let (text, damaged) = candidate.encoding.decode_without_bom_handling(word);
        let bytes = word.iter().filter(|byte| !byte.is_ascii()).count();
        (text, if damaged { Some(DAMAGED * f64::from(bytes as u32)) } else { None })
    });
    match candidate.script {
        Script::Signs(frequent) => {
            decoded.map(|(word, damaged)| damaged.unwrap_or_else(|| signs(&word, frequent))).sum()
        }
        Script::Letters(languages) => {
            let decoded = decoded.collect::<Vec<_>>();
            let mut whole = languages.iter().map(|language| language.rarer).collect::<Vec<_>>();
            let mut mixed = 0.0;
            for (word, damaged) in &decoded {
                let mut best = f64::NEG_INFINITY;
                for (language, sum) in languages.iter().zip(&mut whole) {
                    let score = damaged.unwrap_or_else(|| letters(word, language));
                    *sum += score;
                    best = best.max(score + language.rarer);
                }
                mixed += best + OTHER_LANGUAGE;
            }
            whole.into_iter().fold(mixed, f64::max)
        }
    }
}

/// How likely a word is in a language that writes letters.
fn letters(word: &str, language: &Language) -> f64 {
    let known = |small: &str| language.fragments.iter().any(|fragment| small.contains(fragment));
    let bonus = if known(&word.to_lowercase()) { FRAGMENT } else { 0.0 };
    let language = language.letters;
    let word = word.chars().collect::<Vec<_>>();
    let total = harmonic(language.chars().count());
    let mut sum = bonus;
    for (index, &letter) in word.iter().enumerate().filter(|(_, letter)| !letter.is_ascii()) {
        let before = index.checked_sub(1).and_then(|before| word.get(before)).copied();
        let behind = word.get(index + 1).copied();
        sum += if letter.is_alphabetic() {
            let small = letter.to_lowercase().next().unwrap_or(letter);
            let rank = language.chars().position(|known| known == letter || known == small);
            let frequency =
                rank.map_or(FOREIGN_LETTER, |rank| (0.9 / (f64::from(rank as u32) + 1.5) / total).ln());
            let mixed = letter >= '\u{370}'
                && [before, behind].into_iter().flatten().any(|side| side.is_ascii_alphabetic());
            frequency + case(&word, index) + if mixed { MIXED } else { 0.0 }
        } else {
            sign(letter, before, behind, index)
        };
    }
    sum
}

/// The sum of 1 / (rank + 1.5) over so many letters.
fn harmonic(letters: usize) -> f64 {
    (0..letters).map(|rank| 1.0 / (f64::from(rank as u32) + 1.5)).sum()
}

/// What the case of a letter says next to those beside it.
fn case(word: &[char], index: usize) -> f64 {
    let at = |place: Option<usize>| place.and_then(|place| word.get(place)).copied();
    let (before, behind) = (at(index.checked_sub(1)), at(Some(index + 1)));
    let is = |letter: Option<char>, case: fn(char) -> bool| letter.is_some_and(case);
    let Some(&letter) = word.get(index) else { return 0.0 };
    if letter.is_uppercase() {
        if is(before, char::is_lowercase) { CAPITAL + ODD_CASE } else { CAPITAL }
    } else if letter.is_lowercase() && is(before, char::is_uppercase) {
        let second = at(index.checked_sub(2));
        if is(behind, char::is_uppercase) || is(second, char::is_uppercase) { ODD_CASE } else { 0.0 }
    } else {
        0.0
    }
}

/// How likely a sign is where it stands.
fn sign(sign: char, before: Option<char>, behind: Option<char>, index: usize) -> f64 {
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphabetic);
    if sign.is_control() || sign == '\u{fffd}' {
        return DAMAGED;
    }
    if !is_letter(before) || !is_letter(behind) {
        return match sign {
            '’' | '‘' | '“' | '”' | '„' | '–' | '—' | '…' | '€' | '«' | '»' | '°' | '\u{a0}' | '·' | '№' => {
                SIGN_ASIDE
            }
            _ => SIGN_IN_WORD,
        };
    }
    match sign {
        // O’Brien, d’Artagnan, Ada’s.
        '’' if index == 1 || behind == Some('s') => APOSTROPHE,
        '’' | '–' | '\u{a0}' => SIGN_ASIDE - 1.5,
        _ => SIGN_IN_WORD,
    }
}

/// How likely a word is in a language that writes signs of two bytes.
fn signs(word: &str, frequent: &str) -> f64 {
    let mut sum = 0.0;
    let mut before = ' ';
    for letter in word.chars() {
        if letter.is_ascii() != before.is_ascii()
            && (letter.is_ascii_alphabetic() || before.is_ascii_alphabetic())
        {
            sum += BESIDE_ASCII;
        }
        before = letter;
        sum += match letter {
            _ if letter.is_ascii() => 0.0,
            _ if frequent.contains(letter) => FREQUENT,
            // Kana and Hangul by themselves show the language.
            '\u{3041}'..='\u{30ff}' => FREQUENT,
            '\u{ac00}'..='\u{d7a3}' => f64::midpoint(FREQUENT, COMMON),
            '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}' => FREQUENT - 1.5,
            '\u{4e00}'..='\u{9fff}' if is_common(letter) => COMMON,
            '\u{4e00}'..='\u{9fff}' => RARE,
            _ => RARE - 2.0,
        };
    }
    sum
}

/// Whether a sign stands in the first level of one of the national lists, which hold what is written every day.
fn is_common(letter: char) -> bool {
    let mut buffer = [0; 4];
    let text = letter.encode_utf8(&mut buffer);
    let first = |encoding: &'static Encoding, levels: std::ops::RangeInclusive<u8>| {
        encoding.encode(text).0.first().is_some_and(|byte| levels.contains(byte))
    };
    first(encoding_rs::GBK, 0xb0..=0xd7)
        || first(encoding_rs::BIG5, 0xa4..=0xc6)
        || first(encoding_rs::EUC_JP, 0xb0..=0xcf)
}
