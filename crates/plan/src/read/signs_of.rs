//! How likely words are under an encoding of two bytes a sign: which signs are frequent, looked up once.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, Encoding, GBK};
use rustc_hash::FxHashSet;

use super::guess::{DAMAGED, Words};

/// Likelihoods, as logarithms.
const FREQUENT: f64 = -5.3;
const COMMON: f64 = -9.2;
const RARE: f64 = -12.7;
const BESIDE_ASCII: f64 = -3.0;

/// An encoding and the signs that are frequent in lists of people.
pub(super) struct SignsOf {
    encoding: &'static Encoding,
    frequent: FxHashSet<char>,
}

impl SignsOf {
    pub(super) fn new(encoding: &'static Encoding, frequent: &str) -> Self {
        Self { encoding, frequent: frequent.chars().filter(|letter| !letter.is_ascii()).collect() }
    }

    /// How likely words are; anything up to `floor` once it cannot be more.
    pub(super) fn score(&self, words: &Words<'_>, floor: f64) -> f64 {
        let mut score = 0.0;
        for word in words {
            score += self.word(word);
            // No word adds to it.
            if score <= floor {
                return floor;
            }
        }
        score
    }

    fn word(&self, word: &[u8]) -> f64 {
        let Some(text) = self.encoding.decode_without_bom_handling_and_without_replacement(word) else {
            return DAMAGED * f64::from(word.iter().filter(|byte| !byte.is_ascii()).count() as u32);
        };
        let mut sum = 0.0;
        let mut before = ' ';
        for letter in text.chars() {
            if letter.is_ascii() != before.is_ascii()
                && (letter.is_ascii_alphabetic() || before.is_ascii_alphabetic())
            {
                sum += BESIDE_ASCII;
            }
            before = letter;
            sum += self.sign(letter);
        }
        sum
    }

    fn sign(&self, letter: char) -> f64 {
        match letter {
            _ if letter.is_ascii() => 0.0,
            _ if self.frequent.contains(&letter) => FREQUENT,
            // Kana and Hangul by themselves show the language.
            '\u{3041}'..='\u{30ff}' => FREQUENT,
            '\u{ac00}'..='\u{d7a3}' => f64::midpoint(FREQUENT, COMMON),
            '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}' => FREQUENT - 1.5,
            HAN_FIRST..=HAN_LAST if FIRST_LEVELS.contains(&letter) => COMMON,
            HAN_FIRST..=HAN_LAST => RARE,
            _ => RARE - 2.0,
        }
    }
}

/// The signs that China, Japan and Korea share.
const HAN_FIRST: char = '\u{4e00}';
const HAN_LAST: char = '\u{9fff}';

/// The signs in the first level of one of the national lists, which hold what is written every day.
static FIRST_LEVELS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let levels = [(GBK, 0xb0..=0xd7), (BIG5, 0xa4..=0xc6), (EUC_JP, 0xb0..=0xcf)];
    let pairs = levels.into_iter().flat_map(|(encoding, first)| {
        first.flat_map(move |first| (0x40..=0xfe).map(move |second| (encoding, [first, second])))
    });
    let signs = pairs.filter_map(|(encoding, pair)| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
        text.chars().next()
    });
    signs.filter(|sign| (HAN_FIRST..=HAN_LAST).contains(sign)).collect()
});
