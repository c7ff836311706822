//! How likely words are under an encoding of two bytes a sign: which signs are frequent, looked up once.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK};
use rustc_hash::FxHashSet;

use super::guess::DAMAGED;
use super::words::Words;

/// Likelihoods, as logarithms.
const FREQUENT: f64 = -5.3;
const COMMON: f64 = -9.2;
const RARE: f64 = -12.7;
const BESIDE_ASCII: f64 = -3.0;
/// Kana of half the width: one of them, what the frequent ones count more, one where it cannot stand, and that a list has
/// any.
const HALF_KANA: f64 = -4.6;
const FREQUENT_HALF_KANA: f64 = 1.6;
const ODD_HALF_KANA: f64 = -6.0;
const ANY_HALF_KANA: f64 = -2.0;

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
        let (mut score, mut half) = (0.0, false);
        let mut known: FxHashSet<String> = FxHashSet::default();
        for word in words {
            score += match self.encoding.decode_without_bom_handling_and_without_replacement(word.bytes) {
                None => damaged(word.bytes),
                // Only now is it known which bars are a part of a sign.
                Some(text) if text.contains('|') => {
                    let parts = text.split('|').filter(|part| !part.is_ascii());
                    parts
                        .filter(|part| known.insert((*part).to_owned()))
                        .map(|part| self.text(part, &mut half))
                        .sum()
                }
                Some(text) => self.text(&text, &mut half),
            };
            // No word adds to it.
            if score <= floor {
                return floor;
            }
        }
        score
    }

    /// What a word counts; whether any has had kana of `half` the width.
    fn text(&self, text: &str, half: &mut bool) -> f64 {
        let mut sum = 0.0;
        if !*half && text.contains(is_half_kana) {
            *half = true;
            sum += ANY_HALF_KANA;
        }
        let mut before = ' ';
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter.is_ascii() != before.is_ascii()
                && (letter.is_ascii_alphabetic() || before.is_ascii_alphabetic())
            {
                sum += BESIDE_ASCII;
            }
            sum += if is_half_kana(letter) {
                half_kana(before, letter, letters.peek().copied())
            } else {
                self.sign(letter)
            };
            before = letter;
        }
        sum
    }

    fn sign(&self, letter: char) -> f64 {
        match letter {
            _ if letter.is_ascii() => 0.0,
            _ if self.frequent.contains(&letter) => FREQUENT,
            // Kana and Hangul by themselves show the language.
            '\u{3041}'..='\u{30ff}' => FREQUENT,
            '\u{ac00}'..='\u{d7a3}' if FIRST_LEVELS.contains(&letter) => f64::midpoint(FREQUENT, COMMON),
            '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}' => FREQUENT - 1.5,
            HAN_FIRST..=HAN_LAST if FIRST_LEVELS.contains(&letter) => COMMON,
            HAN_FIRST..=HAN_LAST => RARE,
            _ => RARE - 2.0,
        }
    }
}

/// What a word counts that is none.
fn damaged(word: &[u8]) -> f64 {
    DAMAGED * f64::from(word.iter().filter(|byte| !byte.is_ascii()).count() as u32)
}

const fn is_half_kana(letter: char) -> bool {
    matches!(letter, '\u{ff61}'..='\u{ff9f}')
}

/// How likely kana of half the width are: programs of Japan write the reading of a name in them.
fn half_kana(before: char, letter: char, behind: Option<char>) -> f64 {
    let odd = match letter {
        _ if !is_half_kana(before) && !behind.is_some_and(is_half_kana) => true,
        // Marks of a sentence, and the small vowels, which few names have.
        '｡'..='､' | 'ｦ'..='ｫ' => true,
        // What makes a sound another one stands behind it.
        'ﾞ' => !matches!(before, 'ｳ' | 'ｶ'..='ﾄ' | 'ﾊ'..='ﾎ'),
        'ﾟ' => !matches!(before, 'ﾊ'..='ﾎ'),
        'ｬ'..='ｯ' | 'ｰ' | 'ﾝ' => !is_half_kana(before),
        _ => false,
    };
    let frequent = if "ﾝｲｼｶﾀﾞﾏﾄｳｷﾅﾐｺｸﾗﾘｽﾂﾉｻｹﾔﾖｵｱ".contains(letter)
    {
        FREQUENT_HALF_KANA
    } else {
        0.0
    };
    HALF_KANA + if odd { ODD_HALF_KANA } else { frequent }
}

/// The signs that China, Japan and Korea share.
const HAN_FIRST: char = '\u{4e00}';
const HAN_LAST: char = '\u{9fff}';

/// The signs in the first level of one of the national lists, which hold what is written every day, and the Korean ones.
static FIRST_LEVELS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let levels = [(GBK, 0xb0..=0xd7), (BIG5, 0xa4..=0xc6), (EUC_JP, 0xb0..=0xcf)];
    let pairs = levels.into_iter().flat_map(|(encoding, first)| {
        first.flat_map(move |first| (0x40..=0xfe).map(move |second| (encoding, [first, second])))
    });
    let korean = (0xb0..=0xc8).flat_map(|first| (0xa1..=0xfe).map(move |second| [first, second]));
    let korean = korean
        .filter_map(|pair| EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next());
    let signs = pairs.filter_map(|(encoding, pair)| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
        text.chars().next()
    });
    let signs = signs.filter(|sign| (HAN_FIRST..=HAN_LAST).contains(sign));
    signs.chain(korean).collect()
});
