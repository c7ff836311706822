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
/// Beside a column that is the field without a doubt no second choice is good enough. Beside one whose header is not wholly
/// understood it is no better than that, unless the domain of its addresses tells which of them are those of the company.
pub(super) fn mind_second_choices(candidates: &mut [Candidate], cells: &[Cells]) {
    for field in [Field::Email, Field::Phone] {
        let of_field = candidates.iter().filter(|one| one.field == field && one.enough).copied();
        let (seconds, firsts): (Vec<_>, Vec<_>) = of_field.partition(is_second);
        let cells_of = |one: &Candidate| cells.get(one.column);
        let Some(best) = seconds.iter().copied().max_by_key(|one| one.score) else { continue };
        let least = seconds.iter().filter_map(|one| cells_of(one)).map(|cells| cells.filled / 2).max();
        let least = least.unwrap_or(0);
        let is_good = |cells: &Cells, one: &Candidate| !one.empty && tells_people_apart(cells, one, least);
        let rivals = firsts.into_iter().filter(|one| cells_of(one).is_some_and(|cells| is_good(cells, one)));
        let rivals = rivals.collect::<Vec<_>>();
        let at_work =
            |one: &Candidate| field == Field::Email && cells_of(one).is_some_and(Cells::are_at_work);
        let any_second_at_work = seconds.iter().any(at_work);
        let settled = rivals.iter().any(|one| is_understood(one) || at_work(one) && !any_second_at_work);
        let is_rival = |one: &Candidate| rivals.iter().any(|rival| rival.column == one.column);
        for one in candidates.iter_mut().filter(|one| one.field == field) {
            if is_second(one) {
                one.enough &= !settled;
            } else if !settled && is_rival(one) {
                one.score = best.score;
            }
        }
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
        Ground::Remembered => true,
        Ground::Cells => candidate.is_login,
    }
}

/// Whether the cells may be each person's own: they look like the field, are mostly different, and not far fewer.
fn tells_people_apart(cells: &Cells, candidate: &Candidate, least: u32) -> bool {
    cells.filled == 0 || candidate.fit == Fit::Good && cells.variety() >= 0.9 && cells.filled >= least
}
