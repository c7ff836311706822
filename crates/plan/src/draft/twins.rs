//! Rows that share a key. A table of bits drops nearly all rows that share none, and sorting finds the others: a million rows
//! cost three passes and no table of texts.

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
    drop_lone(&mut keyed);
    keyed.sort_unstable();
    let mut groups: Vec<Vec<u32>> = keyed
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|chunk| chunk.len() > 1)
        .map(|chunk| chunk.iter().map(|(_, row)| *row).collect())
        .collect();
    groups.sort_unstable();
    groups
}

/// Takes out rows whose number is theirs alone: those whose bit no other number has set. Of the others few stay.
fn drop_lone(keyed: &mut Vec<(u64, u32)>) {
    let mut seen = Bits::for_numbers(keyed.len());
    let mut again = Bits::for_numbers(keyed.len());
    for (number, _) in keyed.iter() {
        if seen.set(*number) {
            again.set(*number);
        }
    }
    keyed.retain(|(number, _)| again.has(*number));
}

/// A bit for each number, which it may share with others.
struct Bits {
    words: Vec<u64>,
    /// How far a number that is spread out goes to the right to become the place of a bit.
    shift: u32,
}

impl Bits {
    /// So many bits that few numbers share one.
    fn for_numbers(count: usize) -> Self {
        let size = (count * 16).next_power_of_two().max(64);
        Self { words: vec![0; size / 64], shift: u64::BITS - size.trailing_zeros() }
    }

    /// The place of a number's word, and its bit in there.
    const fn place(&self, number: u64) -> (usize, u64) {
        // The odd number next to 2^64 divided by the golden ratio spreads numbers that lie close together.
        let bit = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        ((bit / 64) as usize, 1 << (bit % 64))
    }

    fn has(&self, number: u64) -> bool {
        let (word, bit) = self.place(number);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Sets the bit of a number; answers whether it was set before.
    fn set(&mut self, number: u64) -> bool {
        let (word, bit) = self.place(number);
        let Some(word) = self.words.get_mut(word) else { return false };
        let before = *word & bit != 0;
        *word |= bit;
        before
    }
}
