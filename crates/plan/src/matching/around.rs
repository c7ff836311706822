//! What stands around the word that matters in a header: how far it leads away from the field, or that it leads elsewhere.

use super::fold::is_wide;
use super::words::{Alias, Beside, aliases, beside};
use crate::field::Field;

/// The distance of words such as “second” and “private”.
pub(super) const SECOND: u32 = 20;

/// The distance of words such as “name” and “code” behind the word that matters.
pub(super) const GIVEN_BY: u32 = 2;

/// The distance of words such as “new”: enough for “Email” to be taken before “New email”.
const NEWER: u32 = 3;

/// Where words stand to the word that matters.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    Before,
    Behind,
}

/// The distance of the words beside an alias, and how many of them are unknown; `None` where they say that the column is
/// something else.
pub(super) fn around<'a>(
    alias: Alias,
    sides: impl IntoIterator<Item = (&'a [String], Side)>,
) -> Option<(u32, u32)> {
    let (mut distance, mut unknown) = (0, 0);
    for (words, side) in sides {
        let mut words = words;
        while !words.is_empty() {
            let (kinds, length) = longest(words);
            let word = words.get(..length).unwrap_or_default();
            match cost(kinds, side, alias) {
                Some(cost) => distance += cost,
                None if says_it_again(word, kinds, alias) => distance += 1,
                None if says_nothing(kinds) => unknown += 1,
                None => return None,
            }
            words = words.get(length..).unwrap_or_default();
        }
    }
    Some((distance + 4 * unknown, unknown))
}

/// Whether words beside a name make it that of a company: “Business name”, “Nome da empresa”.
pub(super) fn names_a_company(alias: Alias, before: &[String], behind: &[String]) -> bool {
    // “会社名”, where one sign is a word for a first name as well.
    let wide = !before.is_empty() && before.iter().all(|word| word.chars().all(is_wide));
    let is_name = alias.either || alias.field == Field::FullName || wide && alias.field == Field::FirstName;
    let any = |kind: Beside| [before, behind].into_iter().any(|words| says_one_of(words, &[kind]));
    // “Office Name” names an office as “Business Name” names a business; “Account Name” is often that of a login.
    let is_office = || any(Beside::Shared) && !any(Beside::Organization);
    is_name && (any(Beside::Company) || is_office()) && !any(Beside::Whose)
}

/// Whether a word is not known, or says something only beside an e-mail or a phone.
fn says_nothing(kinds: &[Beside]) -> bool {
    kinds.iter().all(|kind| matches!(kind, Beside::Work | Beside::Private | Beside::Shared | Beside::Company))
}

/// Whether a word says once more what an alias does: “Tlf.” of “Tlf. móvil trab.”, and the number of a phone.
fn says_it_again(word: &[String], kinds: &[Beside], alias: Alias) -> bool {
    let is_alias = |one: &Alias| one.field == alias.field && !one.weak && !one.either;
    alias.field == Field::Phone && *word == ["number"]
        || kinds.iter().all(|kind| *kind == Beside::GivenBy)
            && !alias.weak
            && aliases(&word.concat()).iter().any(is_alias)
}

/// What the longest known run of words at the start is, and how many words that takes.
fn longest(words: &[String]) -> (&'static [Beside], usize) {
    for length in (1..=words.len().min(3)).rev() {
        let run = words.get(..length).unwrap_or_default().concat();
        let kinds = beside(&run);
        if !kinds.is_empty() {
            return (kinds, length);
        }
        if is_others(&run) {
            return (&[Beside::Other], length);
        }
    }
    (&[], 1)
}

/// Whether unknown words are somebody else's once their last letter is gone: “Guardians”, “Chefs”; or where no blanks stand
/// between words, by how they end: “担当上司”. For a word too many taken so a column is left alone; for one too few it is
/// somebody else's.
fn is_others(run: &str) -> bool {
    let says_so = |word: &str| beside(word).contains(&Beside::Other);
    let wide = run.chars().all(is_wide);
    run.strip_suffix('s').is_some_and(|one| one.len() >= 4 && says_so(one))
        || wide && run.char_indices().skip(1).any(|(at, _)| run.get(at..).is_some_and(says_so))
}

