//! Remarks around a name and no part of it: in brackets, behind a dash, as a sign or a number; and the name that somebody had
//! before.

use super::name_words::{NameWords, is_given, is_particle};
use super::role::parse_role;
use super::title::Bare;
use crate::matching::Tell;

const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）'), ('【', '】')];

/// What stands before a remark behind a name.
const DASHES: [&str; 4] = [" - ", " – ", " — ", " | "];

/// What stands before a role or before “terminated”; before anything else it divides two people.
const SLASH: &str = " / ";

/// Words before the name that somebody was born with, in small letters as people write them.
const BORN: [&str; 14] = [
    "geb.",
    "geborene",
    "geborener",
    "né",
    "née",
    "nee",
    "nata",
    "nato",
    "roz.",
    "rozená",
    "född",
    "født",
    "syntyjään",
    "z",
];

/// The words behind a Polish “z” that make it one of these.
const OF_HOUSE: [&str; 2] = ["d.", "domu"];

/// A remark in capitals is at most so long; longer it may be a family name.
const MOST_CAPITALS: usize = 4;

/// A lone number behind a name has at most so many digits.
const MOST_DIGITS: usize = 4;

/// The name without a remark in brackets before or behind it, one behind a dash, a sign or lone number at its ends, or the name
/// that somebody had before: `Shaun (Sales)`, `[EXT] Ana Ruiz`, `Ana Ruiz - on leave`, `Ana Ruiz ✓`, `Ana Ruiz née Day`.
pub(super) fn without_remark(bare: Bare<'_>) -> Bare<'_> {
    let name = bare.name.trim();
    if let Some((rest, remark)) = in_brackets(name).or_else(|| behind_dash(name)) {
        return Bare { name: rest.trim(), had_remark: true, remark: remark.trim(), ..bare };
    }
    if let Some((rest, sign)) = beside_sign(name) {
        let remark = if sign.contains(DIED) { sign } else { bare.remark };
        return Bare { name: rest.trim(), remark, ..bare };
    }
    let unmarked = without_marks(name);
    Bare { name: without_birth_name(unmarked, 2).unwrap_or(unmarked), ..bare }
}

/// Whether a remark beside a name says that somebody has left. A word with more in capitals behind it may be the name of
/// something: “Baja California”.
pub(crate) fn says_gone(remark: &str) -> bool {
    remark.starts_with(DIED)
        || Tell::Status.says_gone(remark, "")
            && !remark.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase))
}

/// The remark behind one part of a name, in brackets or behind a dash, that says that somebody has left.
pub(crate) fn gone_of_part(part: &str) -> Option<&str> {
    if part.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let dashed = || DASHES.iter().find_map(|dash| part.rsplit_once(dash));
    let (_, remark) = in_brackets(part).or_else(dashed)?;
    Some(remark.trim()).filter(|remark| says_gone(remark))
}

/// A name without the marks of footnotes and the little pictures that end it: `Lopez*`, `Chen¹`.
pub(crate) fn without_marks(name: &str) -> &str {
    // Nearly every name ends with a letter.
    if name.bytes().last().is_none_or(|byte| byte.is_ascii_alphabetic()) {
        return name;
    }
    let bare = name.trim_end_matches(is_mark).trim_end();
    if has_letters(bare) { bare } else { name }
}

/// Whether [`without_marks`] leaves anything out.
pub(crate) fn has_marks(name: &str) -> bool {
    without_marks(name).len() != name.len()
}

/// The sign before the day on which somebody died.
const DIED: char = '†';

const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '*' | '¹' | '²' | '³' | '\u{2070}' | '\u{2074}'..='\u{2079}' | DIED | '‡' | '\u{2600}'..='\u{27bf}'
            | '\u{2b50}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}'
    )
}

pub(super) fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// A name and the remark in brackets before or behind it.
fn in_brackets(name: &str) -> Option<(&str, &str)> {
    BRACKETS.iter().find_map(|(open, close)| {
        let behind = || {
            let (before, inside) = name.rsplit_once(*open)?;
            let ends = inside.find(*close).is_none_or(|at| at + close.len_utf8() == inside.len());
            ends.then(|| (before, inside.trim_end_matches(*close)))
        };
        let before = || name.strip_prefix(*open)?.split_once(*close).map(|(inside, rest)| (rest, inside));
        behind()
            .filter(|(rest, _)| has_letters(rest))
            .or_else(|| before().filter(|(rest, _)| has_letters(rest)))
    })
}

/// A name and the remark behind a dash or a slash with blanks around it.
fn behind_dash(name: &str) -> Option<(&str, &str)> {
    let dashes = DASHES.iter().chain([&SLASH]).filter_map(|dash| Some((name.rsplit_once(dash)?, *dash)));
    let ((before, behind), dash) = dashes.max_by_key(|((before, _), _)| before.len())?;
    let is_remark = parse_role(behind).is_some()
        || says_gone(behind)
        || dash != SLASH && is_whole(before) && is_remark(before, behind);
    (has_letters(before) && is_remark).then_some((before, behind))
}

fn is_whole(name: &str) -> bool {
    name.trim().contains(' ')
}

/// Whether what stands behind a dash is a remark and no part of the name. A single word with a capital may be a second last
/// name, and words behind given names only are the last name.
fn is_remark(before: &str, behind: &str) -> bool {
    let words = NameWords::of(behind);
    let first = words.word(0);
    if first.starts_with(char::is_lowercase) {
        return !is_particle(first);
    }
    let capitals = words.len() == 1
        && behind.chars().count() <= MOST_CAPITALS
        && behind.chars().all(char::is_uppercase)
        && before.contains(char::is_lowercase);
    let several = words.len() > 1
        && !is_given(first)
        && !is_particle(first)
        && !before.split(' ').all(|word| is_given(word.trim_end_matches(',')));
    capitals || several || behind.contains(|letter: char| letter.is_ascii_digit())
}

/// A name of two words or more and the sign or lone number that stands at one of its ends.
fn beside_sign(name: &str) -> Option<(&str, &str)> {
    // What joins two people is no sign of anything.
    let is_sign = |word: &str| {
        !word.contains(char::is_alphanumeric) && !word.contains(['(', ')', ',', '&', '+', '/', ';'])
    };
    let is_number = |word: &str| word.len() <= MOST_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
    let behind =
        name.rsplit_once(' ').filter(|(rest, word)| is_whole(rest) && (is_sign(word) || is_number(word)));
    let before = || {
        let (word, rest) = name.split_once(' ')?;
        (is_whole(rest) && is_sign(word)).then_some((rest, word))
    };
    behind.or_else(before).filter(|(rest, _)| has_letters(rest))
}

/// A name without the one that somebody was born with, behind so many words or more.
pub(super) fn without_birth_name(name: &str, least: usize) -> Option<&str> {
    let words = NameWords::of(name);
    let at = (least..words.len().saturating_sub(1)).find(|at| {
        BORN.contains(&words.word(*at)) && (words.word(*at) != "z" || OF_HOUSE.contains(&words.word(at + 1)))
    })?;
    Some(words.split(at).0)
}
