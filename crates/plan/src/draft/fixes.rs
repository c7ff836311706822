//! A list of fixes, sorted by what they touch, in the one order in which fixes are applied.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::rewrite::Rewrites;
use crate::field::Field;
use crate::fix::Fix;
use crate::sheet::Sheet;
use crate::subject::users::cells::domain_of;
use crate::value::fold::fold;
use crate::value::replace::Replacement;

/// What a value fix makes of a value.
#[derive(Clone, Debug)]
pub enum Remedy {
    /// Read it as this text.
    Map(String),
    /// Leave it out.
    Drop,
    /// It names a group that is created.
    Create,
}

/// What row fixes decide about one row.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent decisions, not the states of one")]
pub struct Decision {
    /// Left out.
    pub skip: bool,
    /// The person whom e-mail or phone finds is the person meant.
    pub same_person: bool,
    /// The suspended holder's phone is cleared.
    pub release: bool,
    /// The suspended person becomes active.
    pub reactivate: bool,
}

/// A list of fixes by target. Of two fixes of one target the later stands here.
#[derive(Debug, Default)]
pub struct FixTable {
    cells: FxHashMap<(u32, Field), String>,
    rewrites: FxHashMap<Field, Rewrites>,
    values: FxHashMap<Field, FxHashMap<String, (Remedy, usize)>>,
    /// Domains of addresses in lower case, what is read in their place, and the place in the list.
    domains: FxHashMap<String, (String, usize)>,
    decisions: FxHashMap<u32, Decision>,
    creations: Vec<(Field, String, Option<String>)>,
    /// Row fixes none of whose rows is in the sheet, by their place in the list.
    lost: Vec<usize>,
}

static NONE: LazyLock<FixTable> = LazyLock::new(FixTable::default);

impl FixTable {
    /// The table of no fix at all.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// Sorts a list of fixes; row numbers become indexes of the sheet's rows.
    pub fn new(fixes: &[Fix], sheet: &Sheet) -> Self {
        let mut table = Self::default();
        for (at, fix) in fixes.iter().enumerate() {
            table.add(at, fix, sheet);
        }
        table
    }

    fn add(&mut self, at: usize, fix: &Fix, sheet: &Sheet) {
        let rows: Vec<u32> = fix.rows().iter().filter_map(|number| sheet.row_of(*number)).collect();
        if !fix.is_value_fix() && rows.is_empty() {
            self.lost.push(at);
        }
        match fix {
            Fix::MapValue { field, from, to } => self.value(at, *field, from, Remedy::Map(to.clone())),
            Fix::DropValue { field, value } => self.value(at, *field, value, Remedy::Drop),
            Fix::CreateReference { field, value, parent } => {
                self.value(at, *field, value, Remedy::Create);
                self.creations.push((*field, value.clone(), parent.clone()));
            }
            Fix::ReplaceDomain { from, to } => {
                let from = from.trim().trim_start_matches('@').to_ascii_lowercase();
                self.domains.insert(from, (to.trim().trim_start_matches('@').to_owned(), at));
            }
            Fix::RepairText { field } => self.rewrites.entry(*field).or_default().add_repair(at),
            Fix::ReplaceText { field, find, with, whole, match_case } => {
                let (find, with) = (find.clone(), with.clone());
                let replacement = Replacement { find, with, whole: *whole, match_case: *match_case };
                self.rewrites.entry(*field).or_default().add(at, replacement);
            }
            Fix::PadZeros { field, length } => {
                self.rewrites.entry(*field).or_default().add_length(at, *length);
            }
            Fix::SetCells { field, value, .. } => {
                for row in rows {
                    self.cells.insert((row, *field), value.clone());
                }
            }
            Fix::SkipRows { .. } => self.decide(&rows, |decision| decision.skip = true),
            Fix::KeepOne { keep, .. } => {
                let kept = sheet.row_of(*keep);
                let others: Vec<u32> = rows.into_iter().filter(|row| Some(*row) != kept).collect();
                self.decide(&others, |decision| decision.skip = true);
            }
            Fix::SamePerson { .. } => self.decide(&rows, |decision| decision.same_person = true),
            Fix::Release { .. } => self.decide(&rows, |decision| decision.release = true),
            Fix::Reactivate { .. } => self.decide(&rows, |decision| decision.reactivate = true),
        }
    }

