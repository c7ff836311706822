//! A header that names one field twice: `First name [givenName]`, “Last Name / Family Name”, “Prénom (First name)”.

use super::around::says_only;
use super::fold::fold;
use super::headers::{Loose, Word, both_names, within};
use super::words::Beside;
use crate::field::Field;

/// The field that every part of a header names, if there is one and there are several parts. A part that only says that
/// the column is needed, or which of several it is, does not count.
pub(super) fn one_field(header: &str) -> Option<Word> {
    let Parts { texts, bracketed, dashed } = parts(header);
    let parts = texts.iter().map(|text| fold(text));
    let parts = parts.filter(|words| !says_only(words, &[Beside::Which, Beside::Filler]));
    let parts = parts.map(|words| words_of(&words)).collect::<Vec<_>>();
    if parts.len() < 2 {
        return None;
    }
    let mut named = Field::ALL.into_iter().filter_map(|field| named_by_all(field, &parts, bracketed, dashed));
    let only = named.next()?;
    named.next().is_none().then_some(only)
}

/// The best word for a field, where all parts name it and one of them beyond doubt.
fn named_by_all(field: Field, parts: &[Vec<Word>], bracketed: bool, dashed: bool) -> Option<Word> {
    // “Naam - Voornaam” may be both names, “Employee Name - First Name” is a part of one.
    let is_whole =
        |word: &Word| word.alias.field == Field::FullName && (!word.alias.either || word.distance > 0);
    let names = |word: &&Word| {
        // “Name (Surname)” is the surname; “Name / Surname” may be both.
        word.alias.field == field
            || field.is_name() && (bracketed && word.alias.either || dashed && is_whole(word))
    };
    let of_parts = parts.iter().map(|words| words.iter().find(names)).collect::<Option<Vec<_>>>()?;
    let sure =
        of_parts.iter().filter(|word| word.alias.field == field && !word.alias.weak && !word.alias.either);
    let best = sure.min_by_key(|word| (word.alias.tier, word.distance))?;
    let farthest = of_parts.iter().map(|word| word.distance).max()?;
    Some(Word { distance: farthest + 1, ..**best })
}

/// The fields that words name with nothing left unknown.
fn words_of(words: &[String]) -> Vec<Word> {
    let mut found = Vec::new();
    within(words, &[], 0, &mut found);
    both_names(words, &mut found);
    found.retain(|word| word.loose == Loose::No);
    found
}

/// The parts of a header.
struct Parts {
    texts: Vec<String>,
    /// Whether brackets alone tell them apart.
    bracketed: bool,
    /// Whether dashes alone do.
    dashed: bool,
}

/// What stands outside of brackets, what stands in each, and each of that again in parts at slashes, bars and dashes.
fn parts(header: &str) -> Parts {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut depth = 0_u32;
    for character in header.chars() {
        match character {
            '(' | '[' | '{' | '（' | '【' => {
                depth += 1;
                outside.push(' ');
                inside.push(String::new());
            }
            ')' | ']' | '}' | '）' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => inside.iter_mut().last().into_iter().for_each(|text| text.push(character)),
        }
    }
    let groups = std::iter::once(outside).chain(inside).collect::<Vec<_>>();
    let mut texts = Vec::new();
    let dashed = groups.len() == 1 && !header.contains(['/', '|', '\n', '／', '｜', '・', '·']);
    for group in &groups {
        let group = SEPARATORS.iter().fold(group.clone(), |text, separator| text.replace(separator, "/"));
        texts.extend(group.split('/').filter(|text| !fold(text).is_empty()).map(str::to_owned));
    }
    Parts { bracketed: texts.len() <= groups.len(), dashed, texts }
}

/// What stands between two names of a column besides a slash.
const SEPARATORS: [&str; 9] = ["|", "\n", " - ", " – ", " — ", "／", "｜", "・", "·"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_twice_only_where_every_part_names_it() {
        for (header, field) in [
            ("First name [givenName]", Some(Field::FirstName)),
            ("Name [displayName] Required", Some(Field::FullName)),
            ("Name (Surname)", Some(Field::LastName)),
            ("Name / Surname", None),
            ("Legal Name - First Name", Some(Field::FirstName)),
            ("Legal Name - Middle Name", None),
            ("Legal Name / First Name", None),
            ("Employee Name - Surname", Some(Field::LastName)),
            ("Naam - Voornaam", None),
            ("Employee ID (Employee number)", Some(Field::ExternalId)),
            ("Employee ID (Manager ID)", None),
            ("First Name / Last Name", None),
            ("First Name (required)", None),
            ("Email", None),
            ("", None),
        ] {
            assert_eq!(one_field(header).map(|word| word.alias.field), field, "{header}");
        }
    }
}
