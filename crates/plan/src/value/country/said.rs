//! What a cell of a column of countries says that is no country by itself: one beside other words, or a name with a typing
//! error.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Country, NAMES, lines};
use crate::value::fold::plain;

/// At most so many countries are offered for a text that names none.
const MOST_NEAR: usize = 3;

/// Names of fewer letters are as near to one another as to anything that is no country.
const FEWEST_LETTERS: usize = 4;

/// From so many letters on two typing errors are one name still.
const LETTERS_FOR_TWO: usize = 7;

/// What stands between the parts of a cell.
const SEPARATORS: [char; 13] = ['/', '|', ',', ';', ':', '(', ')', '[', ']', '–', '—', '\n', '\r'];

/// A country that a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perhaps {
    /// The country.
    pub country: Country,
    /// Whether it is surely meant: one letter away from its name, and no other is as near.
    pub sure: bool,
}

impl Country {
    /// The country that a cell surely means: the one it names, or the only one that a part of it names, as in
    /// `Italy (North)`, `IT - Milano` and `Milano, Italy`. Two letters are a country only where they come first: behind a
    /// place they are more often its province. `None` where it names none, or more than one.
    pub fn meant(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::among_others(text))
    }

    /// The only country that a part of a text names, where the text has parts.
    pub fn among_others(text: &str) -> Option<Self> {
        if !text.contains(SEPARATORS) && !text.contains(['-', '_']) {
            return None;
        }
        let named: Vec<(usize, Named)> = named(text).collect();
        let (_, first) = named.first()?;
        let one = named.iter().all(|(_, other)| other.country.region == first.country.region);
        let sure = |(at, named): &(usize, Named)| {
            if named.is_code { *at == 0 } else { !is_within_another(&named.part, named.country) }
        };
        (one && named.iter().any(sure)).then_some(first.country)
    }

    /// The countries that a text may mean which surely means none: those that its parts name, else those whose names it may be
    /// with a typing error.
    pub fn perhaps(text: &str) -> Vec<Perhaps> {
        let mut found: Vec<Perhaps> = Vec::new();
        for (_, Named { country, .. }) in named(text) {
            if !found.iter().any(|one| one.country == country) {
                found.push(Perhaps { country, sure: false });
            }
        }
        if found.is_empty() {
            found = near(text);
        }
        found.truncate(MOST_NEAR);
        found
    }
}

/// A part of a text that names a country.
struct Named {
    part: String,
    country: Country,
    /// Whether it is two or three letters of a code.
    is_code: bool,
}

/// The parts of a text that name countries, and which part each is.
fn named(text: &str) -> impl Iterator<Item = (usize, Named)> {
    // `IT-Milano` and `US-NY`; but the hyphen of `Guinea-Bissau` is inside of a name.
    let coded = text.split_once(['-', '_']).filter(|(code, _)| is_code(code.trim()));
    let spaced = text.replace(" - ", "/").replace(" _ ", "/");
    let whole = coded.map_or(spaced, |(code, rest)| format!("{code}/{rest}"));
    let parts: Vec<String> =
        whole.split(SEPARATORS).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    parts.into_iter().enumerate().filter_map(|(at, part)| {
        let has_digit = part.contains(|letter: char| letter.is_ascii_digit());
        let country = Country::parse(&part).filter(|_| !has_digit)?;
        let is_code =
            part.chars().filter(|letter| letter.is_alphabetic()).count() < FEWEST_LETTERS && part.is_ascii();
        // `at`, `no` and `in` are words.
        let is_word = is_code && part.chars().any(|letter| letter.is_ascii_lowercase());
        (!is_word).then_some((at, Named { part, country, is_code }))
    })
}

/// Whether a text is written as the code of a country is.
fn is_code(text: &str) -> bool {
    matches!(text.len(), 2 | 3) && text.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// The countries in whose names some words stand beside others.
static WITHIN: LazyLock<BTreeMap<String, Vec<Country>>> = LazyLock::new(|| {
    let mut within: BTreeMap<String, Vec<Country>> = BTreeMap::new();
    for (codes, names) in lines() {
        let Some(country) = codes.get(..2).and_then(Country::from_code) else { continue };
        for name in names.split(',').map(plain) {
            let words: Vec<&str> = name.split(' ').collect();
            for length in 1..words.len() {
                for some in words.windows(length) {
                    within.entry(some.join(" ")).or_default().push(country);
                }
            }
        }
    }
    within
});

/// Whether a name is a part of the name of another country, as `Korea` is: the words beside it may say that one.
fn is_within_another(part: &str, country: Country) -> bool {
    let others = WITHIN.get(&plain(part));
    others.is_some_and(|others| others.iter().any(|other| other.region != country.region))
}

/// The countries whose names are nearest to a text.
fn near(text: &str) -> Vec<Perhaps> {
    let sought = plain(text).replace(' ', "");
    let letters = sought.chars().count();
    if letters < FEWEST_LETTERS {
        return Vec::new();
    }
    let most = if letters < LETTERS_FOR_TWO { 1 } else { 2 };
    let mut nearest: Vec<(usize, Country)> = Vec::new();
    for (name, country) in NAMES.iter().filter(|(name, _)| name.chars().count() >= FEWEST_LETTERS) {
        let distance = strsim::osa_distance(name, &sought);
        let better = nearest.first().is_none_or(|(least, _)| distance <= *least);
        if distance > most || !better {
            continue;
        }
        nearest.retain(|(least, other)| *least == distance && other != country);
        nearest.push((distance, *country));
    }
    let sure = matches!(nearest.as_slice(), [(1, _)]);
    nearest.into_iter().map(|(_, country)| Perhaps { country, sure }).collect()
}
