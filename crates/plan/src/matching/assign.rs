//! Which column feeds which field: the one best choice over all columns together, and where it is no better than
//! another, none.

use super::score::Candidate;
use crate::field::Field;

/// Why a column has its field, or none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// It feeds the field of this candidate.
    Takes(Candidate),
    /// It feeds the field beside another column of the same kind.
    Joins { candidate: Candidate, other: usize },
    /// Another column is an equal.
    Twin { field: Field, other: usize },
    /// Another column was taken, which is no better.
    AsGood { field: Field, other: usize },
    /// Another column is better.
    Second { field: Field, other: usize },
    /// Its header is a word for the field and its cells are something else.
    RuledOut { field: Field },
    /// It may be the field, and too little speaks for it.
    NotEnough { field: Field },
    /// It is the field of somebody else, as its header says: of a customer.
    OfCustomer { field: Field },
    /// Full name, where first and last name have columns of their own.
    NotNeeded,
    /// Nothing speaks for any field.
    Nothing,
}

/// Scores that differ by less are equal.
const MARGIN: i64 = 8;

/// The parts of a name that are taken together: a full name stands for two fields, half a name is worth less than it
/// seems, and three columns for a name are one too many.
const FULL_ALONE: i64 = 600;
const HALF: i64 = -400;
const HALF_AND_FULL: i64 = -360;
const ALL_THREE: i64 = -100_000;

/// Decides over all candidates and answers the verdict of each column. `open` are the fields that nobody gave by hand;
/// `stems` are the headers without their numbers, one for each column.
pub(super) fn assign(candidates: &[Candidate], stems: &[&str], open: &[Field]) -> Vec<Verdict> {
    let fit = candidates
        .iter()
        .filter(|candidate| candidate.enough && open.contains(&candidate.field))
        .copied()
        .collect::<Vec<_>>();
    let chosen = best(&fit, open);
    let mut verdicts =
        (0..stems.len()).map(|column| left(column, candidates, &chosen, open)).collect::<Vec<_>>();
    for taken in &chosen {
        match twin(taken, &fit, &chosen, stems) {
            Some(other) => {
                set(&mut verdicts, taken.column, Verdict::Twin { field: taken.field, other });
                set(&mut verdicts, other, Verdict::Twin { field: taken.field, other: taken.column });
            }
            None => set(&mut verdicts, taken.column, Verdict::Takes(*taken)),
        }
    }
    verdicts
}

pub(super) fn set(verdicts: &mut [Verdict], column: usize, verdict: Verdict) {
    if let Some(place) = verdicts.get_mut(column) {
        *place = verdict;
    }
}

/// A set of fields, each a bit by its place in a list.
type Set = usize;

/// The choice of at most one field a column and one column a field with the highest sum of scores.
///
/// Column by column, the best sum for every set of fields that the columns so far can feed: exact, and with eleven
/// fields there are 2048 sets at the most. What a set is worth as a whole (the parts of a name) is added at the end; a
/// part that was given by hand is there in every set. Of equal sums the one with the earlier columns is kept.
fn best(candidates: &[Candidate], open: &[Field]) -> Vec<Candidate> {
    let fields = Field::ALL.into_iter().filter(|field| candidates.iter().any(|one| one.field == *field));
    let fields = fields.collect::<Vec<_>>();
    let bit = |field| fields.iter().position(|one| *one == field).map_or(0, |at| 1 << at);
    let mut sums: Vec<Option<i64>> = vec![None; 1 << fields.len()];
    if let Some(none) = sums.first_mut() {
        *none = Some(0);
    }
    let groups = candidates.chunk_by(|one, other| one.column == other.column).collect::<Vec<_>>();
    // For each column and set, the candidate that led there.
    let mut steps: Vec<Vec<Option<&Candidate>>> = Vec::with_capacity(groups.len());
    for group in groups {
        let (before, mut step) = (sums.clone(), vec![None; sums.len()]);
        for candidate in group {
            add(candidate, bit(candidate.field), &before, &mut sums, &mut step);
        }
        steps.push(step);
    }
    let has = |set: Set, field| set & bit(field) != 0 || is_given_part(field, open);
    let total = |(set, sum): (Set, &Option<i64>)| {
        let halves = [Field::FirstName, Field::LastName].map(|half| has(set, half));
        // A full name that was given by hand takes nothing away from two columns that are its parts.
        let full = set & bit(Field::FullName) != 0 || halves != [true; 2] && !open.contains(&Field::FullName);
        Some((set, (*sum)? + names(halves, full)))
    };
    let totals = sums.iter().enumerate().filter_map(total);
    let mut set = totals.fold((0, i64::MIN), |best, one| if one.1 > best.1 { one } else { best }).0;
    let mut chosen = Vec::new();
    for step in steps.iter().rev() {
        if let Some(Some(candidate)) = step.get(set) {
            chosen.push(**candidate);
            set &= !bit(candidate.field);
        }
    }
    chosen.reverse();
    chosen
}

