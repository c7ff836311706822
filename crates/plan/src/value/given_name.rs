//! Common given names of many cultures. They stand in `given_names.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::fold::plain;

static NAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("given_names.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(compact).filter(|name| !name.is_empty()).collect()
});

/// Whether a word is a common given name. That it is none says little.
pub fn is_given_name(word: &str) -> bool {
    NAMES.contains(&compact(word))
}

fn compact(word: &str) -> String {
    plain(word).replace(' ', "")
}
