//! A second choice (“Private e-mail”, “Tel. privat”) beside a column that may be the first one.
//!
//! An invitation to somebody's private mailbox is worse than a question: a second choice is taken only where nothing else
//! may be what was meant.

use super::around::SECOND;
use super::cells::{Cells, Fit};
use super::headers::Loose;
use super::score::{Candidate, Ground};
use crate::field::Field;

/// Settles between second choices and what else there is, for e-mail and phone.
///
/// Beside a column that is the field without a doubt nothing less is good enough. Beside one whose header is not wholly
/// understood a second choice is no better than that, unless the domain of its addresses tells which are the company's.
pub(super) fn mind_second_choices(candidates: &mut [Candidate], cells: &[Cells]) {
    mind_private_addresses(candidates, cells);
    for field in [Field::Email, Field::Phone] {
        let may_be = |one: &&Candidate| one.field == field && (one.enough || one.is_half_understood());
        let of_field = candidates.iter().filter(may_be).copied();
        let (seconds, firsts): (Vec<_>, Vec<_>) = of_field.partition(is_second);
        let cells_of = |one: &Candidate| cells.get(one.column);
        let least = seconds.iter().filter_map(cells_of).map(|cells| cells.filled / 2).max().unwrap_or(0);
        let is_good =
            |one: &Candidate| cells_of(one).is_some_and(|cells| tells_people_apart(cells, one, least));
        let rivals = firsts.into_iter().filter(is_good).collect::<Vec<_>>();
        let at_work =
            |one: &Candidate| field == Field::Email && cells_of(one).is_some_and(Cells::are_at_work);
        let known = rivals.iter().any(is_understood);
        let told = rivals.iter().any(at_work) && !seconds.iter().any(at_work);
        let best = seconds.iter().map(|one| one.score).max();
        for one in candidates.iter_mut().filter(|one| one.field == field) {
            if is_second(one) {
                one.enough &= !known && !told;
            } else if known {
                one.enough &= is_understood(one);
            } else if let Some(best) = best
                && rivals.iter().any(|rival| rival.column == one.column)
            {
                // Of equals neither is taken.
                one.enough = !told || at_work(one);
                one.score = if told { one.score } else { best };
            }
        }
    }
}

/// A column without a cell is not what was meant where another of the field has some.
pub(super) fn mind_empty_columns(candidates: &mut [Candidate]) {
    for field in [Field::Email, Field::Phone] {
        let is_filled = |one: &Candidate| {
            one.field == field && one.enough && one.fit == Fit::Good && !one.empty && !is_second(one)
        };
        if candidates.iter().any(is_filled) {
            for one in candidates.iter_mut().filter(|one| one.field == field && one.empty) {
                one.enough = false;
            }
        }
    }
}

/// Leaves the addresses at large providers alone where a column beside them has those of a company.
fn mind_private_addresses(candidates: &mut [Candidate], cells: &[Cells]) {
    let is = |one: &Candidate, tell: fn(&Cells) -> bool| cells.get(one.column).is_some_and(tell);
    let filled = |one: &Candidate| cells.get(one.column).map_or(0, |cells| cells.filled);
    let may_be = |one: &&Candidate| one.field == Field::Email && (one.enough || one.is_half_understood());
    let at_work = candidates
        .iter()
        .filter(may_be)
        .filter(|one| is(one, |cells| cells.are_at_work() && cells.variety() >= 0.9));
    let Some(most) = at_work.map(filled).max() else { return };
    for one in candidates.iter_mut().filter(|one| one.field == Field::Email && one.enough) {
        one.enough = most * 2 < filled(one) || !is(one, Cells::are_private);
    }
}

/// Whether the header says that a column is the second choice.
fn is_second(candidate: &Candidate) -> bool {
    matches!(candidate.ground, Ground::Word(word) if word.distance >= SECOND)
}

/// Whether the header leaves nothing unknown, or the account chose the column before.
fn is_understood(candidate: &Candidate) -> bool {
    match candidate.ground {
        Ground::Word(word) => word.loose == Loose::No,
        Ground::Remembered | Ground::Addresses => true,
        Ground::Cells => candidate.is_login,
    }
}

/// Whether the cells may be each person's own: they look like the field, are mostly different, and not far fewer.
fn tells_people_apart(cells: &Cells, candidate: &Candidate, least: u32) -> bool {
    let are_own = candidate.fit == Fit::Good && cells.variety() >= 0.9 && cells.filled >= least;
    !candidate.empty && (cells.filled == 0 || are_own)
}