/// The least distance that the kinds of a word allow beside an alias.
fn cost(kinds: &[Beside], side: Side, alias: Alias) -> Option<u32> {
    let field = alias.field;
    let named = matches!(field, Field::Role | Field::Teams | Field::Territories);
    let contact = matches!(field, Field::Email | Field::Phone);
    let at_home = kinds.contains(&Beside::Organization) && kinds.contains(&Beside::Secondary);
    let leads = kinds.contains(&Beside::Other);
    let second = kinds.iter().any(|kind| matches!(kind, Beside::Secondary | Beside::Private));
    let company = kinds.contains(&Beside::Organization);
    let is_of_company = kinds.iter().any(|kind| matches!(kind, Beside::Shared | Beside::Company));
    if is_of_company && alias.is_bare_id() {
        return None;
    }
    let costs = kinds.iter().filter_map(|kind| match kind {
        Beside::Whose | Beside::Customer if side == Side::Before => Some(1),
        // “Nombre del vendedor”; but a lead behind is one who leads, and “Mail personnel” is French.
        Beside::Whose | Beside::Customer if !(alias.alone || leads || contact && second) => Some(2),
        _ if alias.alone => None,
        Beside::Which | Beside::Filler => Some(1),
        Beside::Newer => Some(NEWER),
        Beside::Department if named || field == Field::ExternalId => Some(1),
        Beside::Work if contact && !(company && field == Field::Phone && alias.tier > 0) => Some(1),
        Beside::Private if contact => Some(SECOND),
        Beside::GivenBy if side == Side::Behind && named => Some(GIVEN_BY),
        // A company has a mobile phone only for somebody. What is at home is a company's only among roles and teams.
        Beside::Organization if side == Side::Before => match field {
            Field::Role | Field::Teams => Some(1),
            Field::Email if !at_home => Some(2),
            Field::Phone if !at_home && alias.tier == 0 => Some(2),
            _ => None,
        },
        Beside::Secondary if !(at_home && field == Field::Phone) => Some(SECOND),
        Beside::Secondary
        | Beside::Whose
        | Beside::Customer
        | Beside::Shared
        | Beside::Company
        | Beside::GivenBy
        | Beside::Department
        | Beside::Organization
        | Beside::Work
        | Beside::Private
        | Beside::Ordinal
        | Beside::Other
        | Beside::Address => None,
    });
    costs.min()
}

/// Whether any word says that the column is something else.
pub(super) fn says_other(words: &[String]) -> bool {
    says_one_of(words, &[Beside::Other, Beside::Department])
}

/// Whether words for somebody else stand astride a place between words: “HR contact email” is no “contact email” of HR.
pub(super) fn is_astride(words: &[String], place: usize) -> bool {
    let runs =
        (place.saturating_sub(2)..place).flat_map(|from| (place + 1..=from + 3).map(move |to| (from, to)));
    let mut runs = runs.filter_map(|(from, to)| words.get(from..to));
    runs.any(|run| beside(&run.concat()).contains(&Beside::Other))
}

/// Whether any word is one of these kinds.
pub(super) fn says_one_of(words: &[String], wanted: &[Beside]) -> bool {
    runs(words).any(|kinds| kinds.iter().any(|kind| wanted.contains(kind)))
}

/// Whether every word is one of these kinds.
pub(super) fn says_only(words: &[String], wanted: &[Beside]) -> bool {
    runs(words).all(|kinds| kinds.iter().any(|kind| wanted.contains(kind)))
}

/// What the words are, run by run.
fn runs(words: &[String]) -> impl Iterator<Item = &'static [Beside]> {
    runs_of_words(words).map(|(_, kinds)| kinds)
}

/// The words in runs as long as are known, and what each is.
pub(super) fn runs_of_words(words: &[String]) -> impl Iterator<Item = (&[String], &'static [Beside])> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let (kinds, length) = if rest.is_empty() { return None } else { longest(rest) };
        let run = rest.get(..length).unwrap_or_default();
        rest = rest.get(length..).unwrap_or_default();
        Some((run, kinds))
    })
}
