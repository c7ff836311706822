//! From a sheet and a wish to a mapping.

use std::collections::BTreeSet;

use super::assign::{Verdict, assign, set};
use super::cells::{Cells, Fit, cells};
use super::headers::{Header, headers};
use super::labelled::labels;
use super::order::order;
use super::own::mind_whose_addresses;
use super::party::{mind_customers, settle_by_names};
use super::people::mind_whose_names;
use super::score::{Candidate, Ground, Memory, Scored, candidates};
use super::second::{mind_empty_columns, mind_second_choices};
use super::why::{confidence, explain, left_out};
use crate::field::Field;
use crate::mapping::{self, Column, Mapping, MappingFile};
use crate::read::{Reason, Refusal};
use crate::sheet::Sheet;
use crate::snapshot::Facts;
use crate::value::country::Country;
use crate::value::dialect::is_word_for_nothing;
use crate::value::phone_label::says_mobile;

/// How many different samples a column shows.
const SAMPLES: usize = 3;

/// Rows in which samples are looked for.
const SAMPLE_ROWS: u32 = 2000;

/// A field that fits less well is not offered.
const LEAST_OFFERED: f64 = 0.2;

/// Matches the columns of a sheet with the fields; what `wish` says of a column or a field holds, and what it remembers
/// counts. `facts` are those of the account, where there is one: cells that name its teams and territories are told by
/// them.
///
/// A field with one value for everybody is matched with no column unless `wish` names one.
///
/// # Errors
/// `mapping.invalid` where the wish names a column that is not there, gives a field twice, or gives one value for
/// everybody to a field that takes none.
pub fn match_columns(sheet: &Sheet, wish: &MappingFile, facts: Option<&Facts>) -> Result<Mapping, Refusal> {
    check(sheet, wish)?;
    let matter = Matter::of(sheet, wish, facts);
    let verdicts = matter.verdicts(wish, sheet);
    let filled = sheet.filled();
    let columns = verdicts.into_iter().zip(filled).enumerate().map(|(at, (verdict, filled))| {
        let index = at as u32;
        let (field, confidence, mut why) = match wish.columns.get(&index) {
            Some(Some(field)) => (Some(*field), 1.0, "Chosen by hand.".to_owned()),
            Some(None) => (None, 1.0, "Left out by hand.".to_owned()),
            None if wish.remembered.get(&index) == Some(&None) => {
                (None, 0.0, "You left it out last time.".to_owned())
            }
            None => explain(verdict, &matter.cells, sheet.header(), at),
        };
        if field == Some(Field::FullName) {
            why.push_str(left_out(matter.cells.get(at)));
        }
        Column {
            index,
            header: sheet.header().get(at).cloned().unwrap_or_default(),
            field,
            confidence,
            why,
            candidates: matter.offered(at, sheet.header()),
            samples: samples(sheet, index),
            filled,
        }
    });
    let columns = columns.collect::<Vec<Column>>();
    let full_names = columns.iter().find(|column| column.field == Some(Field::FullName));
    Ok(Mapping {
        names: wish.names,
        names_by_header: full_names.and_then(|column| order(&column.header)),
        constants: wish.constants.clone(),
        columns,
        person: None,
    })
}

/// All that speaks for or against a match.
struct Matter {
    headers: Vec<Header>,
    cells: Vec<Cells>,
    /// Of all columns, in their order.
    candidates: Vec<Candidate>,
    /// For each column with one beside it that says what kind its cells are, whether that calls any of them mobile.
    called_mobile: Vec<Option<bool>>,
}

impl Matter {
    fn of(sheet: &Sheet, wish: &MappingFile, facts: Option<&Facts>) -> Self {
        let nameless = sheet.origin().header_row == 0;
        let headers =
            if nameless { vec![Header::default(); sheet.header().len()] } else { headers(sheet.header()) };
        let cells = cells(sheet, facts);
        let labels = labels(sheet.header().iter().map(String::as_str));
        let mut all = Vec::new();
        for (index, (header, cells)) in headers.iter().zip(&cells).enumerate() {
            let name = sheet.header().get(index).map_or("", String::as_str);
            let unnamed = nameless || is_unnamed(name);
            let memory = match wish.remembered.get(&(index as u32)) {
                Some(Some(field)) => Memory::Chose(*field),
                Some(None) => Memory::LeftOut,
                None => Memory::None,
            };
            // What only says of another column what kind its cells are feeds nothing, unless somebody chose so.
            if memory == Memory::None && labels.contains(&Some(index)) {
                continue;
            }
            all.extend(candidates(&Scored { index, name, header, cells, memory, unnamed }));
        }
        if nameless {
            last_names_stand_by_first_names(&mut all);
        }
        mind_empty_columns(&mut all);
        mind_customers(&mut all, &headers, sheet);
        mind_whose_names(&mut all, &headers, &cells, sheet, |column| {
            labels.contains(&Some(column)) || wish.remembered.get(&(column as u32)) == Some(&None)
        });
        mind_whose_addresses(&mut all, &headers, sheet);
        mind_second_choices(&mut all, &cells);
        settle_by_names(&assign(&all, &stems(&headers), &Field::ALL), &mut all, &headers, sheet);
        Self { headers, cells, candidates: all, called_mobile: called_mobile(sheet, &labels) }
    }

