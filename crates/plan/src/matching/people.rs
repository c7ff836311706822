//! Whom the rows are about, where no header says so: the names that stand in the addresses beside them.
//!
//! What people call those who sell for them has no end: “Fundraiser”, “ISF”, “Negotiator”. The addresses of a file have the
//! names of their owners in them, whatever the columns are called.

use std::collections::BTreeSet;

use super::cells::{Cells, Fit};
use super::headers::Header;
use super::kinds::Kind;
use super::own::{OTHERS, OWN, share_with_names};
use super::party::Party;
use super::score::{CELLS, Candidate, Ground, Subject};
use crate::field::Field;
use crate::sheet::Sheet;

/// Of fewer rows nothing is told.
const LEAST_ROWS: u32 = 3;

/// Finds columns of names by the addresses beside them, and leaves a full name alone that is nobody's where another column has
/// the names that are in the addresses. Without addresses the one column of names all different is of the people. `left_out` are
/// the columns that feed nothing whatever they look like.
pub(super) fn mind_whose_names(
    candidates: &mut Vec<Candidate>,
    headers: &[Header],
    cells: &[Cells],
    sheet: &Sheet,
    left_out: impl Fn(usize) -> bool,
) {
    let emails = candidates.iter().filter(|one| one.field == Field::Email && one.fit == Fit::Good);
    let emails = emails.filter(|one| !one.is_of_customer()).map(|one| one.column).collect::<BTreeSet<_>>();
    let share = |column: usize| {
        let names = BTreeSet::from([column as u32]);
        let of = |email: &usize| share_with_names(sheet, *email as u32, &names);
        emails.iter().filter_map(of).max_by(f64::total_cmp)
    };
    let is_full = |one: &&mut Candidate| one.field == Field::FullName && one.enough;
    let is_taken = |column: usize| candidates.iter().any(|one| one.column == column && one.enough);
    let may_be = |column: &usize| {
        let is_others =
            |header: &Header| header.is_other || header.is_company || header.owner.party == Party::Customer;
        let is_free = headers.get(*column).is_some_and(|header| !is_others(header));
        is_free && !left_out(*column) && !is_taken(*column) && cells.get(*column).is_some_and(are_names)
    };
    let unknown = (0..headers.len()).filter(may_be).collect::<Vec<_>>();
    let carried = unknown.iter().copied().filter(|column| share(*column).is_some_and(|share| share >= OWN));
    let carried = carried.collect::<Vec<_>>();
    let of_people = if carried.is_empty() { alone(candidates, &unknown, cells) } else { carried };
    let carries = |column: usize| share(column).is_some_and(|share| share >= OWN);
    let others = of_people.iter().any(|column| carries(*column))
        || candidates
            .iter()
            .any(|one| one.field == Field::FullName && one.fit > Fit::Poor && carries(one.column));
    for one in candidates.iter_mut().filter(is_full).filter(|_| others) {
        one.enough &= share(one.column).is_none_or(|share| share >= OTHERS);
    }
    for column in of_people {
        let Some(cells) = cells.get(column) else { continue };
        candidates.retain(|one| one.column != column || !one.field.is_name());
        candidates.push(candidate(column, name_of(cells)));
    }
    candidates.sort_by_key(|one| one.column);
}

/// The one column of full names all different, in a file where no other column is one of names.
fn alone(candidates: &[Candidate], unknown: &[usize], cells: &[Cells]) -> Vec<usize> {
    let are_people = |column: &usize| {
        cells.get(*column).is_some_and(|cells| {
            cells.filled > LEAST_ROWS
                && cells.share(Kind::FullName) >= 0.9
                && cells.share(Kind::Given) >= 0.5
                && cells.variety() >= 0.95
        })
    };
    let has_names = candidates.iter().any(|one| one.field.is_name() && one.enough);
    match unknown.iter().copied().filter(are_people).collect::<Vec<_>>().as_slice() {
        [only] if !has_names => vec![*only],
        _ => Vec::new(),
    }
}

/// Whether cells are written as names are.
fn are_names(cells: &Cells) -> bool {
    let is_name =
        cells.share(Kind::FullName) >= 0.6 || cells.share(Kind::Word) >= 0.8 && cells.variety() >= 0.5;
    cells.filled >= LEAST_ROWS
        && is_name
        && cells.share(Kind::Capital) >= 0.8
        && cells.share(Kind::Company) < 0.25
}

/// What part of a name the cells are.
fn name_of(cells: &Cells) -> Field {
    match () {
        () if cells.share(Kind::FullName) >= 0.6 => Field::FullName,
        () if cells.share(Kind::Given) >= 0.3 => Field::FirstName,
        () => Field::LastName,
    }
}

const fn candidate(column: usize, field: Field) -> Candidate {
    Candidate {
        column,
        field,
        ground: Ground::Addresses,
        fit: Fit::Good,
        empty: false,
        score: CELLS,
        enough: true,
        is_login: false,
        subject: Subject::Person,
    }
}
