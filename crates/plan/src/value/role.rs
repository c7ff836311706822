//! Roles and territory access as people write them, in many languages. The words stand in `roles.txt`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use strsim::osa_distance;

use super::fold::plain;
use crate::snapshot::{Access, Role};

/// What a word of the list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Role(Role),
    /// A title that could be several roles.
    Unclear,
    Access(Access),
    /// A word that leaves a role the same.
    Grade,
}

/// The words of `roles.txt` without blanks, by what they are asked for.
struct Words {
    roles: BTreeMap<String, Meaning>,
    accesses: BTreeMap<String, Meaning>,
    grades: BTreeMap<String, Meaning>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| read(include_str!("roles.txt")));

/// The role that a text names, in any case and many languages; `None` where it names none, could be several, or only asks.
pub fn parse_role(text: &str) -> Option<Role> {
    // What the template offers needs no folding.
    match text {
        "Sales" => Some(Role::Sales),
        "Manager" => Some(Role::Manager),
        "Admin" => Some(Role::Admin),
        _ if asks(text) => None,
        _ => {
            let read = known(&readings(text)).or_else(|| somewhere(text));
            let read = read.or_else(|| listed(text)).and_then(role);
            // Whoever learns to be a manager is none.
            read.filter(|role| *role == Role::Sales || !learns(text))
        }
    }
}

/// The Manager of a part of the country: `Regionalleiter Süd`. Of Sales it may be the name of a team.
fn somewhere(text: &str) -> Option<Meaning> {
    let words = plain(text);
    let (title, place) = words.rsplit_once(' ')?;
    let meaning = known(&readings(title)).filter(|_| PLACES.contains(&place))?;
    (meaning == Meaning::Role(Role::Manager)).then_some(meaning)
}

/// Parts of a country, folded.
const PLACES: [&str; 30] = [
    "north", "south", "east", "west", "central", "nord", "sud", "sued", "ost", "mitte", "nordost",
    "nordwest", "sudost", "sudwest", "est", "ouest", "centre", "centro", "norte", "sur", "sul", "este",
    "oeste", "ovest", "noord", "zuid", "oost", "syd", "ost", "vast",
];

/// What all parts of a list say, where each is one role and all are the same: `SDR/BDR`.
fn listed(text: &str) -> Option<Meaning> {
    let mut parts = text.split(BETWEEN).map(|part| known(&readings(part)));
    let first = parts.next().flatten().filter(|_| text.contains(BETWEEN))?;
    (role(first).is_some() && parts.all(|part| part == Some(first))).then_some(first)
}

/// What stands between two roles.
const BETWEEN: [char; 8] = ['/', '|', ';', '&', '+', ',', '\n', '\r'];

/// Whether a title is that of somebody who learns.
fn learns(text: &str) -> bool {
    plain(text)
        .split(' ')
        .any(|word| matches!(word, "trainee" | "trainees" | "azubi" | "intern" | "apprentice"))
}

/// The role that was probably meant by a text with a typing error, `Manger` for `Manager`, or by one that asks: `Manager?`.
pub fn suggest_role(text: &str) -> Option<Role> {
    let readings = readings(text);
    match known(&readings) {
        Some(meaning) => role(meaning).filter(|_| asks(text)),
        None => readings.iter().find_map(|words| nearest(&WORDS.roles, words)).and_then(role),
    }
}

/// What the best of the ways to read a title says, where the list has any of them.
fn known(readings: &[String]) -> Option<Meaning> {
    readings.iter().find_map(|words| WORDS.roles.get(words)).copied()
}

/// Whether whoever wrote a text was not sure of it: `Admin?`. What is asked is not what is told.
fn asks(text: &str) -> bool {
    text.contains(['?', '？', '؟', '¿', '\u{37e}'])
}

/// The territory access that a text names, in any case and many languages; `None` where it names none.
pub fn parse_access(text: &str) -> Option<Access> {
    match text {
        "Global" => Some(Access::Global),
        "Limited" => Some(Access::Limited),
        _ if asks(text) => None,
        _ => WORDS.accesses.get(&compact(text)).and_then(|meaning| access(*meaning)),
    }
}

/// The territory access that was probably meant by a text with a typing error, `Limitted` for `Limited`, or by one that
/// asks.
pub fn suggest_access(text: &str) -> Option<Access> {
    nearest(&WORDS.accesses, &compact(text)).and_then(access)
}

const fn role(meaning: Meaning) -> Option<Role> {
    if let Meaning::Role(role) = meaning { Some(role) } else { None }
}

const fn access(meaning: Meaning) -> Option<Access> {
    if let Meaning::Access(access) = meaning { Some(access) } else { None }
}

/// The ways to read a title, without blanks, the best first: as it stands; what stands behind a comma before the rest
/// (`Manager, Sales`); without words of grade (`Senior Sales Manager II`); each of these without the plural of its end.
fn readings(text: &str) -> Vec<String> {
    if names_two(text) {
        return Vec::new();
    }
    let whole = plain(text);
    let turned = text.split_once(',').map(|(head, tail)| plain(&format!("{tail} {head}")));
    let mut readings = Vec::with_capacity(8);
    for words in [Some(whole), turned].into_iter().flatten() {
        let bare = without_grades(&words);
        for words in [words.as_str(), bare] {
            let compact = words.replace(' ', "");
            for singular in [Some(compact.as_str()), compact.strip_suffix('s')].into_iter().flatten() {
                if !singular.is_empty() && !readings.iter().any(|known| known == singular) {
                    readings.push(singular.to_owned());
                }
            }
        }
    }
    readings
}

