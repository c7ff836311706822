//! What people are shown of a draft: cells with the fixes in them, rows that a fix skips, names to choose from.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Draft;
use super::fixes::{FixTable, Remedy};
use crate::field::Field;
use crate::fix::Fix;
use crate::groups::{Found, Groups};
use crate::snapshot::{Access, Role};
use crate::subject::users::cells::Cells;
use crate::value::fold::fold;
use crate::value::phone::PhoneNumber;
use crate::value::{country, dialect, list};

/// A cell as a grid shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The text with every fix in it.
    pub text: String,
    /// Whether a fix made it differ from the file.
    pub fixed: bool,
}

impl Draft {
    /// The cell of a field in a row, with the fixes of single cells and those of values in it.
    pub fn cell(&self, at: u32, field: Field) -> Shown {
        let text = self.shown(at, field);
        let replaced = self.is_fixed(at, field);
        let shown = match self.groups_of(field) {
            _ if !self.table.touches(field) => Shown { text, fixed: replaced },
            Some(groups) => self.list(&text, field, groups, replaced),
            None => match self.table.remedy(field, text.trim()) {
                Some(Remedy::Map(to)) => Shown { text: to.clone(), fixed: true },
                Some(Remedy::Drop) => Shown { text: String::new(), fixed: true },
                _ => Shown { text, fixed: replaced },
            },
        };
        if field == Field::Email { self.at_domain(shown) } else { shown }
    }

    fn at_domain(&self, shown: Shown) -> Shown {
        match self.table.at_domain(Cow::Borrowed(&shown.text)) {
            Cow::Owned(text) => Shown { text, fixed: true },
            Cow::Borrowed(_) => shown,
        }
    }

    fn list(&self, text: &str, field: Field, groups: &Groups, replaced: bool) -> Shown {
        let is_name = |part: &str| groups.is_listed_name(part);
        let mut fixed = false;
        let mut names: Vec<String> = Vec::new();
        for part in list::parts(text, &is_name) {
            match self.table.remedy(field, &part) {
                Some(Remedy::Map(to)) => names.push(to.clone()),
                Some(Remedy::Drop) => {}
                Some(Remedy::Create) => names.push(part.to_string()),
                None => {
                    names.push(part.to_string());
                    continue;
                }
            }
            fixed = true;
        }
        if fixed {
            Shown { text: list::list_out(&names, &is_name), fixed }
        } else {
            Shown { text: text.to_owned(), fixed: replaced }
        }
    }

    /// First and last name of a row as they were read, a full name split; empty where there is none or it is wrong.
    pub fn names(&self, at: u32) -> (&str, &str) {
        let row = self.rows.get(at as usize).copied().unwrap_or_default();
        (self.text(row.first_name), self.text(row.last_name))
    }

    /// The phone of a row as it was read; `None` where there is none or it is wrong.
    pub fn phone(&self, at: u32) -> Option<PhoneNumber> {
        self.rows.get(at as usize).and_then(|row| PhoneNumber::from_digits(row.phone))
    }

    /// Whether a fix leaves a row out.
    pub fn is_skipped(&self, at: u32) -> bool {
        self.decision(at).skip
    }

    /// The values that a cell of a field can be chosen from: roles, accesses, countries, and the names (or paths) of the teams or
    /// territories there are, those that a fix creates included; empty for a field that is typed.
    pub fn values(&self, field: Field) -> Vec<String> {
        match field {
            Field::Role => Role::ALL.map(|role| role.as_str().to_owned()).into(),
            Field::TerritoryAccess => {
                [Access::Global, Access::Limited].map(|access| access.as_str().to_owned()).into()
            }
            Field::Country => country::by_name().into_iter().map(|(_, name)| name.to_owned()).collect(),
            _ => {
                let mut names: Vec<String> = self
                    .groups_of(field)
                    .map(|groups| groups.names().map(|(at, _)| groups.text(at)).collect())
                    .unwrap_or_default();
                names.sort_by_cached_key(|name| fold(name).into_owned());
                names
            }
        }
    }

    /// A suggested fix for one row alone. A fix of a value becomes one of the row's cell; creating a group stays as it is,
    /// for it is created for everybody.
    pub fn narrowed(&self, fix: &Fix, at: u32) -> Fix {
        let rows = vec![self.sheet.number(at)];
        match fix {
            Fix::MapValue { field, from, to } => self.set(at, *field, from, Some(to)),
            Fix::DropValue { field, value } => self.set(at, *field, value, None),
            Fix::CreateReference { .. } => fix.clone(),
            Fix::ReplaceDomain { .. } => self.rewritten(at, Field::Email, fix),
            Fix::RepairText { field } | Fix::ReplaceText { field, .. } | Fix::PadZeros { field, .. } => {
                self.rewritten(at, *field, fix)
            }
            Fix::SetCells { field, value, .. } => Fix::SetCells { rows, field: *field, value: value.clone() },
            Fix::SkipRows { .. } => Fix::SkipRows { rows },
            Fix::KeepOne { rows: all, .. } => Fix::KeepOne { rows: all.clone(), keep: self.sheet.number(at) },
            Fix::SamePerson { .. } => Fix::SamePerson { rows },
            Fix::Release { field, .. } => Fix::Release { field: *field, rows },
            Fix::Reactivate { .. } => Fix::Reactivate { rows },
        }
    }

