//! A row that only counts the columns: `1, 2, 3`, `A, B, C`, `Column1, Column2`.

use crate::read::letters;

/// A row of fewer cells may count by chance.
const FEWEST: usize = 3;

/// Whether the filled cells of a row are numbers from 0 or 1 on, or letters from A on, each with the same word before it.
pub(super) fn is_counted(filled: &[&str]) -> bool {
    if filled.len() < FEWEST {
        return false;
    }
    let word = |cell: &str| cell.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let by_number = |first: usize| {
        same_before(filled, word)
            .is_some_and(|rest| (first..).zip(rest).all(|(at, rest)| rest == at.to_string()))
    };
    let letter = |cell: &str| cell.rfind(' ').map_or(0, |blank| blank + 1);
    by_number(1)
        || by_number(0)
        || same_before(filled, letter).is_some_and(|rest| {
            rest.iter().enumerate().all(|(at, rest)| rest.eq_ignore_ascii_case(&letters(at)))
        })
}

/// What stands behind the word that all cells begin with, where `cut` says how long that is.
fn same_before<'a>(cells: &[&'a str], cut: impl Fn(&str) -> usize) -> Option<Vec<&'a str>> {
    let split = cells.iter().map(|cell| cell.split_at_checked(cut(cell)));
    let split = split.collect::<Option<Vec<_>>>()?;
    let (word, _) = split.first()?;
    split.iter().all(|(other, _)| other == word).then(|| split.iter().map(|(_, rest)| *rest).collect())
}