    fn verdicts(&self, wish: &MappingFile, sheet: &Sheet) -> Vec<Verdict> {
        let given = wish.columns.values().flatten().chain(wish.constants.keys()).collect::<BTreeSet<_>>();
        let open = Field::ALL.into_iter().filter(|field| !given.contains(field)).collect::<Vec<_>>();
        let free = |column: usize| !wish.columns.contains_key(&(column as u32));
        let mut free_ones = self.candidates.clone();
        free_ones.retain(|candidate| free(candidate.column));
        let mut verdicts = assign(&free_ones, &stems(&self.headers), &open);
        self.settle_copies(&mut verdicts, &free_ones, sheet);
        self.join_siblings(&mut verdicts, &free_ones);
        verdicts
    }

    /// Of equal columns that hold the same the first is as good as any; of two that hold the same but for blanks the one with
    /// fewer of them is better.
    fn settle_copies(&self, verdicts: &mut [Verdict], candidates: &[Candidate], sheet: &Sheet) {
        for column in 0..verdicts.len() {
            let Some(Verdict::Twin { field, other }) = verdicts.get(column).copied() else { continue };
            let (first, second) = (column.min(other), column.max(other));
            let same = self.cells.get(first).zip(self.cells.get(second));
            let same = same.is_some_and(|(one, two)| one.filled > 0 && one.same == two.same);
            let best = if same { Some(first) } else { fuller(sheet, first, second) };
            let best =
                best.and_then(|best| candidates.iter().find(|one| one.column == best && one.field == field));
            if let Some(best) = best {
                set(verdicts, best.column, Verdict::Takes(*best));
                let left = if best.column == first { second } else { first };
                set(verdicts, left, Verdict::Second { field, other: best.column });
            }
        }
    }

    /// `Team 1`, `Team 2` and `Team 3` feed one field together, and so do `Main Team` and `Second Team`, and two columns of
    /// one name; of phones only those with a column beside them that says which is the mobile one.
    fn join_siblings(&self, verdicts: &mut [Verdict], candidates: &[Candidate]) {
        for field in [Field::Phone, Field::Teams, Field::Territories] {
            let leader = verdicts.iter().position(|verdict| match verdict {
                Verdict::Takes(one) => one.field == field,
                Verdict::Twin { field: twin, .. } => *twin == field,
                _ => false,
            });
            let Some(first) = leader.and_then(|leader| self.headers.get(leader)) else { continue };
            // A second phone is another choice; a second team is one more.
            let is_of_kind = |header: &Header| match field {
                Field::Phone => header.stem == first.stem,
                _ => header.stem == first.stem || header.kin == first.kin,
            };
            let called_mobile = |column: usize| self.called_mobile.get(column).copied().flatten();
            let joins = |column: usize| {
                let is_leader = leader == Some(column);
                field != Field::Phone || called_mobile(column).is_some_and(|mobile| mobile || is_leader)
            };
            let alike = |one: &&Candidate| {
                one.field == field
                    && matches!(one.ground, Ground::Word(_))
                    && one.fit != Fit::No
                    && leader.is_some_and(joins)
                    && joins(one.column)
                    && self.headers.get(one.column).is_some_and(is_of_kind)
            };
            for candidate in candidates.iter().filter(alike) {
                match (verdicts.get(candidate.column), leader) {
                    (Some(Verdict::Takes(_)), _) | (_, None) => {}
                    (_, Some(leader)) if leader == candidate.column => {
                        set(verdicts, leader, Verdict::Takes(*candidate));
                    }
                    (_, Some(other)) => {
                        set(verdicts, candidate.column, Verdict::Joins { candidate: *candidate, other });
                    }
                }
            }
            if let Some(other) = leader {
                leave_equals(verdicts, field, other);
            }
        }
    }

    /// The fields that a column may feed, the likeliest first.
    fn offered(&self, column: usize, headers: &[String]) -> Vec<mapping::Candidate> {
        let own = self.candidates.iter().filter(|candidate| candidate.column == column);
        let mut offered = own
            .map(|candidate| {
                let header = headers.get(column).map_or("", String::as_str);
                let confidence = confidence(candidate, header);
                let confidence = if candidate.enough { confidence } else { confidence.min(0.5) };
                mapping::Candidate { field: candidate.field, confidence }
            })
            .filter(|candidate| candidate.confidence >= LEAST_OFFERED)
            .collect::<Vec<_>>();
        offered.sort_by(|one, other| {
            other.confidence.total_cmp(&one.confidence).then(one.field.cmp(&other.field))
        });
        offered
    }
}