/// Adds a candidate to every set that does not have its field yet, where the sum becomes better by it.
fn add<'a>(
    candidate: &'a Candidate,
    bit: Set,
    before: &[Option<i64>],
    sums: &mut [Option<i64>],
    step: &mut [Option<&'a Candidate>],
) {
    for (set, sum) in before.iter().enumerate().filter(|(set, _)| set & bit == 0) {
        let with = set | bit;
        let (Some(sum), Some((known, step))) = (sum, sums.get_mut(with).zip(step.get_mut(with))) else {
            continue;
        };
        let total = sum + candidate.score;
        if known.is_none_or(|known| total > known) {
            (*known, *step) = (Some(total), Some(candidate));
        }
    }
}

/// Whether a field is a part of a name that somebody gave by hand.
fn is_given_part(field: Field, open: &[Field]) -> bool {
    matches!(field, Field::FirstName | Field::LastName) && !open.contains(&field)
}

/// What the parts of a name in a set are worth beyond their scores.
const fn names(halves: [bool; 2], full: bool) -> i64 {
    match (halves, full) {
        ([true, true], true) => ALL_THREE,
        ([true, true] | [false, false], false) => 0,
        ([false, false], true) => FULL_ALONE,
        (_, true) => HALF_AND_FULL,
        (_, false) => HALF,
    }
}

/// Another column that would do as well, unless it is better used elsewhere. Of two ids with names of their own either
/// tells people apart: the first is taken.
fn twin(taken: &Candidate, candidates: &[Candidate], chosen: &[Candidate], stems: &[&str]) -> Option<usize> {
    let alike =
        |other: usize| taken.field != Field::ExternalId || stems.get(other) == stems.get(taken.column);
    let used = |column: usize| chosen.iter().any(|one| one.column == column && one.field != taken.field);
    let rival = candidates.iter().find(|other| {
        other.column != taken.column
            && other.field == taken.field
            && (other.score - taken.score).abs() < MARGIN
            && !used(other.column)
            && alike(other.column)
    });
    rival.map(|other| other.column)
}

/// Why a column that was not chosen has no field.
fn left(column: usize, candidates: &[Candidate], chosen: &[Candidate], open: &[Field]) -> Verdict {
    let mut own = candidates.iter().filter(|candidate| candidate.column == column).collect::<Vec<_>>();
    own.sort_by_key(|candidate| (!candidate.enough, -candidate.score));
    let Some(first) = own.first().filter(|first| open.contains(&first.field)) else {
        return Verdict::Nothing;
    };
    let by = |field: Field| chosen.iter().find(|one| one.field == field).map(|one| one.column);
    let has = |part: Field| by(part).is_some() || is_given_part(part, open);
    let field = first.field;
    match by(field) {
        _ if first.fit == super::cells::Fit::No => Verdict::RuledOut { field },
        _ if first.is_of_customer() && !first.enough => Verdict::OfCustomer { field },
        Some(other) if first.enough => Verdict::Second { field, other },
        _ if field == Field::FullName && has(Field::FirstName) && has(Field::LastName) => Verdict::NotNeeded,
        _ => Verdict::NotEnough { field },
    }
}
