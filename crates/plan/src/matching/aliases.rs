//! Other words for the fields, kept as data in `aliases.txt`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fold::fold;
use crate::field::Field;

/// What the list says of a word for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alias {
    /// The field it is a word for.
    pub field: Field,
    /// Its line: of two columns the one with the lower tier is taken.
    pub tier: u32,
    /// Whether the cells must bear it out.
    pub weak: bool,
    /// Whether it may be a first, a last or a full name.
    pub either: bool,
}

/// The fields by folded word without spaces; a word may stand for several.
static ALIASES: LazyLock<BTreeMap<String, Vec<Alias>>> = LazyLock::new(|| parse(include_str!("aliases.txt")));

/// The fields that a folded header without spaces is a word for.
pub(super) fn aliases(compact: &str) -> &'static [Alias] {
    ALIASES.get(compact).map_or(&[], Vec::as_slice)
}

fn parse(text: &str) -> BTreeMap<String, Vec<Alias>> {
    let mut aliases: BTreeMap<String, Vec<Alias>> = BTreeMap::new();
    let (mut field, mut tier) = (None, 0);
    for line in text.replace("\\\n", " ").lines().map(str::trim) {
        if let Some(key) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            field = Field::from_key(key);
            tier = 0;
        } else if let Some(field) = field
            && !line.is_empty()
            && !line.starts_with('#')
        {
            for word in line.split(',') {
                let known = aliases.entry(fold(word).concat()).or_default();
                if !known.iter().any(|alias| alias.field == field) {
                    let (weak, either) = (word.trim_end().ends_with('?'), word.trim_end().ends_with('~'));
                    known.push(Alias { field, tier, weak, either });
                }
            }
            tier += 1;
        }
    }
    aliases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_words_and_every_word_folds_to_something() {
        assert!(!ALIASES.contains_key(""));
        for field in Field::ALL {
            let compact = fold(field.header()).concat();
            assert!(aliases(&compact).iter().any(|alias| alias.field == field && !alias.weak), "{field:?}");
        }
    }
}
