//! Existing names that an unknown one may mean: by spelling, accents, plural, order of words, and words that only say
//! what it is.

use crate::groups::Groups;
use crate::value::fold::plain;

/// An existing name that is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its place.
    pub place: u32,
    /// Whether it is surely meant: much nearer than every other, never a guess between two.
    pub sure: bool,
}

/// Words that say that something is a team or a territory, and not which.
const WHAT: [&str; 35] = [
    "team",
    "teams",
    "the",
    "territory",
    "territories",
    "region",
    "regions",
    "area",
    "zone",
    "group",
    "district",
    "sector",
    "gebiet",
    "gruppe",
    "vertriebsgebiet",
    "bezirk",
    "equipe",
    "secteur",
    "zona",
    "equipo",
    "territorio",
    "territoire",
    "gruppo",
    "squadra",
    "regio",
    "gebied",
    "omrade",
    "lag",
    "zespol",
    "obszar",
    "tym",
    "oblast",
    "bolge",
    "ekip",
    "регион",
];

/// The nearest names, the nearest first.
pub fn names(groups: &Groups, value: &str) -> Vec<Near> {
    let sought = Words::of(value);
    let most = sought.whole.chars().count().max(4) / 3;
    let mut near: Vec<(usize, u32)> = groups
        .names()
        .map(|(at, name)| (sought.distance(&Words::of(name)), at))
        .filter(|(distance, _)| *distance <= most)
        .collect();
    near.sort_unstable();
    let alone = match near.as_slice() {
        [(one, _)] => *one <= 2,
        [(one, _), (two, _), ..] => *one <= 2 && one < two,
        [] => false,
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let places = near.iter().enumerate();
    places
        .map(|(at, (_, place))| {
            // North 2 is not North 1 written badly.
            let same_number = digits(value) == digits(groups.name(*place));
            Near { place: *place, sure: at == 0 && alone && same_number }
        })
        .collect()
}

/// A name in the forms in which it is compared.
struct Words {
    whole: String,
    /// The words that say which one it is, without plural and in alphabetical order.
    sorted: String,
}

impl Words {
    fn of(name: &str) -> Self {
        let whole = plain(name);
        let mut words: Vec<&str> = whole.split(' ').filter(|word| !WHAT.contains(word)).collect();
        if words.is_empty() {
            words = whole.split(' ').collect();
        }
        words = words.into_iter().map(singular).collect();
        words.sort_unstable();
        let sorted = words.join(" ");
        Self { whole, sorted }
    }

    fn distance(&self, other: &Self) -> usize {
        let whole = strsim::damerau_levenshtein(&self.whole, &other.whole);
        whole.min(strsim::damerau_levenshtein(&self.sorted, &other.sorted))
    }
}

/// A word without the ending of its plural, where it is long enough to have one.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| rest.chars().count() > 3).unwrap_or(word)
}
