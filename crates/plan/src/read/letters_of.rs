//! How likely words are under an encoding of one byte a letter: what each of its bytes counts, looked up once.

use memchr::memmem;

use super::charset::Charset;
use super::guess::DAMAGED;
use super::letters::Language;
use super::sign::{self, AGAIN, Placed, Side};
use super::words::{Word, Words};

/// Likelihoods, as logarithms.
const FOREIGN_LETTER: f64 = -8.5;
/// A part of a word that many names and headers of a language have.
const FRAGMENT: f64 = 1.5;
/// Letters of two scripts side by side.
const MIXED: f64 = -4.6;
const CAPITAL: f64 = -1.2;
/// A capital behind another one.
const NEXT_CAPITAL: f64 = -0.4;
const ODD_CASE: f64 = -4.6;
/// A small letter where cells begin with a capital.
const SMALL_FIRST: f64 = -2.5;
/// A letter beside a digit, one that is a word by itself, one of an address, and two vowels that do not meet.
const BESIDE_DIGIT: f64 = -4.0;
const LONE: f64 = -1.5;
const IN_ADDRESS: f64 = -4.0;
const VOWELS: f64 = -2.0;
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
        let mut known = [false; 256];
        for whole_word in words {
            let word = whole_word.bytes;
            let damaged = self.damaged(word);
            let aside = damaged.unwrap_or_else(|| self.aside(whole_word, &mut known));
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

    /// What the case of a word's letters, the signs among them and what stands beside both say in any language. Signs in
    /// their places are `known` from then on.
    fn aside(&self, word: &Word<'_>, known: &mut [bool; 256]) -> f64 {
        let at = |place: Option<usize>| place.and_then(|place| self.glyph(*word.bytes.get(place)?));
        let others = word.bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii());
        let each =
            others.map(|(index, byte)| {
                let (before, behind) = (at(index.checked_sub(1)), at(Some(index + 1)));
                match self.glyph(*byte) {
                    Some(glyph) if is_mark(glyph.letter) => {
                        if before.is_some_and(|before| before.is_letter) {
                            0.0
                        } else {
                            DAMAGED
                        }
                    }
                    // The endings of ordinal numbers.
                    Some(Glyph { letter: 'º' | 'ª', .. }) => {
                        if behind.is_some_and(|behind| behind.is_letter) { sign::OF_NUMBERS } else { 0.0 }
                    }
                    Some(glyph) if glyph.is_letter => {
                        let mut score = self.case(*glyph, word, index);
                        score += glyph.beside(before, behind);
                        if word.bytes.len() == 1 {
                            score += LONE;
                        }
                        if word.address {
                            score += IN_ADDRESS;
                        }
                        score
                    }
                    Some(glyph) => {
                        let placed = Placed {
                            sign: glyph.letter,
                            index,
                            before: side(before),
                            behind: side(behind),
                            next: behind.map(|behind| behind.letter),
                        };
                        let (likely, in_place) = sign::likelihood(&placed);
                        let again = known
                            .get_mut(usize::from(*byte))
                            .map(|known| std::mem::replace(known, *known || in_place));
                        if in_place && again == Some(true) { AGAIN } else { likely }
                    }
                    None => DAMAGED,
                }
            });
        each.sum()
    }

    /// What the case of a letter says next to those of its word.
    fn case(&self, glyph: Glyph, word: &Word<'_>, index: usize) -> f64 {
        let at = |place: Option<usize>| place.and_then(|place| self.glyph(*word.bytes.get(place)?));
        let is_upper = |side: Option<&Glyph>| side.is_some_and(|side| side.is_upper);
        let (before, behind) = (at(index.checked_sub(1)), at(Some(index + 1)));
        if glyph.is_upper {
            // A capital that is not the first letter of a word stands among capitals only.
            let small =
                || word.bytes.iter().any(|byte| self.glyph(*byte).is_some_and(|glyph| glyph.is_lower));
            return match before {
                Some(before) if before.is_lower => CAPITAL + ODD_CASE,
                Some(before) if before.is_upper => NEXT_CAPITAL + if small() { ODD_CASE } else { 0.0 },
                _ if is_upper(behind) && small() => CAPITAL + ODD_CASE,
                _ => CAPITAL,
            };
        }
        if !glyph.is_lower {
            return 0.0;
        }
        let second = at(index.checked_sub(2));
        if is_upper(before) && (is_upper(behind) || is_upper(second)) || index == 0 && is_upper(behind) {
            ODD_CASE
        } else if index == 0 && word.capital {
            SMALL_FIRST
        } else {
            0.0
        }
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
    /// What stands on both sides of a letter, but for its case.
    fn beside(self, before: Option<&Self>, behind: Option<&Self>) -> f64 {
        let sides = [before, behind].into_iter().flatten();
        let each = sides.map(|side| {
            let (own, other) = (self.letter >= '\u{370}', side.letter >= '\u{370}');
            match side.letter {
                '0'..='9' => BESIDE_DIGIT,
                _ if side.is_letter && !is_mark(side.letter) && own != other => MIXED,
                _ => 0.0,
            }
        });
        let vowel = |side: Option<&Self>| {
            side.is_some_and(|side| matches!(small(side.letter), 'a' | 'e' | 'i' | 'o' | 'u'))
        };
        let accented = |side: Option<&Self>| {
            side.is_some_and(|side| is_vowel(side.letter) && small(side.letter) != small(self.letter))
        };
        let vowels = match small(self.letter) {
            _ if is_vowel(self.letter) && accented(before) => true,
            'æ' => vowel(behind),
            'à' | 'è' | 'ò' | 'ù' => {
                before.is_some_and(|before| matches!(small(before.letter), 'a' | 'e' | 'o'))
            }
            _ => false,
        };
        each.sum::<f64>() + if vowels { VOWELS } else { 0.0 }
    }
}

/// What a glyph is to a sign beside it.
const fn side(glyph: Option<&Glyph>) -> Side {
    match glyph {
        None => Side::Edge,
        Some(Glyph { letter: '0'..='9', .. }) => Side::Digit,
        Some(Glyph { is_letter: true, is_upper: true, .. }) => Side::Capital,
        Some(Glyph { is_letter: true, .. }) => Side::Small,
        Some(_) => Side::Sign,
    }
}

/// The letter of a byte; � for none.
fn letter(encoding: Charset, byte: u8) -> char {
    encoding.decode(&[byte]).chars().next().unwrap_or('\u{fffd}')
}

/// Whether a character is a letter, or a part of one.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() && character != 'µ' || is_mark(character)
}

/// Whether a character stands on the letter before it: a tone of Vietnamese, a vowel or tone of Thai.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// Whether a letter is a vowel with an accent of Western Europe; two different ones hardly meet.
fn is_vowel(letter: char) -> bool {
    matches!(small(letter), 'à'..='æ' | 'è'..='ï' | 'ò'..='ö' | 'ø'..='ý')
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
