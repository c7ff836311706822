//! Family names in capitals beside given names that are not: `LOVELACE Ada`, `Ada LOVELACE`, `Guy DE LA TOUR`.

use super::name_words::NameWords;
use crate::mapping::NameOrder;

/// How much of a word is in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loudness {
    /// A word with small letters, an initial, or a word of a script without capitals.
    Quiet,
    /// Two letters, both capitals: a short name, a particle, or initials.
    Short,
    /// Three capitals or more.
    Loud,
}

/// Where the family name stands that capitals show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// It ends before this word, and given names follow.
    Until(usize),
    /// It goes from this word to the end.
    From(usize),
}

impl Shown {
    pub(super) const fn order(self) -> NameOrder {
        match self {
            Self::Until(_) => NameOrder::LastFirst,
            Self::From(_) => NameOrder::FirstLast,
        }
    }
}

/// Whether a name can show anything: two capitals stand side by side.
pub(super) fn may_show(name: &str) -> bool {
    let mut before = false;
    name.chars().any(|letter| {
        let capital = letter.is_uppercase();
        let both = before && capital;
        before = capital;
        both
    })
}

/// Where the family name stands, of words with and without small letters. `None` where that says nothing, as in `JR Smith`
/// or where all are capitals, or where capitals stand in the middle. Where the column writes its family names in capitals,
/// two of them are a name and no initials: `LI Wei`.
pub(super) fn family_name(words: &NameWords<'_>, column_shows: bool) -> Option<Shown> {
    let end = words.end(2);
    let all = (0..end).map(|at| loudness(words.word(at))).collect::<Vec<_>>();
    let at = |at: usize| all.get(at).copied().unwrap_or(Loudness::Quiet);
    if all.iter().all(|word| *word != Loudness::Quiet)
        || !all.iter().any(|word| *word == Loudness::Loud || column_shows && *word == Loudness::Short)
    {
        return None;
    }
    // Two letters beside a name in capitals belong to it, unless they are a middle initial before it: `John AJ SMITH`.
    let is_beside = |place: usize| {
        let behind = (place + 1..end).map(at).find(|word| *word != Loudness::Short);
        let before = (0..place).rev().map(at).find(|word| *word != Loudness::Short);
        let belongs = words.is_particle(place) || (0..place).all(|one| at(one) != Loudness::Quiet);
        belongs && (behind == Some(Loudness::Loud) || before == Some(Loudness::Loud))
    };
    let is_loud = |place: usize| match at(place) {
        Loudness::Loud => true,
        Loudness::Short => column_shows || is_beside(place),
        // `ORTEGA Y GASSET`
        Loudness::Quiet => {
            matches!(words.word(place), "Y" | "E" | "I")
                && place > 0
                && at(place - 1) == Loudness::Loud
                && at(place + 1) == Loudness::Loud
        }
    };
    let from = (0..end).find(|place| is_loud(*place))?;
    let until = (from..end).find(|place| !is_loud(*place)).unwrap_or(end);
    if (until..end).any(is_loud) {
        return None;
    }
    let least = usize::from(until == end);
    let mut start = from;
    while start > least && words.is_particle(start - 1) {
        start -= 1;
    }
    // `van den BERG Jan`, but `Ben DUPONT Luc`.
    let begins = start == 0 && (from == 0 || words.word(0).starts_with(char::is_lowercase));
    match (begins, until == end) {
        (_, true) if start > 0 => Some(Shown::From(start)),
        (true, false) => Some(Shown::Until(until)),
        _ => None,
    }
}

/// How loud a word is. In `McDONALD` and `d'ARTAGNAN` only what stands behind the small letters counts.
fn loudness(word: &str) -> Loudness {
    let small = word.rfind(char::is_lowercase).map_or(0, |at| at + 1);
    let behind = word.get(small..).unwrap_or_default();
    if small > MOST_SMALL || word.trim_end_matches('.').contains('.') {
        return Loudness::Quiet;
    }
    match behind.chars().filter(|letter| letter.is_uppercase()).count() {
        2 if small == 0 => Loudness::Short,
        0..3 => Loudness::Quiet,
        _ => Loudness::Loud,
    }
}

/// The bytes that may stand before the capitals of a family name: `Mac` of `MacDONALD`.
const MOST_SMALL: usize = 3;
