//! Whose the addresses of a doubtful column are: a person's own address mostly has something of the name.

use std::collections::BTreeSet;

use super::headers::Loose;
use super::score::{Candidate, Ground};
use crate::field::Field;
use crate::sheet::Sheet;
use crate::value::fold::plain;

/// Rows that are looked at.
const ROWS: u32 = 200;

/// A smaller share of addresses with something of the name: they are somebody else's.
const LEAST: f64 = 0.2;

/// Leaves alone the columns of addresses whose header does not say that they are this person's, where next to none has
/// anything of the name in its row.
pub(super) fn mind_whose_addresses(candidates: &mut [Candidate], sheet: &Sheet) {
    let names = candidates.iter().filter(|one| {
        let is_name = matches!(one.field, Field::FirstName | Field::LastName | Field::FullName);
        is_name && one.enough && matches!(one.ground, Ground::Word(word) if word.loose == Loose::No)
    });
    let names = names.map(|one| one.column as u32).collect::<BTreeSet<_>>();
    for candidate in candidates.iter_mut().filter(|one| one.field == Field::Email && is_doubtful(one)) {
        candidate.enough &= !are_others(sheet, candidate.column as u32, &names);
    }
}

fn is_doubtful(candidate: &Candidate) -> bool {
    match candidate.ground {
        Ground::Word(word) => word.loose > Loose::No,
        Ground::Cells => true,
        Ground::Remembered => false,
    }
}

/// Whether next to no address of a column has anything of the name in its row, of those that can be compared.
fn are_others(sheet: &Sheet, column: u32, names: &BTreeSet<u32>) -> bool {
    let (mut compared, mut own) = (0_u32, 0_u32);
    for row in 0..ROWS.min(sheet.len() as u32) {
        let Some((local, _)) = sheet.cell(row, column).trim().split_once('@') else { continue };
        let name = names.iter().map(|name| sheet.cell(row, *name)).collect::<Vec<_>>().join(" ");
        let name = plain(&name);
        let words = name.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>();
        // Names in other scripts are written otherwise in addresses.
        if !words.is_empty() && name.is_ascii() {
            compared += 1;
            own += u32::from(has_of_name(&plain(local), &words));
        }
    }
    compared >= 2 && f64::from(own) < f64::from(compared) * LEAST
}

/// Whether an address has the beginning of a word of the name in it, or is made of initials.
fn has_of_name(local: &str, words: &[&str]) -> bool {
    let begins = words.iter().any(|word| {
        let beginning = word.get(..3).unwrap_or(word);
        if word.len() < 3 {
            local.starts_with(beginning) || local.ends_with(beginning)
        } else {
            local.contains(beginning)
        }
    });
    let letters = local.chars().filter(|letter| letter.is_alphabetic());
    let initials = words.iter().filter_map(|word| word.chars().next());
    begins || local.len() <= 4 && letters.eq(initials)
}

#[cfg(test)]
mod tests {
    use super::has_of_name;

    #[test]
    fn an_address_has_something_of_its_owners_name() {
        for (local, name) in [
            ("ana.ruiz", &["ana", "ruiz"][..]),
            ("aruiz7", &["ana", "ruiz"]),
            ("bo", &["bo", "li"]),
            ("ab", &["ada", "byron"]),
            ("muell.h", &["hans", "muell"]),
        ] {
            assert!(has_of_name(local, name), "{local}");
        }
        for (local, name) in [("boss", &["ada", "byron"][..]), ("office", &["bo", "li"]), ("info", &["cy"])] {
            assert!(!has_of_name(local, name), "{local}");
        }
    }
}
