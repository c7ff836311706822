//! Mobile phone numbers in E.164.

use std::fmt;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use super::phone_fast::is_plain_nanp;
use super::{has_control, is_invisible};

/// A phone number in E.164: at most 15 digits, the country code first. Shown as `+13125550117`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(u64);

impl PhoneNumber {
    /// Reads the E.164 form with its `+`, as the database keeps it; `None` for anything else.
    pub fn from_e164(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let fits = (4..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| digits.parse().ok().map(Self)).flatten()
    }

    /// The number of its [`PhoneNumber::digits`]; `None` where they are too few or too many.
    pub fn from_digits(digits: u64) -> Option<Self> {
        (1_000..1_000_000_000_000_000).contains(&digits).then_some(Self(digits))
    }

    /// The digits as a number, country code first.
    pub const fn digits(self) -> u64 {
        self.0
    }

    /// The two-letter code of the country the number belongs to; `None` for a number of no country (`+800 …`).
    pub fn country(self) -> Option<String> {
        let number = PHONE_NUMBER_UTIL.parse(self.to_string(), None).ok()?;
        let region = PHONE_NUMBER_UTIL.get_region_for_number(&number)?;
        (region != Region::World).then(|| region.to_string())
    }

    /// The number as people read it: groups with blanks between them, `+1 312 555 0117`.
    pub fn spaced(self) -> String {
        let plain = self.to_string();
        match PHONE_NUMBER_UTIL.parse(&plain, None) {
            Ok(number) => {
                PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::International).replace('-', " ")
            }
            Err(_) => plain,
        }
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_e164(&text).ok_or_else(|| serde::de::Error::custom("not a phone number in E.164"))
    }
}

/// A phone as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneRead {
    /// The number.
    pub number: PhoneNumber,
    /// Whether the text had no `+`, is no number of the account's country, and was read with `+` before it.
    pub country_assumed: bool,
}

/// Why a text is no phone number, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    /// There is nothing.
    #[error("There is no number.")]
    Blank,
    /// It holds letters.
    #[error("There are letters in it. Write the number in digits.")]
    Letters,
    /// A spreadsheet wrote a long number in short: `1.55E+10`.
    #[error(
        "Excel shortened this number, so its last digits are lost. Format the column as text and type the number anew."
    )]
    Shortened,
    /// It has an extension, which no text message reaches.
    #[error("It has an extension, which a text message cannot reach. Write the person's own number.")]
    Extension,
    /// Several numbers stand in one cell.
    #[error("There is more than one number in it. Each person has one.")]
    Several,
    /// It holds a control character.
    #[error("The number holds a control character, which cannot be seen. Type it anew.")]
    Control,
    /// A character cannot be in a phone number.
    #[error("“{0}” cannot stand in a phone number.")]
    Character(char),
    /// There are too few digits.
    #[error("It has {0} digits, too few for a phone number.")]
    Short(usize),
    /// There are too many digits.
    #[error("It has more than 15 digits, too many for a phone number.")]
    Long,
    /// The number begins with a country code that does not exist.
    #[error("No country has a code that begins like this.")]
    CountryCode,
    /// No such number exists in the country that its code names.
    #[error("No such number exists in the country that its code names. Check the digits.")]
    Unassigned,
    /// No such number exists in the account's country, nor anywhere with `+` before it.
    #[error(
        "No such number exists in the account's country ({0}). Check the digits, or write it with + and its country code."
    )]
    NotInCountry(String),
    /// Calls and texts to the number cost extra.
    #[error("This is a premium rate number. Write the person's own number.")]
    Premium,
}

/// Reads phone numbers of one account: those without `+` are numbers of its country.
#[derive(Clone, Debug)]
pub struct PhoneReader {
    country: String,
    region: Option<Region>,
    /// Whether ten digits without `+` are a number of +1 like any other there.
    plain_nanp: bool,
}

impl PhoneReader {
    /// A reader for a two-letter country code. Without such a country only numbers with `+` can be read.
    pub fn new(country: &str) -> Self {
        let region = known_region(country);
        let plain_nanp = matches!(region, Some(Region::US | Region::CA));
        Self { country: country.to_ascii_uppercase(), region, plain_nanp }
    }

    /// Reads one number.
    pub fn parse(&self, text: &str) -> Result<PhoneRead, PhoneProblem> {
        let dialled = Dialled::of(text)?;
        if let Some(number) = self.plain(&dialled) {
            return Ok(PhoneRead { number, country_assumed: false });
        }
        self.ask_library(&dialled).map_err(|problem| match problem {
            PhoneProblem::Premium => problem,
            _ if dialled.length < FEWEST => PhoneProblem::Short(dialled.length),
            _ => problem,
        })
    }

