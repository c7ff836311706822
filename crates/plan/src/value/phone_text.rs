//! The digits of a phone in a text, and why a text is no plain number.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::phone::PhoneProblem;
use super::phone_label::{beside_fax, beside_mobile};
use super::{has_control, is_invisible, trim};

/// Numbers have at least this many digits, but for those of the smallest countries.
pub(super) const FEWEST: usize = 7;

/// What somebody would dial: a `+` or not, and up to 17 digits (two more than E.164 allows, for a leading `00`).
pub(super) struct Dialled {
    pub plus: bool,
    digits: [u8; Self::MOST],
    length: usize,
}

impl Dialled {
    const MOST: usize = 17;

    /// Takes the digits out of a text that holds nothing but a number as people write it.
    pub fn of(text: &str) -> Result<Self, PhoneProblem> {
        let text = without_decoration(trim(text));
        let mut dialled = Self { plus: false, digits: [0; Self::MOST], length: 0 };
        for character in text.chars() {
            let taken = match character {
                '0'..='9' => dialled.push(character as u8),
                ' ' | '-' | '.' | '(' | ')' => true,
                '+' => {
                    !dialled.plus && dialled.length == 0 && {
                        dialled.plus = true;
                        true
                    }
                }
                _ if character.is_ascii() => false,
                _ => dialled.push_other(character),
            };
            if !taken {
                return Self::slowly(text);
            }
        }
        dialled.checked(text)
    }

    /// Adds a digit; `false` where there is no room.
    fn push(&mut self, digit: u8) -> bool {
        let Some(slot) = self.digits.get_mut(self.length) else {
            return false;
        };
        *slot = digit;
        self.length += 1;
        true
    }

    /// Takes a character beyond ASCII: full-width forms, dashes and blanks of print, and what nobody sees.
    fn push_other(&mut self, character: char) -> bool {
        if is_separator(character) {
            return true;
        }
        if let Some(digit) = decimal(character) {
            return self.push(digit as u8);
        }
        let mut plain = std::iter::once(character).nfkc();
        match (plain.next(), plain.next()) {
            (Some(digit @ '0'..='9'), None) => self.push(digit as u8),
            (Some('-' | '.' | '(' | ')'), None) => true,
            (Some('+'), None) if !self.plus && self.length == 0 => {
                self.plus = true;
                true
            }
            _ => false,
        }
    }

    /// A text with something in it that is no part of a plain number. A slash or a line break can be a separator, all
    /// else is a problem.
    fn slowly(text: &str) -> Result<Self, PhoneProblem> {
        if let Some(problem) = problem(text) {
            return Err(problem);
        }
        let plain = plain(text);
        let mut dialled = Self { plus: plain.contains('+'), digits: [0; Self::MOST], length: 0 };
        for digit in plain.bytes().filter(u8::is_ascii_digit) {
            dialled.push(digit);
        }
        dialled.checked(text)
    }

    fn checked(self, text: &str) -> Result<Self, PhoneProblem> {
        match self.length {
            0 => Err(problem(text).unwrap_or(PhoneProblem::Blank)),
            _ => Ok(self),
        }
    }

    /// How many digits there are.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// The digits in ASCII.
    pub fn digits(&self) -> &[u8] {
        self.digits.get(..self.length).unwrap_or(&[])
    }

    /// The digits as a text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.digits()).unwrap_or("")
    }
}

/// Dashes and blanks of print, and characters that nobody sees.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || matches!(
            character,
            '\u{2010}'
                ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{30fc}' | '\u{ff0d}' | '\u{b7}' | '\u{2022}'
        )
}

/// The zeros of the scripts in which people write numbers; nine more digits follow each. NFKC knows none of them.
const ZEROS: [char; 8] =
    ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{be6}', '\u{e50}'];