    /// A cell with what a fix makes of its text.
    fn rewritten(&self, at: u32, field: Field, fix: &Fix) -> Fix {
        let table = FixTable::new(std::slice::from_ref(fix), &self.sheet);
        let text: Cow<'_, str> = Cow::Owned(self.cell(at, field).text);
        let text = match table.rewrites(field) {
            Some(rewrites) => rewrites.apply(text),
            None => text,
        };
        let text = if field == Field::Email { table.at_domain(text) } else { text };
        Fix::SetCells { rows: vec![self.sheet.number(at)], field, value: text.into_owned() }
    }

    /// A cell with one of its values read as another one, or without it.
    fn set(&self, at: u32, field: Field, from: &str, to: Option<&str>) -> Fix {
        let rows = vec![self.sheet.number(at)];
        let Some(groups) = self.groups_of(field) else {
            return Fix::SetCells { rows, field, value: to.unwrap_or_default().to_owned() };
        };
        let is_name = |part: &str| groups.is_listed_name(part);
        let folded = fold(from);
        let text = self.cell(at, field).text;
        let names: Vec<String> =
            list::parts(&text, &is_name)
                .filter_map(|part| {
                    if fold(&part) == folded { to.map(str::to_owned) } else { Some(part.into_owned()) }
                })
                .collect();
        Fix::SetCells { rows, field, value: list::list_out(&names, &is_name) }
    }

    /// How many rows each fix of the draft touches, in the order of the list.
    pub fn sizes(&self) -> Vec<u32> {
        let mut cells: FxHashMap<Field, FxHashMap<String, u32>> = FxHashMap::default();
        let fixes = self.fixes.iter().enumerate();
        fixes
            .map(|(place, fix)| match fix {
                Fix::MapValue { field, from: value, .. } | Fix::DropValue { field, value } => {
                    let cells = cells.entry(*field).or_insert_with(|| self.distinct(*field));
                    self.rows_with(*field, value, false, cells)
                }
                Fix::CreateReference { field, value, .. } => {
                    let cells = cells.entry(*field).or_insert_with(|| self.distinct(*field));
                    self.rows_with(*field, value, true, cells)
                }
                Fix::RepairText { field } | Fix::ReplaceText { field, .. } | Fix::PadZeros { field, .. } => {
                    self.count(|cells, at| cells.rewriting(at, *field).contains(&place))
                }
                Fix::ReplaceDomain { from, .. } => {
                    let domain = from.trim().trim_start_matches('@');
                    self.count(|cells, at| cells.is_at(at, domain))
                }
                _ => fix.rows().iter().filter(|number| self.sheet.row_of(**number).is_some()).count() as u32,
            })
            .collect()
    }

    /// Of fixes that were made before in other files, those that would change something in this draft and are not made
    /// yet, with the rows that each touches: what "as last time" offers. The order stays.
    pub fn fixes_that_match(&self, before: &[Fix]) -> Vec<(Fix, u32)> {
        let made: FxHashSet<String> = self.fixes.iter().filter_map(Fix::target).collect();
        let open =
            |fix: &&Fix| fix.target().is_some_and(|target| !made.contains(&target)) && !self.is_there(fix);
        let offered: Vec<Fix> = before.iter().filter(open).cloned().collect();
        if offered.is_empty() {
            return Vec::new();
        }
        // With all of them made, because one may prepare a cell for the next.
        let sizes = self.update(&[self.fixes.as_slice(), &offered].concat()).sizes();
        let sizes = sizes.into_iter().skip(self.fixes.len());
        offered.into_iter().zip(sizes).filter(|(_, rows)| *rows > 0).collect()
    }

    /// Whether a fix creates a team or territory that is there by now.
    fn is_there(&self, fix: &Fix) -> bool {
        let Fix::CreateReference { field, value, .. } = fix else { return false };
        self.groups_of(*field).is_none_or(|groups| groups.find(value) != Found::Unknown)
    }

    fn count(&self, counts: impl Fn(Cells<'_>, u32) -> bool) -> u32 {
        let cells = self.cells();
        (0..self.sheet.len() as u32).filter(|at| counts(cells, *at)).count() as u32
    }

    /// The different cells of a field, and in how many rows each stands. A file has few of them, whatever its rows.
    fn distinct(&self, field: Field) -> FxHashMap<String, u32> {
        let mut distinct: FxHashMap<String, u32> = FxHashMap::default();
        let cells = self.cells();
        for at in 0..self.sheet.len() as u32 {
            let text = cells.raw(at, field);
            match distinct.get_mut(text.as_ref()) {
                Some(rows) => *rows += 1,
                None => drop(distinct.insert(text.into_owned(), 1)),
            }
        }
        distinct
    }

    /// The rows whose cell says a value; with `needed` also those whose list needs a group of this name, which is created.
    fn rows_with(&self, field: Field, value: &str, needed: bool, cells: &FxHashMap<String, u32>) -> u32 {
        let folded = fold(value);
        let needs = |groups: &Groups, part: &str| {
            needed && matches!(groups.find(part), Found::One(place) if groups.needs(place, &folded))
        };
        let has = |cell: &str| match self.groups_of(field) {
            Some(groups) => list::parts(dialect::cell_in(cell.trim()), &|part| groups.is_listed_name(part))
                .any(|part| fold(&part) == folded || needs(groups, &part)),
            None => fold(dialect::cell_in(cell.trim())) == folded,
        };
        cells.iter().filter(|(cell, _)| has(cell)).map(|(_, rows)| rows).sum()
    }

    fn groups_of(&self, field: Field) -> Option<&Groups> {
        match field {
            Field::Teams => Some(&self.teams),
            Field::Territories => Some(&self.territories),
            _ => None,
        }
    }
}