    /// The number by the short way, if that is sure to give the library's answer.
    fn plain(&self, dialled: &Dialled) -> Option<PhoneNumber> {
        let national = match dialled.digits() {
            [b'1', national @ ..] if national.len() == 10 && (dialled.plus || self.plain_nanp) => national,
            national if national.len() == 10 && !dialled.plus && self.plain_nanp => national,
            _ => return None,
        };
        let number = || national.iter().fold(1, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        is_plain_nanp(national).then(|| PhoneNumber(number()))
    }

    /// The number by the library.
    fn ask_library(&self, dialled: &Dialled) -> Result<PhoneRead, PhoneProblem> {
        let digits = dialled.as_str();
        if dialled.plus {
            let number = ask(&format!("+{digits}"), None)?;
            return Ok(PhoneRead { number, country_assumed: false });
        }
        let national = match self.region {
            Some(region) => ask(digits, Some(region)),
            None => Err(PhoneProblem::Unassigned),
        };
        match national {
            Ok(number) => Ok(PhoneRead { number, country_assumed: false }),
            Err(PhoneProblem::Premium) => Err(PhoneProblem::Premium),
            Err(_) => {
                let abroad = ask(&format!("+{}", digits.strip_prefix("00").unwrap_or(digits)), None);
                let number = abroad.map_err(|_| PhoneProblem::NotInCountry(self.country.clone()))?;
                Ok(PhoneRead { number, country_assumed: true })
            }
        }
    }
}

/// Whether there is a country with this two-letter code and phone numbers of its own.
pub fn is_country(code: &str) -> bool {
    known_region(code).is_some()
}

fn known_region(code: &str) -> Option<Region> {
    let region = Region::from_code(code).ok().filter(|region| *region != Region::World)?;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| region)
}

/// Asks the library for a valid number that costs nothing extra.
fn ask(text: &str, region: Option<Region>) -> Result<PhoneNumber, PhoneProblem> {
    let number = PHONE_NUMBER_UTIL.parse(text, region).map_err(|problem| match problem {
        rlibphonenumber::ParseError::InvalidCountryCode => PhoneProblem::CountryCode,
        _ => PhoneProblem::Unassigned,
    })?;
    match PHONE_NUMBER_UTIL.get_number_type(&number) {
        PhoneNumberType::Unknown => Err(PhoneProblem::Unassigned),
        PhoneNumberType::PremiumRate => Err(PhoneProblem::Premium),
        _ => {
            let written = PHONE_NUMBER_UTIL.format(&number, rlibphonenumber::PhoneNumberFormat::E164);
            PhoneNumber::from_e164(&written).ok_or(PhoneProblem::Unassigned)
        }
    }
}

/// Numbers have at least this many digits, but for those of the smallest countries.
const FEWEST: usize = 7;

/// What somebody would dial: a `+` or not, and up to 17 digits (two more than E.164 allows, for a leading `00`).
struct Dialled {
    plus: bool,
    digits: [u8; Self::MOST],
    length: usize,
}

impl Dialled {
    const MOST: usize = 17;

    /// Takes the digits out of a text that holds nothing but a number as people write it.
    fn of(text: &str) -> Result<Self, PhoneProblem> {
        let text = without_decoration(text.trim());
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
        let plain = text.nfkc().collect::<String>();
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

    fn digits(&self) -> &[u8] {
        self.digits.get(..self.length).unwrap_or(&[])
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(self.digits()).unwrap_or("")
    }
}

/// Dashes and blanks of print, and characters that nobody sees.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{b7}' | '\u{2022}')
}

/// The number in `tel:+13125550117`, and in `13125550117.0` as some tools write a number.
fn without_decoration(text: &str) -> &str {
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
    let lower = text.nfkc().collect::<String>().to_lowercase();
    if has_control(text) {
        return Some(PhoneProblem::Control);
    }
    if is_shortened(&lower) {
        return Some(PhoneProblem::Shortened);
    }
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let numbers = lower.replace(" or ", ";").replace(" and ", ";");
    let numbers = numbers.split([',', ';', '/', '|', '\n', '\r', '&']).filter(|part| digits(part) >= FEWEST);
    if numbers.count() > 1 || second_plus(&lower) {
        return Some(PhoneProblem::Several);
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

/// A second `+` after as many digits as a number has.
fn second_plus(text: &str) -> bool {
    let before = text.rfind('+').and_then(|at| text.get(..at)).unwrap_or("");
    before.chars().filter(char::is_ascii_digit).count() >= FEWEST
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

/// A number followed by `x`, `ext`, `#` or the like and a few digits.
fn has_extension(lower: &str) -> bool {
    let inner = lower.trim_end_matches(|character: char| character.is_ascii_digit() || character == ')');
    let mark = inner.trim_end_matches([' ', '.', ':', '=', '-', '(']);
    let before = ["extension", "extn", "ext", "x", "#"].iter().find_map(|word| mark.strip_suffix(word));
    inner.len() < lower.len()
        && before.is_some_and(|before| before.chars().filter(char::is_ascii_digit).count() >= FEWEST)
}
