//! Whose the addresses of a doubtful column are: a person's own address mostly has something of the name.

use std::collections::BTreeSet;

use super::cells::Fit;
use super::headers::Header;
use super::party::columns_of_names;
use super::score::{Candidate, Ground};
use crate::field::Field;
use crate::sheet::Sheet;
use crate::value::fold::plain;

/// Rows that are looked at.
const ROWS: u32 = 200;

/// A smaller share of addresses with something of the name: they are somebody else's.
pub(super) const OTHERS: f64 = 0.2;

/// A larger one: they are the people's own.
pub(super) const OWN: f64 = 0.5;

/// Takes the columns of addresses whose header is only half understood where they have something of the names in their rows,
/// and leaves those alone, and those without such a header, or that may be of an office or an account, where next to none
/// has.
pub(super) fn mind_whose_addresses(candidates: &mut [Candidate], headers: &[Header], sheet: &Sheet) {
    let names = columns_of_names(candidates.iter());
    for one in candidates.iter_mut().filter(|one| one.field == Field::Email) {
        let half = one.is_half_understood();
        let nameless = one.ground == Ground::Cells && !one.is_login;
        let header = headers.get(one.column).filter(|_| matches!(one.ground, Ground::Word(_)));
        let shared = header.is_some_and(|header| header.owner.is_shared);
        if !half && !nameless && !shared {
            continue;
        }
        match share_with_names(sheet, one.column as u32, &names) {
            Some(share) if share < OTHERS => (one.enough, one.fit) = (false, Fit::Poor),
            Some(share) if share >= OWN && half => one.enough = one.fit == Fit::Good,
            _ => {}
        }
    }
}

/// The share of addresses of a column with something of the name in their row, of those that can be compared; `None` where
/// they are too few.
pub(super) fn share_with_names(sheet: &Sheet, column: u32, names: &BTreeSet<u32>) -> Option<f64> {
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
    (compared >= 2).then(|| f64::from(own) / f64::from(compared))
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