    fn value(&mut self, at: usize, field: Field, value: &str, remedy: Remedy) {
        let key = fold(value).into_owned();
        self.values.entry(field).or_default().insert(key, (remedy, at));
    }

    fn decide(&mut self, rows: &[u32], set: impl Fn(&mut Decision)) {
        for row in rows {
            set(self.decisions.entry(*row).or_default());
        }
    }

    /// The text that stands in for a cell.
    pub fn cell(&self, row: u32, field: Field) -> Option<&str> {
        if self.cells.is_empty() {
            return None;
        }
        self.cells.get(&(row, field)).map(String::as_str)
    }

    /// Whether a fix replaces any single cell.
    pub fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    /// What is made of the whole text of a field's cells.
    pub fn rewrites(&self, field: Field) -> Option<&Rewrites> {
        if self.rewrites.is_empty() {
            return None;
        }
        self.rewrites.get(&field)
    }

    /// The rewriting fixes: field and place in the list, ascending by place.
    pub fn rewriting(&self) -> Vec<(Field, usize)> {
        let all = self.rewrites.iter();
        let mut places: Vec<(Field, usize)> =
            all.flat_map(|(field, rewrites)| rewrites.places().into_iter().map(|at| (*field, at))).collect();
        places.sort_unstable_by_key(|(_, at)| *at);
        places
    }

    /// An address at the domain that a fix puts in the place of its own; as it is where none does.
    pub fn at_domain<'t>(&self, address: Cow<'t, str>) -> Cow<'t, str> {
        if self.domains.is_empty() {
            return address;
        }
        let meant = domain_of(&address).and_then(|(name, domain)| {
            let (to, _) = self.domains.get(&domain.to_ascii_lowercase())?;
            Some(format!("{name}@{to}"))
        });
        meant.map_or(address, Cow::Owned)
    }

    /// The domains that are replaced, in lower case, and the place in the list, ascending by place.
    pub fn domains(&self) -> Vec<(&str, usize)> {
        let mut domains: Vec<(&str, usize)> =
            self.domains.iter().map(|(from, (_, at))| (from.as_str(), *at)).collect();
        domains.sort_unstable_by_key(|(_, at)| *at);
        domains
    }

    /// Whether any value of a field is mapped, dropped or created.
    pub fn touches(&self, field: Field) -> bool {
        self.values.contains_key(&field)
    }

    /// What becomes of a value.
    pub fn remedy(&self, field: Field, text: &str) -> Option<&Remedy> {
        self.values.get(&field)?.get(fold(text).as_ref()).map(|(remedy, _)| remedy)
    }

    /// What row fixes decide about a row.
    pub fn decision(&self, row: u32) -> Decision {
        if self.decisions.is_empty() {
            return Decision::default();
        }
        self.decisions.get(&row).copied().unwrap_or_default()
    }

    /// The groups of a field that are to be created: name and parent.
    pub fn creations(&self, field: Field) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.creations
            .iter()
            .filter(move |(of, _, _)| *of == field)
            .map(|(_, value, parent)| (value.as_str(), parent.as_deref()))
    }

    /// Whether a (folded) value is one that is created.
    pub fn creates(&self, field: Field, folded: &str) -> bool {
        let remedy = self.values.get(&field).and_then(|values| values.get(folded));
        matches!(remedy, Some((Remedy::Create, _)))
    }

    /// The value fixes that hold: field, folded value and place in the list, ascending by place.
    pub fn values(&self) -> Vec<(Field, &str, usize)> {
        let all = self.values.iter();
        let mut values: Vec<(Field, &str, usize)> = all
            .flat_map(|(field, values)| values.iter().map(|(key, (_, at))| (*field, key.as_str(), *at)))
            .collect();
        values.sort_unstable_by_key(|(_, _, at)| *at);
        values
    }

    /// The row fixes none of whose rows is in the sheet, by their place in the list.
    pub fn lost(&self) -> &[usize] {
        &self.lost
    }
}
