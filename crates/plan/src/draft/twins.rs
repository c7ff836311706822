//! Rows that share a key, found by sorting, so that a million rows cost two passes and no table of texts.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Groups of at least two rows with the same text, in the order of their first rows; rows ascending.
pub fn same_texts<'a>(
    rows: impl Iterator<Item = (u32, &'a str)>,
    text: impl Fn(u32) -> &'a str,
) -> Vec<Vec<u32>> {
    let hashed = rows
        .map(|(row, text)| {
            let mut hasher = FxHasher::default();
            hasher.write(text.as_bytes());
            (hasher.finish(), row)
        })
        .collect();
    let mut groups = Vec::new();
    for mut candidates in same_numbers(hashed) {
        // Equal hashes are nearly always equal texts; the texts decide.
        while let Some(first) = candidates.first().copied() {
            let (same, rest) = candidates.into_iter().partition(|row| text(*row) == text(first));
            let same: Vec<u32> = same;
            if same.len() > 1 {
                groups.push(same);
            }
            candidates = rest;
        }
    }
    groups.sort_unstable();
    groups
}

/// Groups of at least two rows with the same number, in the order of their first rows; rows ascending.
pub fn same_numbers(mut keyed: Vec<(u64, u32)>) -> Vec<Vec<u32>> {
    keyed.sort_unstable();
    let mut groups: Vec<Vec<u32>> = keyed
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|chunk| chunk.len() > 1)
        .map(|chunk| chunk.iter().map(|(_, row)| *row).collect())
        .collect();
    groups.sort_unstable();
    groups
}
