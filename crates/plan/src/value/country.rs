//! Countries as a column of the file writes them. The names stand in `countries.txt` and `countries_more.txt`.

mod said;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

pub use self::said::Perhaps;
use super::fold::plain;

/// A country that has phone numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    region: Region,
    /// The code that calls it, where that is what the text says. Several countries can share one.
    code: Option<u16>,
}

/// The first letter of those that flags are made of.
const FIRST_FLAG: u32 = 0x1f1e6;

/// The signs of cars abroad that are no codes otherwise.
const CARS: [(&str, &str); 15] = [
    ("A", "AT"),
    ("B", "BE"),
    ("D", "DE"),
    ("E", "ES"),
    ("F", "FR"),
    ("FL", "LI"),
    ("H", "HU"),
    ("I", "IT"),
    ("L", "LU"),
    ("M", "MT"),
    ("N", "NO"),
    ("P", "PT"),
    ("S", "SE"),
    ("SLO", "SI"),
    ("CDN", "CA"),
];

/// A code that calls a country has at most so many digits.
const MOST_OF_CODE: usize = 3;

/// Countries by name and three-letter code, without blanks.
static NAMES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(read);

/// The countries that somebody can choose from.
const CHOICES: &str = include_str!("countries.txt");

/// All others.
const MORE: &str = include_str!("countries_more.txt");

/// The lines of both lists: the codes of a country, and its names.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = CHOICES.lines().chain(MORE.lines());
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

impl Country {
    /// The country that a text names: by its two or three letters, by its name in many languages, or by the code that
    /// calls it, as in `+49`, `49` and `Germany (+49)`. `None` where it names none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains(|letter: char| letter.is_ascii_digit()) {
            return Self::called(text);
        }
        let named = |text: &str| NAMES.get(&plain(text).replace(' ', "")).copied();
        // Official lists put the name before its kind: `Korea, Republic of`.
        let turned = || text.split_once(',').and_then(|(name, kind)| named(&format!("{kind} {name}")));
        Self::from_code(text).or_else(|| named(text)).or_else(turned).or_else(|| Self::of_flag(text))
    }

    /// The country of a flag: two letters, each a sign of its own, and perhaps the country's name beside it.
    fn of_flag(text: &str) -> Option<Self> {
        let letter = |sign: char| {
            let at = u32::from(sign).checked_sub(FIRST_FLAG).filter(|at| *at < 26)?;
            char::from_u32(u32::from('A') + at)
        };
        let mut signs = text.chars();
        let code: String = [signs.next().and_then(letter)?, signs.next().and_then(letter)?].iter().collect();
        let (flag, rest) = (Self::from_code(&code)?, signs.as_str().trim());
        let is_beside = || Self::parse(rest).is_none_or(|named| named.region == flag.region);
        (rest.is_empty() || is_beside()).then_some(flag)
    }

    /// The country of the sign that its cars bear abroad, where that is no other code: `D`, `A`.
    pub fn of_car(text: &str) -> Option<Self> {
        let code = CARS.iter().find_map(|(sign, code)| (*sign == text.trim()).then_some(*code))?;
        Self::from_code(code)
    }

    /// The country that the one number of a text calls.
    fn called(text: &str) -> Option<Self> {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let digits = text.trim_matches(|letter| !is_digit(letter));
        // A spreadsheet may have made a number of it.
        let digits = digits.strip_suffix(".0").unwrap_or(digits);
        let digits = digits.strip_prefix("00").unwrap_or(digits);
        let named = text.contains(char::is_alphabetic) && !text.contains('+');
        if named || digits.len() > MOST_OF_CODE || !digits.chars().all(is_digit) {
            return None;
        }
        let code = digits.parse::<u16>().ok()?;
        let region = PHONE_NUMBER_UTIL.get_region_for_country_code(code.into())?;
        (region != Region::World).then_some(Self { region, code: Some(code) })
    }

    /// Whether a number that is written with its country's code begins as this country's numbers do. Only a country that
    /// was named by its code says how its numbers begin.
    pub(super) fn calls(self, number: u64) -> bool {
        self.code.is_none_or(|code| has_code(number, code))
    }

    /// Whether a number begins with the code of this country, however that was named.
    pub(super) fn dials(self, number: u64) -> bool {
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(self.region);
        code.and_then(|code| u16::try_from(code).ok()).is_some_and(|code| has_code(number, code))
    }

    /// The code that calls the country, where that is how it was named.
    pub const fn calling_code(self) -> Option<u16> {
        self.code
    }

    /// The country of a two-letter code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let region = Region::from_code(&code).ok().filter(|region| *region != Region::World)?;
        PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| Self { region, code: None })
    }

    /// The two-letter code.
    pub fn code(self) -> String {
        self.region.to_string()
    }

    pub(super) const fn region(self) -> Region {
        self.region
    }
}

/// Whether a number that is written with its country's code begins with a code.
fn has_code(number: u64, code: u16) -> bool {
    std::iter::successors(Some(number), |digits| Some(digits / 10))
        .take_while(|digits| *digits > 0)
        .any(|digits| digits == u64::from(code))
}

/// Countries to choose from: the two-letter code and the name in English, by name. There are more that have phone numbers.
pub fn by_name() -> Vec<(&'static str, &'static str)> {
    let lines = CHOICES.lines().filter(|line| !line.starts_with('#'));
    let mut countries: Vec<_> = lines
        .filter_map(|line| {
            let (codes, names) = line.split_once(": ")?;
            Some((codes.get(..2)?, names.split(',').next()?))
        })
        .collect();
    countries.sort_unstable_by_key(|(_, name)| *name);
    countries
}

/// The name in English of the country with a two-letter code.
pub fn name_of(code: &str) -> Option<&'static str> {
    let of_code = |codes: &str| codes.get(..2).is_some_and(|known| known.eq_ignore_ascii_case(code));
    lines().find_map(|(codes, names)| if of_code(codes) { names.split(',').next() } else { None })
}

/// The country with a two-letter code as people write how it is dialled: `+44 (United Kingdom)`.
pub fn with_code(country: &str) -> String {
    let region = Country::from_code(country).map(Country::region);
    let code = region.and_then(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(region));
    let name = name_of(country).unwrap_or(country);
    code.map_or_else(|| name.to_owned(), |code| format!("+{code} ({name})"))
}

fn read() -> BTreeMap<String, Country> {
    let mut names = BTreeMap::new();
    for (codes, written) in lines() {
        let Some(country) = codes.get(..2).and_then(Country::from_code) else { continue };
        for name in codes.split(' ').skip(1).chain(written.split(',')) {
            names.insert(plain(name).replace(' ', ""), country);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_of_a_country_and_no_name_is_of_two() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (codes, names) in lines() {
            assert!(Country::from_code(&codes[..2]).is_some() && codes.len() == 6, "{codes}");
            for name in names.split(',') {
                let before = seen.insert(plain(name).replace(' ', ""), &codes[..2]);
                assert!(before.is_none_or(|before| before == &codes[..2]), "{name}: {before:?}");
            }
        }
    }
}
