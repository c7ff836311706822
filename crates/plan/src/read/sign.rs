//! How likely a sign is where it stands, as a logarithm.
//!
//! Signs are rarer than letters, but each has its places: a degree behind a number, a quote before a word. Who uses a sign
//! there uses it again.

use super::guess::DAMAGED;

/// A sign where no list has it.
const MISPLACED: f64 = -9.2;
/// A sign that stands beside digits, if at all.
pub(super) const OF_NUMBERS: f64 = -14.0;
/// A sign in its place, from the usual ones to the rare ones.
const USUAL: f64 = -3.0;
const KNOWN: f64 = -4.0;
const RARE: f64 = -5.0;
/// What the same sign counts in its place in further words.
pub(super) const AGAIN: f64 = -1.0;

/// What stands beside a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Nothing, or what is no part of the word.
    Edge,
    Digit,
    Small,
    Capital,
    Sign,
}

/// A sign and its neighbours.
pub(super) struct Placed {
    pub sign: char,
    /// Where in the word it stands.
    pub index: usize,
    pub before: Side,
    pub behind: Side,
    /// The letter behind it.
    pub next: Option<char>,
}

/// How likely the sign is, and whether it stands in its place.
pub(super) fn likelihood(placed: &Placed) -> (f64, bool) {
    use Side::{Capital, Digit, Edge, Sign, Small};
    let Placed { sign, index, before, behind, next } = *placed;
    if sign.is_control() {
        return (DAMAGED, false);
    }
    let letter = |side| matches!(side, Small | Capital);
    let aside = !letter(before) || !letter(behind);
    let opens = matches!(before, Edge | Sign) && matches!(behind, Capital | Digit | Sign);
    let alone = before == Edge && behind == Edge;
    let counts = before == Digit || behind == Digit || alone;
    let placed = match sign {
        '½' | '¼' | '¾' if letter(before) || letter(behind) => return (OF_NUMBERS, false),
        // Spaces that do not break stand at the ends of cells, between numbers and between names.
        '\u{a0}' if aside || behind == Capital => Some(USUAL),
        '\u{a0}' => return (RARE - 2.5, false),
        // O’Brien, d’Artagnan, Ada’s.
        '’' if !aside && (index == 1 || next == Some('s')) => Some(USUAL),
        '´' if !aside && (index == 1 || next == Some('s')) => Some(KNOWN),
        '’' if !aside => return (RARE - 2.0, false),
        '’' | '”' | '»' | '…' if before != Edge => Some(USUAL - 0.5),
        '‘' | '“' | '„' | '«' if opens => Some(USUAL - 0.5),
        '…' => Some(KNOWN),
        '–' | '—' if aside => Some(USUAL),
        '–' | '—' if behind == Capital => Some(KNOWN),
        '–' | '—' => return (RARE - 2.0, false),
        '°' if before == Digit || alone => Some(USUAL),
        '€' | '£' if aside && counts => Some(USUAL),
        '¥' | '¢' if aside && counts => Some(KNOWN),
        '½' | '¼' | '¾' | '‰' | '²' | '³' | '±' | '×' if counts => Some(KNOWN),
        'µ' if matches!(next, Some('m' | 's' | 'g' | 'l')) && !letter(before) => Some(KNOWN),
        '§' | '№' if behind == Digit || alone => Some(USUAL - 0.5),
        '•' | '¿' | '¡' if opens || alone => Some(USUAL - 0.5),
        '™' | '®' | '©' if behind == Edge || opens => Some(KNOWN),
        '†' | '‡' | '·' | '¦' if alone => Some(KNOWN),
        '\u{ad}' => Some(RARE),
        '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '·' if aside => return (RARE - 1.0, false),
        _ => None,
    };
    placed.map_or((MISPLACED, false), |likely| (likely, true))
}
