//! A word that is cut short by a dot: “FUNKT.” for “Funktion”.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::words::{Alias, begins_other, single_words};

/// Words are cut short to so many letters at least; what is shorter could be anything, or stands in the lists as it is.
const LEAST_LETTERS: usize = 5;

/// What the lists say of the words that stand alone in them, by the folded word.
static WORDS: LazyLock<BTreeMap<String, Vec<Alias>>> = LazyLock::new(single_words);

/// What is known of the word that a header of one word with a dot behind it begins: the best of those that the lists have,
/// where all of them are for one field and none is somebody else's.
pub(super) fn cut_short(header: &str) -> Option<Alias> {
    let stem = header.trim().trim_end_matches([':', '*', ' ']).strip_suffix('.')?;
    let words = fold(stem);
    let [word] = words.as_slice() else { return None };
    if word.chars().count() < LEAST_LETTERS || begins_other(word) {
        return None;
    }
    let mut meant = WORDS.range(word.clone()..).take_while(|(one, _)| one.starts_with(word.as_str()));
    let (_, aliases) = meant.next()?;
    let best = aliases.iter().chain(meant.flat_map(|(_, aliases)| aliases)).copied().collect::<Vec<_>>();
    let field = best.first()?.field;
    let of_one = best.iter().all(|alias| alias.field == field && !alias.either);
    best.into_iter().filter(|alias| of_one && !alias.weak).min_by_key(|alias| alias.tier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;

    #[test]
    fn a_word_is_completed_where_it_can_be_one_field_only() {
        for (header, field) in [
            ("FUNKT.", Some(Field::Role)),
            ("Nachn.", Some(Field::LastName)),
            ("Telef.:", Some(Field::Phone)),
            ("Funkt", None),
            ("Fun.", None),
            ("Vorges.", None),
            ("Adres.", None),
            ("Abteil.", None),
            (".", None),
        ] {
            assert_eq!(cut_short(header).map(|alias| alias.field), field, "{header}");
        }
    }
}