/// Whether a text names two different roles side by side, `Sales / Manager`, or in a list: `Sales, Manager`.
fn names_two(text: &str) -> bool {
    let mut parts = text.split(['/', '|', ';', '&', '+', '\n', '\r']).map(compact);
    let first = parts.next().and_then(|first| WORDS.roles.get(&first));
    first.is_some() && parts.any(|part| WORDS.roles.get(&part).is_some_and(|other| Some(other) != first))
        || lists_two(text)
}

/// Whether a text with commas names two roles beyond doubt. `Manager, Sales` is one title, turned as in lists of staff:
/// what is before the comma says the role, and what is behind it where.
fn lists_two(text: &str) -> bool {
    let parts = text.split([',', '，', '、', '،']).map(compact);
    let mut parts = parts.filter_map(|part| WORDS.roles.get(&part).copied().and_then(role));
    let Some(first) = parts.next().filter(|first| parts.any(|other| other != *first)) else { return false };
    let turned = text.split_once(", ").map(|(head, tail)| compact(&format!("{tail} {head}")));
    turned.and_then(|title| WORDS.roles.get(&title)).is_none_or(|title| role(*title) != Some(first))
}

/// The words of a text without blanks, as the list has them.
fn compact(text: &str) -> String {
    plain(text).replace(' ', "")
}

/// The words of a title without those of grade at its ends.
fn without_grades(words: &str) -> &str {
    let mut words = words;
    loop {
        let first = words.split_once(' ').filter(|(first, _)| WORDS.grades.contains_key(*first));
        let last = words.rsplit_once(' ').filter(|(_, last)| WORDS.grades.contains_key(*last));
        words = match (last, first) {
            (Some((rest, _)), _) | (None, Some((_, rest))) => rest,
            (None, None) => return words,
        };
    }
}

/// What a text with one typing error (two in a long word) could mean, if that is one thing only.
fn nearest(table: &BTreeMap<String, Meaning>, words: &str) -> Option<Meaning> {
    let length = words.chars().count();
    let most = match length {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let near = table
        .iter()
        .filter(|(word, _)| word.chars().count().abs_diff(length) <= most)
        .map(|(word, meaning)| (osa_distance(word, words), *meaning))
        .filter(|(distance, _)| *distance <= most);
    let mut best: Option<(usize, Meaning)> = None;
    let mut alone = true;
    for (distance, meaning) in near {
        match best {
            Some((least, _)) if least < distance => {}
            Some((least, known)) if least == distance => alone &= known == meaning,
            _ => (best, alone) = (Some((distance, meaning)), true),
        }
    }
    best.filter(|_| alone).map(|(_, meaning)| meaning)
}

fn read(text: &str) -> Words {
    let mut words = Words { roles: BTreeMap::new(), accesses: BTreeMap::new(), grades: BTreeMap::new() };
    let mut meaning = None;
    for line in text.replace("\\\n", " ").lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            meaning = heading_means(heading);
        } else if let Some(meaning) = meaning
            && !line.starts_with('#')
        {
            let table = match meaning {
                Meaning::Role(_) | Meaning::Unclear => &mut words.roles,
                Meaning::Access(_) => &mut words.accesses,
                Meaning::Grade => &mut words.grades,
            };
            let written = line.split(',').flat_map(|word| [compact(word), compact(&spelt_out(word))]);
            for word in written.filter(|word| !word.is_empty()) {
                // A word that stands under two headings says neither; a test keeps the list free of them.
                table
                    .entry(word)
                    .and_modify(|known| *known = unclear_unless(*known, meaning))
                    .or_insert(meaning);
            }
        }
    }
    words
}

/// A word with its umlauts as people write them where they have no keys for them: `Verkaeufer`.
fn spelt_out(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'ä' | 'Ä' => out.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'å' | 'Å' => out.push_str("aa"),
            _ => out.push(letter),
        }
    }
    out
}

fn heading_means(heading: &str) -> Option<Meaning> {
    Some(match heading {
        "Sales" => Meaning::Role(Role::Sales),
        "Manager" => Meaning::Role(Role::Manager),
        "Admin" => Meaning::Role(Role::Admin),
        "unclear" => Meaning::Unclear,
        "grade" => Meaning::Grade,
        "Global" => Meaning::Access(Access::Global),
        "Limited" => Meaning::Access(Access::Limited),
        _ => return None,
    })
}

fn unclear_unless(known: Meaning, meaning: Meaning) -> Meaning {
    if known == meaning { known } else { Meaning::Unclear }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_list_stands_under_two_headings() {
        let text = include_str!("roles.txt").replace("\\\n", " ");
        let (mut heading, mut seen) = ("", BTreeMap::new());
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if line.starts_with('[') {
                heading = line;
                continue;
            }
            for word in line.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                let of = (matches!(heading, "[Global]" | "[Limited]"), heading == "[grade]");
                for written in [compact(word), compact(&spelt_out(word))] {
                    let before = seen.insert((of, written), heading);
                    assert!(
                        before.is_none_or(|before| before == heading),
                        "{word}: {before:?} and {heading}"
                    );
                }
            }
        }
        assert!(seen.len() > 500, "{}", seen.len());
    }
}
