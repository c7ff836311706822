//! Which candidate gets which field: the best first, equals none.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::headers::Candidate;
use crate::field::Field;

/// Why a column has its field, or none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// Its header is a word for the field.
    Word { field: Field, distance: u32, weak: bool },
    /// All its cells look like the field, and it is the only such column.
    Cells { field: Field },
    /// Another column is an equal.
    Twin { field: Field, other: usize },
    /// Another column is better.
    Second { field: Field, other: usize },
    /// Its header is a word for the field and its cells are something else.
    RuledOut { field: Field },
    /// The same, but its header is the template's own and nothing else feeds the field.
    Template { field: Field },
    /// Full name, where first and last name have columns of their own.
    NotNeeded,
    /// No cell is filled and no header fits.
    Nothing,
}

/// What is being decided.
pub(super) struct Assign<'a> {
    evidence: &'a [Evidence],
    verdicts: Vec<Verdict>,
    /// Columns and fields that are decided.
    columns: Vec<bool>,
    fields: BTreeMap<Field, Option<usize>>,
}

impl<'a> Assign<'a> {
    /// `decided` says of each column whether somebody chose for it; `fields` are those that somebody gave.
    pub(super) fn new(
        evidence: &'a [Evidence],
        decided: Vec<bool>,
        fields: impl Iterator<Item = Field>,
    ) -> Self {
        Self {
            evidence,
            verdicts: vec![Verdict::Nothing; decided.len()],
            columns: decided,
            fields: fields.map(|field| (field, None)).collect(),
        }
    }

    /// Decides over all candidates and answers the verdict of each column.
    pub(super) fn run(mut self, candidates: &[Candidate], headers: &[String]) -> Vec<Verdict> {
        let mut names = candidates.to_vec();
        settle_names(&mut names, self.evidence);
        let mut open = Vec::new();
        for candidate in names {
            if self.fits(&candidate) {
                open.push(candidate);
            } else if !self.is_decided(candidate.column) && !candidate.alias.weak {
                self.set(candidate.column, Verdict::RuledOut { field: candidate.alias.field });
            }
        }
        open.sort_by_key(|candidate| (candidate.rank(), Reverse(self.suits(candidate)), candidate.column));
        for candidate in &open {
            self.decide(candidate, &open);
        }
        self.by_cells();
        self.by_template(headers);
        self.release_full_name();
        self.verdicts
    }

    fn evidence(&self, column: usize) -> Evidence {
        self.evidence.get(column).copied().unwrap_or_default()
    }

    fn suits(&self, candidate: &Candidate) -> u32 {
        self.evidence(candidate.column).suits(candidate.alias.field)
    }

    fn is_decided(&self, column: usize) -> bool {
        self.columns.get(column).copied().unwrap_or(true)
    }

    fn set(&mut self, column: usize, verdict: Verdict) {
        if let Some(place) = self.verdicts.get_mut(column) {
            *place = verdict;
        }
    }

    fn take(&mut self, column: usize, field: Field, verdict: Verdict) {
        self.set(column, verdict);
        if let Some(place) = self.columns.get_mut(column) {
            *place = true;
        }
        self.fields.insert(field, Some(column));
    }

    fn fits(&self, candidate: &Candidate) -> bool {
        let (field, evidence) = (candidate.alias.field, self.evidence(candidate.column));
        !evidence.rules_out(field) && (!candidate.alias.weak || evidence.bears_out(field))
    }

    fn decide(&mut self, candidate: &Candidate, open: &[Candidate]) {
        let (field, column) = (candidate.alias.field, candidate.column);
        if self.is_decided(column) {
            return;
        }
        if let Some(taken) = self.fields.get(&field) {
            if let Some(other) = *taken {
                self.set(column, Verdict::Second { field, other });
            }
            return;
        }
        let equal = open.iter().find(|other| {
            other.column != column
                && other.alias.field == field
                && other.rank() == candidate.rank()
                && !self.is_decided(other.column)
                && self.suits(other) == self.suits(candidate)
        });
        if let Some(other) = equal {
            self.set(column, Verdict::Twin { field, other: other.column });
            self.set(other.column, Verdict::Twin { field, other: column });
            // Neither of the equals, and nothing worse either.
            self.fields.insert(field, None);
            return;
        }
        let verdict = Verdict::Word { field, distance: candidate.distance, weak: candidate.alias.weak };
        self.take(column, field, verdict);
    }

    /// E-mail addresses are told by their look: a single column of nothing else is taken under any name.
    fn by_cells(&mut self) {
        if self.fields.contains_key(&Field::Email) {
            return;
        }
        let full =
            |column: &usize| self.evidence(*column).share(Field::Email).is_some_and(|share| share >= 0.95);
        let mut columns = (0..self.verdicts.len()).filter(|column| !self.is_decided(*column)).filter(full);
        if let (Some(column), None) = (columns.next(), columns.next()) {
            self.take(column, Field::Email, Verdict::Cells { field: Field::Email });
        }
    }

    /// Whoever fills in the template and gets every cell of a column wrong meant that column all the same: what the
    /// findings say of the cells helps more than a field without a column.
    fn by_template(&mut self, headers: &[String]) {
        for field in Field::TEMPLATE {
            if self.fields.contains_key(&field) {
                continue;
            }
            let named = |column: &usize| headers.get(*column).is_some_and(|one| one.trim() == field.header());
            let mut columns = (0..self.verdicts.len())
                .filter(|column| !self.is_decided(*column) && named(column))
                .filter(|column| self.verdicts.get(*column) == Some(&Verdict::RuledOut { field }));
            if let (Some(column), None) = (columns.next(), columns.next()) {
                self.take(column, field, Verdict::Template { field });
            }
        }
    }

    /// First and last name together make the full name superfluous.
    fn release_full_name(&mut self) {
        let both = [Field::FirstName, Field::LastName].iter().all(|field| self.fields.contains_key(field));
        if both && let Some(Some(column)) = self.fields.get(&Field::FullName).copied() {
            self.set(column, Verdict::NotNeeded);
        }
    }
}

/// A word such as “Nom” or “Nombre” is a full name where the other half of the name has no column.
fn settle_names(candidates: &mut [Candidate], evidence: &[Evidence]) {
    let has = |field: Field, either: bool| {
        candidates.iter().any(|candidate| candidate.alias.field == field && candidate.alias.either == either)
    };
    let certain_first = has(Field::FirstName, false);
    let certain_last = has(Field::LastName, false);
    let (first, last) =
        (certain_first || has(Field::FirstName, true), certain_last || has(Field::LastName, true));
    for candidate in candidates.iter_mut().filter(|candidate| candidate.alias.either) {
        let whole =
            evidence.get(candidate.column).is_some_and(|evidence| evidence.bears_out(Field::FullName));
        let field = &mut candidate.alias.field;
        *field = match *field {
            Field::FirstName if certain_first || !last => Field::FullName,
            Field::LastName if certain_last || !first => Field::FullName,
            Field::FullName if certain_first && !last && !whole => Field::LastName,
            same => same,
        };
    }
}