/// Of two columns that say the same wherever both say something, the one that says all that the other does.
fn fuller(sheet: &Sheet, first: usize, second: usize) -> Option<usize> {
    let cell = |row: u32, column: usize| sheet.cell(row, column as u32).trim();
    let (mut both, mut first_only, mut second_only) = (0_u32, 0_u32, 0_u32);
    for row in 0..sheet.len() as u32 {
        match (cell(row, first), cell(row, second)) {
            ("", "") => {}
            (_, "") => first_only += 1,
            ("", _) => second_only += 1,
            (one, other) if one.eq_ignore_ascii_case(other) => both += 1,
            _ => return None,
        }
    }
    match (first_only, second_only) {
        (_, 0) if both > 0 => Some(first),
        (0, _) if both > 0 => Some(second),
        _ => None,
    }
}

/// Says of what is as good as a column that was taken that it was not.
fn leave_equals(verdicts: &mut [Verdict], field: Field, taken: usize) {
    if !matches!(verdicts.get(taken), Some(Verdict::Takes(_))) {
        return;
    }
    for verdict in verdicts.iter_mut() {
        if matches!(verdict, Verdict::Twin { field: twin, .. } if *twin == field) {
            *verdict = Verdict::AsGood { field, other: taken };
        }
    }
}

fn stems(headers: &[Header]) -> Vec<&str> {
    headers.iter().map(|header| header.stem.as_str()).collect()
}

/// For each column whether the one beside it that says what kind its cells are, if there is one, calls any of them mobile.
fn called_mobile(sheet: &Sheet, labels: &[Option<usize>]) -> Vec<Option<bool>> {
    let rows = 0..SAMPLE_ROWS.min(sheet.len() as u32);
    let is_any_mobile = |column: usize, label: usize| {
        let is_filled = |row: &u32| {
            let cell = sheet.cell(*row, column as u32).trim();
            !cell.is_empty() && !is_word_for_nothing(cell)
        };
        rows.clone().filter(is_filled).any(|row| says_mobile(sheet.cell(row, label as u32)))
    };
    let labelled = labels.iter().enumerate();
    labelled.map(|(column, label)| label.map(|label| is_any_mobile(column, label))).collect()
}

/// Whether a header is no name: nothing, or what programs put where there is none.
fn is_unnamed(header: &str) -> bool {
    let stem = header.trim().to_lowercase();
    let stem =
        stem.trim_end_matches(|character: char| character.is_ascii_digit() || " :_-.".contains(character));
    matches!(
        stem,
        "" | "column" | "col" | "field" | "unnamed" | "spalte" | "colonne" | "columna" | "coluna" | "colonna"
    ) || stem.strip_prefix("column ").is_some_and(|letters| letters.len() <= 2)
}

/// A column of single words is one of last names only beside a column of first names.
fn last_names_stand_by_first_names(candidates: &mut Vec<Candidate>) {
    let firsts = candidates.iter().filter(|one| one.field == Field::FirstName);
    let firsts = firsts.map(|one| one.column).collect::<BTreeSet<_>>();
    let beside = |column: usize| firsts.iter().any(|first| first.abs_diff(column) == 1);
    candidates
        .retain(|one| one.field != Field::LastName || one.ground != Ground::Cells || beside(one.column));
}

/// The first different filled cells of a column.
fn samples(sheet: &Sheet, column: u32) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in 0..SAMPLE_ROWS.min(sheet.len() as u32) {
        let cell = sheet.cell(row, column).trim();
        if !cell.is_empty() && !samples.iter().any(|sample| sample == cell) {
            samples.push(cell.to_owned());
            if samples.len() == SAMPLES {
                break;
            }
        }
    }
    samples
}

fn check(sheet: &Sheet, wish: &MappingFile) -> Result<(), Refusal> {
    let columns = sheet.header().len() as u32;
    let mut fields = BTreeSet::new();
    for (index, field) in &wish.columns {
        if *index >= columns {
            return Err(Reason::MappingInvalid.because(format!(
                "The mapping names column {index}, and the file has {}.",
                match columns {
                    1 => "one column, 0".to_owned(),
                    _ => format!("{columns} columns, 0 to {}", columns.saturating_sub(1)),
                }
            )));
        }
        if let Some(field) = field
            && !fields.insert(*field)
            && !field.takes_columns()
        {
            return Err(Reason::MappingInvalid.because(format!(
                "The mapping gives {} to more than one column. Keep one of them.",
                field.label()
            )));
        }
    }
    match wish.constants.keys().find(|field| !field.takes_constant()) {
        Some(field) => Err(Reason::MappingInvalid.because(format!(
            "{} cannot be one value for everybody. Role, teams, territory access, territories and country can.",
            field.label()
        ))),
        None => check_country(wish),
    }
}

/// A country for everybody is one, for nothing would say of a phone why it is read otherwise.
fn check_country(wish: &MappingFile) -> Result<(), Refusal> {
    match wish.constants.get(&Field::Country) {
        Some(text) if Country::parse(text).is_none() => Err(Reason::MappingInvalid.because(format!(
            "“{text}” is no country. Write its name, its two or three letters, or the code that calls it, such as +49."
        ))),
        _ => Ok(()),
    }
}