/// The ASCII digit that a digit of another script stands for.
fn decimal(character: char) -> Option<char> {
    let value = ZEROS
        .iter()
        .find_map(|zero| (u32::from(character)).checked_sub(u32::from(*zero)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// A text with ASCII digits, in compatibility form.
fn plain(text: &str) -> String {
    text.chars().map(|character| decimal(character).unwrap_or(character)).nfkc().collect()
}

/// Numbers that call for help somewhere.
const EMERGENCY: [&str; 22] = [
    "000", "066", "100", "101", "102", "103", "104", "108", "110", "111", "112", "113", "114", "115", "117",
    "118", "119", "190", "192", "193", "911", "999",
];

/// Whether this is a number that calls for help.
pub(super) fn is_emergency(dialled: &Dialled) -> bool {
    !dialled.plus && EMERGENCY.contains(&dialled.as_str())
}

/// The number in `tel:+13125550117`, and in `13125550117.0` as some tools write a number.
fn without_decoration(text: &str) -> &str {
    // The apostrophe with which a spreadsheet marks text.
    let text = text.strip_prefix('\'').unwrap_or(text);
    let text = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => text.get(4..).unwrap_or("").trim_start(),
        _ => text,
    };
    match text.strip_suffix(".0") {
        Some(whole) if whole.len() >= FEWEST && whole.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// Why a text is no plain number; `None` where only slashes stand in the way.
fn problem(text: &str) -> Option<PhoneProblem> {
    let lower = plain(text).to_lowercase();
    if has_control(text) {
        return Some(PhoneProblem::Control);
    }
    if is_shortened(&lower) {
        return Some(PhoneProblem::Shortened);
    }
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let numbers = OR.iter().fold(lower.clone(), |numbers, word| numbers.replace(word, ";"));
    let numbers = numbers.split([',', ';', '/', '|', '\n', '\r', '&']).filter(|part| digits(part) >= FEWEST);
    if numbers.count() > 1 || second_plus(&lower) || halves(&lower).is_some() {
        return Some(PhoneProblem::Several);
    }
    if lower.contains(char::is_alphabetic) && beside_fax(&lower) {
        return Some(PhoneProblem::NoTexts);
    }
    if has_extension(&lower) {
        return Some(PhoneProblem::Extension);
    }
    if lower.chars().any(char::is_alphabetic) {
        return Some(PhoneProblem::Letters);
    }
    if digits(&lower) > Dialled::MOST {
        return Some(PhoneProblem::Long);
    }
    let odd = |character: &char| {
        !character.is_ascii_digit() && !is_separator(*character) && !"+-.()/".contains(*character)
    };
    let inner_plus = || {
        let before = lower.rfind('+').and_then(|at| lower.get(..at)).unwrap_or("");
        (digits(before) > 0 || before.contains('+')).then_some('+')
    };
    lower.chars().find(odd).or_else(inner_plus).map(PhoneProblem::Character)
}

/// Words between two numbers.
const OR: [&str; 16] = [
    " or ", " and ", " oder ", " und ", " ou ", " et ", " o ", " e ", " y ", " of ", " en ", " eller ",
    " och ", " og ", " lub ", " или ",
];

/// A second `+` after as many digits as a number has.
fn second_plus(text: &str) -> bool {
    let before = text.rfind('+').and_then(|at| text.get(..at)).unwrap_or("");
    before.chars().filter(char::is_ascii_digit).count() >= FEWEST
}

/// Two numbers of as many digits each, with a blank or another separator between them, and words perhaps. Where the text
/// begins with a word, each stands before its number, else behind it.
fn halves(text: &str) -> Option<(&str, &str)> {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let all = digits(text);
    if all <= Dialled::MOST || !all.is_multiple_of(2) {
        return None;
    }
    let mut blanks =
        text.match_indices([' ', ',', ';', '/', '|', '\n', '\r', '&']).map(|(at, _)| text.split_at(at));
    let is_half = |(before, _): &(&str, &str)| digits(before) * 2 == all;
    let words_before =
        text.chars().find(|character| character.is_alphanumeric()).is_some_and(char::is_alphabetic);
    if words_before { blanks.find(is_half) } else { blanks.rfind(is_half) }
}

/// `1.55E+10` or `1,55E+10`: digits, a point, and a power of ten.
fn is_shortened(lower: &str) -> bool {
    let Some((digits, power)) = lower.split_once('e') else {
        return false;
    };
    let power = power.strip_prefix('+').unwrap_or(power);
    let numeric = |text: &str, more: &[char]| {
        text.contains(|character: char| character.is_ascii_digit())
            && text.chars().all(|character| character.is_ascii_digit() || more.contains(&character))
    };
    numeric(digits, &['.', ',']) && numeric(power, &[])
}

/// The words that stand before an extension.
const EXTENSION: [&str; 9] = ["extension", "extn", "ext", "durchwahl", "poste", "wew", "доб", "x", "#"];

/// Whether a number is followed by `x`, `ext`, `#` or the like and a few digits.
fn has_extension(lower: &str) -> bool {
    without_extension(lower).is_some()
}

/// What stands before an extension; `None` where there is none behind a number.
fn without_extension(lower: &str) -> Option<&str> {
    let closed = lower.trim_end_matches(')');
    let inner = closed.trim_end_matches(|character: char| character.is_ascii_digit());
    let mark = inner.trim_end_matches([' ', '.', ':', '=', '-', '(']);
    let before = EXTENSION.iter().find_map(|word| mark.strip_suffix(word))?;
    let long = before.chars().filter(char::is_ascii_digit).count() >= FEWEST;
    // The last letter of another word, as in `mailbox`, is none.
    let whole = !before.ends_with(char::is_alphabetic);
    (inner.len() < closed.len() && long && whole).then(|| before.trim_end_matches([' ', ';', ',', '(', '.']))
}

/// The pieces of a text that may be a number each, as somebody would write it who knows what is expected. What is called a
/// fax is none, and where one is called a mobile phone the others are none either.
pub(super) fn candidates(text: &str) -> Vec<String> {
    let lower = plain(text).to_lowercase();
    if is_shortened(&lower) {
        return Vec::new();
    }
    let mut pieces: Vec<Cow<'_, str>> = Vec::new();
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    if lower.contains(',') && lower.split(',').all(|part| digits(part) < FEWEST) {
        pieces.push(Cow::Owned(lower.replace(',', " ")));
    }
    // A sign before or behind the first digits of a number divides it, and not two of them.
    let divides = |(head, _): (&str, &str)| digits(head) < FEWEST && digits(&lower) < Dialled::MOST;
    if lower.split_once(SIGNS).is_some_and(divides) && !beside_fax(&lower) {
        return read_as(&lower.replace(SIGNS, " "));
    }
    if let Some((one, other)) = halves(&lower) {
        pieces.extend([Cow::Borrowed(one), Cow::Borrowed(other)]);
    }
    pieces.extend(parts(&lower).into_iter().map(Cow::Borrowed));
    if lower.contains(char::is_alphabetic) {
        pieces.retain(|piece| !beside_fax(piece));
        if pieces.iter().any(|piece| beside_mobile(piece)) {
            pieces.retain(|piece| beside_mobile(piece));
        }
    }
    let among_words = || the_number_of(&lower).filter(|_| !beside_fax(&lower)).map(str::to_owned);
    let mut read: Vec<String> = pieces.iter().flat_map(|piece| read_as(piece)).collect();
    read.extend(among_words());
    read
}

/// Signs that stand in the place of a blank in a number, or around its code.
const SIGNS: [char; 8] = ['|', '_', '[', ']', '{', '}', '~', '*'];

/// What a piece of a text may say without the words around it, or with digits in the place of letters.
fn read_as(piece: &str) -> Vec<String> {
    let piece = without_extension(piece).unwrap_or(piece);
    let words =
        piece.trim_matches(|character: char| !character.is_ascii_digit() && !"+(".contains(character));
    let mut read = vec![words.to_owned(), with_digits(piece)];
    // Two plus signs are one.
    if let Some(rest) = words.strip_prefix("++") {
        read.push(format!("+{}", rest.trim_start_matches('+')));
    }
    // As mobile phones of Mexico were dialled from abroad until 2020.
    let dialled: String = words.chars().filter(char::is_ascii_digit).collect();
    if let Some(rest) = dialled.strip_prefix("521").filter(|rest| rest.len() == 10 && words.starts_with('+'))
    {
        read.push(format!("+52{rest}"));
    }
    read
}

/// The only piece between words that has the digits of a number, where others have a few: `D2: 0172 1234567`, `0151 12345705 ab 18
/// Uhr`. Two letters or more, or one before a colon, are a word.
fn the_number_of(text: &str) -> Option<&str> {
    let digits = |part: &&str| part.chars().filter(char::is_ascii_digit).count() >= FEWEST;
    let behind_label = text.split_once(':').map(|(_, rest)| rest.trim()).filter(digits);
    let text = behind_label.unwrap_or(text);
    let mut numbers = text.split(|letter: char| letter.is_alphabetic()).map(str::trim).filter(digits);
    let number = numbers.next().filter(|_| numbers.next().is_none())?;
    let at = (number.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let (before, behind) = (text.get(..at)?, text.get(at + number.len()..)?);
    let is_word = |rest: &str| {
        rest.trim().is_empty()
            || rest
                .split_whitespace()
                .any(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
    };
    let closed = number.trim_end_matches(|character: char| !character.is_ascii_digit());
    (is_word(before) && is_word(behind)).then_some(closed)
}

/// The numbers of a cell with several: divided by a separator, a word, or a second `+`.
fn parts(lower: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for piece in lower.split([',', ';', '/', '|', '\n', '\r', '&']) {
        for piece in between_words(piece) {
            let mut rest = piece;
            while let Some(plus) = rest.rfind('+').filter(|plus| *plus > 0) {
                let (before, after) = rest.split_at(plus);
                if before.chars().filter(char::is_ascii_digit).count() < FEWEST {
                    break;
                }
                parts.push(after);
                rest = before;
            }
            parts.push(rest);
        }
    }
    // Several plus signs in one piece are met from behind.
    parts.sort_by_key(|part| part.as_ptr() as usize);
    if lower.contains('/') {
        // A slash may stand inside of one number.
        parts.insert(0, lower);
    }
    parts
}

/// The parts of a text between the words that stand between two numbers.
fn between_words(text: &str) -> Vec<&str> {
    OR.iter().fold(vec![text], |parts, word| parts.into_iter().flat_map(|part| part.split(word)).collect())
}

/// A text with the digits that its letters look like: `o` for zero, `l` and `i` for one.
fn with_digits(text: &str) -> String {
    let digit = |character: char| match character {
        'o' => '0',
        'l' | 'i' => '1',
        other => other,
    };
    text.chars().map(digit).collect()
}

/// Whether only a letter stands in the place of a digit, or a word before the number: there is one way to read it, once
/// somebody has a look.
pub fn is_slip(text: &str) -> bool {
    let lower = plain(text).to_lowercase();
    matches!(problem(text), Some(PhoneProblem::Letters))
        && parts(&lower).len() == 1
        && !lower.contains(['e', 'x'])
}
