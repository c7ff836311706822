//! How likely words are under an encoding of one byte a letter: what each of its bytes counts, looked up once.

use memchr::memmem;

use super::charset::Charset;
use super::guess::{DAMAGED, Words};
use super::letters::Language;

/// Likelihoods, as logarithms.
const SIGN_IN_WORD: f64 = -9.2;
const SIGN_ASIDE: f64 = -5.5;
/// A sign that stands beside digits, if at all.
const SIGN_OF_NUMBERS: f64 = -14.0;
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

/// The bytes of an encoding and what they are in the languages that are written in it.
pub(super) struct LettersOf {
    glyphs: [Glyph; 256],
    languages: Vec<Spoken>,
}

/// What a byte stands for.
#[derive(Clone, Copy)]
struct Glyph {
    letter: char,
    is_letter: bool,
    is_upper: bool,
    is_lower: bool,
    /// The byte of the small letter; the byte itself where there is none.
    small: u8,
}

/// A language, in bytes.
struct Spoken {
    rarer: f64,
    /// How likely the letter of each byte is; 0 for ASCII and for signs.
    frequencies: [f64; 256],
    fragments: Vec<memmem::Finder<'static>>,
}

impl LettersOf {
    pub(super) fn new(encoding: Charset, languages: &[Language]) -> Self {
        let letters = std::array::from_fn::<_, 256, _>(|byte| letter(encoding, byte as u8));
        let byte_of = |small: char| letters.iter().position(|letter| *letter == small).map(|at| at as u8);
        let glyphs = letters.map(|letter| Glyph {
            letter,
            is_letter: is_letter(letter),
            is_upper: letter.is_uppercase(),
            is_lower: letter.is_lowercase(),
            small: byte_of(small(letter)).or_else(|| byte_of(letter)).unwrap_or_default(),
        });
        let languages = languages.iter().map(|language| Spoken {
            rarer: language.rarer,
            frequencies: letters.map(|letter| frequency(letter, language.letters)),
            // A part that cannot be written in the encoding is in none of its words.
            fragments: language
                .fragments
                .iter()
                .filter_map(|part| part.chars().map(byte_of).collect::<Option<Vec<_>>>())
                .map(|part| memmem::Finder::new(&part).into_owned())
                .collect(),
        });
        Self { languages: languages.collect(), glyphs }
    }

    /// How likely words are, all in one language or each in its own; anything up to `floor` once it cannot be more.
    pub(super) fn score(&self, words: &Words<'_>, floor: f64) -> f64 {
        let mut whole = self.languages.iter().map(|language| language.rarer).collect::<Vec<_>>();
        let (mut mixed, mut left) = (0.0, f64::from(words.len() as u32));
        let mut score = f64::NEG_INFINITY;
        let mut small = Vec::new();
        for word in words {
            let damaged = self.damaged(word);
            let aside = damaged.unwrap_or_else(|| self.aside(word));
            small.clear();
            small.extend(word.iter().map(|byte| self.glyph(*byte).map_or(*byte, |glyph| glyph.small)));
            let mut best = f64::NEG_INFINITY;
            for (language, sum) in self.languages.iter().zip(&mut whole) {
                let score = aside + if damaged.is_some() { 0.0 } else { language.score(word, &small) };
                *sum += score;
                best = best.max(score + language.rarer);
            }
            mixed += best + OTHER_LANGUAGE;
            left -= 1.0;
            score = whole.iter().copied().fold(mixed, f64::max);
            // A word adds no more than what a known part of it is worth.
            if score + left * FRAGMENT <= floor {
                return floor;
            }
        }
        score
    }

    fn glyph(&self, byte: u8) -> Option<&Glyph> {
        self.glyphs.get(usize::from(byte))
    }

    /// What a word counts that has a byte which stands for nothing.
    fn damaged(&self, word: &[u8]) -> Option<f64> {
        let is_damaged = |byte: &u8| self.glyph(*byte).is_none_or(|glyph| glyph.letter == '\u{fffd}');
        let others = || word.iter().filter(|byte| !byte.is_ascii()).count() as u32;
        word.iter().any(is_damaged).then(|| DAMAGED * f64::from(others()))
    }

    /// What the case of a word's letters, and the signs among them, say in any language.
    fn aside(&self, word: &[u8]) -> f64 {
        let at = |place: Option<usize>| place.and_then(|place| self.glyph(*word.get(place)?));
        let others = word.iter().enumerate().filter(|(_, byte)| !byte.is_ascii());
        let each = others.map(|(index, byte)| {
            let (before, behind) = (at(index.checked_sub(1)), at(Some(index + 1)));
            match self.glyph(*byte) {
                Some(glyph) if is_mark(glyph.letter) && !before.is_some_and(|before| before.is_letter) => {
                    DAMAGED
                }
                // The endings of ordinal numbers.
                Some(glyph)
                    if matches!(glyph.letter, 'º' | 'ª') && behind.is_some_and(|behind| behind.is_letter) =>
                {
                    SIGN_OF_NUMBERS
                }
                Some(glyph) if glyph.is_letter => {
                    let is_ascii = |side: &Glyph| side.letter.is_ascii_alphabetic();
                    let mixed = glyph.letter >= '\u{370}'
                        && (before.is_some_and(is_ascii) || behind.is_some_and(is_ascii));
                    glyph.case(at(index.checked_sub(2)), before, behind) + if mixed { MIXED } else { 0.0 }
                }
                Some(glyph) => sign(glyph.letter, before, behind, index),
                None => DAMAGED,
            }
        });
        each.sum()
    }
}

impl Spoken {
    /// What the letters of a word, and its parts in small letters, say for this language.
    fn score(&self, word: &[u8], small: &[u8]) -> f64 {
        let frequency = |byte: &u8| self.frequencies.get(usize::from(*byte)).copied().unwrap_or(0.0);
        let known = self.fragments.iter().any(|fragment| fragment.find(small).is_some());
        word.iter().map(frequency).sum::<f64>() + if known { FRAGMENT } else { 0.0 }
    }
}

impl Glyph {
    /// What the case of a letter says next to those beside it.
    fn case(self, second: Option<&Self>, before: Option<&Self>, behind: Option<&Self>) -> f64 {
        let is_upper = |side: Option<&Self>| side.is_some_and(|side| side.is_upper);
        if self.is_upper {
            if before.is_some_and(|before| before.is_lower) { CAPITAL + ODD_CASE } else { CAPITAL }
        } else if self.is_lower && is_upper(before) && (is_upper(behind) || is_upper(second)) {
            ODD_CASE
        } else {
            0.0
        }
    }
}

/// The letter of a byte; � for none.
fn letter(encoding: Charset, byte: u8) -> char {
    encoding.decode(&[byte]).chars().next().unwrap_or('\u{fffd}')
}

/// Whether a character is a letter, or a part of one.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() || is_mark(character)
}

/// Whether a character stands on the letter before it: a tone of Vietnamese, a vowel or tone of Thai.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// How likely a letter outside ASCII is in a language, by its rank.
fn frequency(letter: char, language: &str) -> f64 {
    if letter.is_ascii() || !is_letter(letter) {
        return 0.0;
    }
    let weight = |rank: usize| 1.0 / (f64::from(rank as u32) + 1.5);
    let total = (0..language.chars().count()).map(weight).sum::<f64>();
    let rank = language.chars().position(|known| known == letter || known == small(letter));
    rank.map_or(FOREIGN_LETTER, |rank| (0.9 * weight(rank) / total).ln())
}

/// How likely a sign is where it stands.
fn sign(sign: char, before: Option<&Glyph>, behind: Option<&Glyph>, index: usize) -> f64 {
    let is_letter = |side: Option<&Glyph>| side.is_some_and(|side| side.is_letter);
    if sign.is_control() {
        return DAMAGED;
    }
    if matches!(sign, '¼' | '½' | '¾') && (is_letter(before) || is_letter(behind)) {
        return SIGN_OF_NUMBERS;
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
        '’' if index == 1 || behind.is_some_and(|behind| behind.letter == 's') => APOSTROPHE,
        '’' | '–' | '\u{a0}' => SIGN_ASIDE - 1.5,
        _ => SIGN_IN_WORD,
    }
}
