//! What a press means: from what a form says to the fixes that are made. A press that no longer fits the plan, such as
//! the second one of a double click, means nothing.

use std::collections::HashSet;

use plan::field::Field;
use plan::finding::Finding;
use plan::fix::{Fix, fill_down};
use plan::plan::Plan;
use serde::Deserialize;

use super::cause::{key_of, own_key, sure};
use super::editor::on_one_line;
use super::made::Kept;
use super::view::Spot;
use crate::pipeline::inputs::Press;

/// The form behind a button: what it is about and its words.
#[derive(Clone, Debug, Deserialize)]
pub struct DoForm {
    /// What to do: `one`, `sure`, `all`, `skip`, `leave`, `take`, `back`, `fill`.
    pub act: String,
    /// The key of a finding or a cause, or a spot.
    pub of: String,
    /// The words of the suggestion.
    #[serde(default)]
    pub label: String,
    /// Only this row, by number.
    pub row: Option<u32>,
}

/// The form of a cell that was typed.
#[derive(Clone, Debug, Deserialize)]
pub struct CellForm {
    /// The row's number.
    pub row: u32,
    /// The field's key.
    pub field: String,
    /// The new text.
    pub value: String,
}

/// The form that says what a value is.
#[derive(Clone, Debug, Deserialize)]
pub struct ValueForm {
    /// `map` or `create`.
    pub act: String,
    /// The field's key.
    pub field: String,
    /// The value as the file has it.
    pub from: String,
    /// What it is read as, or the parent of what is created; empty for none.
    #[serde(default)]
    pub to: String,
}

/// What the button says.
pub fn pressed(plan: &Plan, kept: &[Kept], form: &DoForm) -> Press {
    match form.act.as_str() {
        "one" => Press::add(one(plan, form).into_iter().collect()),
        "sure" => Press::add(each(plan, &form.of, |finding| sure(finding).map(|one| one.fix.clone()))),
        "all" => Press::add(each(plan, &form.of, |finding| {
            finding.fixes.iter().find(|one| one.label == form.label).map(|one| one.fix.clone())
        })),
        "skip" => Press::add(skip(plan, &form.of)),
        "leave" => Press::add(leave(plan, form.row)),
        "take" => form.row.map(|row| take(kept, row)).unwrap_or_default(),
        "back" => back(plan, kept, &form.of),
        "fill" => Press::add(fill(plan, &form.of)),
        _ => Press::default(),
    }
}

fn one(plan: &Plan, form: &DoForm) -> Option<Fix> {
    let finding = plan.findings().iter().find(|finding| own_key(finding) == form.of)?;
    let one = finding.fixes.iter().find(|one| one.label == form.label)?;
    let Some(number) = form.row else { return Some(one.fix.clone()) };
    let at = plan.sheet().row_of(number)?;
    let there = plan.findings_of(at).any(|other| own_key(other) == form.of);
    there.then(|| plan.draft().narrowed(&one.fix, at))
}

/// What each finding of a cause asks for; findings that ask for the same get it once.
fn each(plan: &Plan, cause: &str, fix: impl Fn(&Finding) -> Option<Fix>) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    let mut known = HashSet::new();
    for fix in plan.findings().iter().filter(|finding| key_of(finding) == cause).filter_map(fix) {
        if known.insert(fix.clone()) {
            fixes.push(fix);
        }
    }
    fixes
}

fn skip(plan: &Plan, cause: &str) -> Vec<Fix> {
    let rows: Vec<u32> = (0..plan.sheet().len() as u32)
        .filter(|row| plan.findings_of(*row).any(|finding| key_of(finding) == cause))
        .map(|row| plan.sheet().number(row))
        .collect();
    if rows.is_empty() { Vec::new() } else { vec![Fix::SkipRows { rows }] }
}

fn leave(plan: &Plan, row: Option<u32>) -> Vec<Fix> {
    let here = row.filter(|row| plan.sheet().row_of(*row).is_some_and(|at| !plan.draft().is_skipped(at)));
    here.map(|row| Fix::SkipRows { rows: vec![row] }).into_iter().collect()
}

/// Takes a row in again: whatever skips it goes, and is made anew for the other rows it is about.
fn take(kept: &[Kept], row: u32) -> Press {
    let mut step = Press::default();
    for one in kept.iter().filter(|one| one.withdrawn_at.is_none()) {
        let others = |rows: &[u32]| rows.iter().copied().filter(|other| *other != row).collect::<Vec<u32>>();
        let rest = match &one.fix {
            Fix::SkipRows { rows } if rows.contains(&row) => Some(others(rows)),
            Fix::KeepOne { rows, keep } if rows.contains(&row) && *keep != row => {
                Some(others(rows).into_iter().filter(|other| other != keep).collect())
            }
            _ => None,
        };
        if let Some(rest) = rest {
            step.withdraw.push(one.number);
            if !rest.is_empty() {
                step.add.push(Fix::SkipRows { rows: rest });
            }
        }
    }
    step
}

/// Fills the blank cells below a cell with what it says.
fn fill(plan: &Plan, spot: &str) -> Vec<Fix> {
    match Spot::parse(spot) {
        Some(Spot { row, field: Some(field) }) => fill_down(plan.draft(), field, row),
        _ => Vec::new(),
    }
}

/// Gives a cell back what the file says: the fixes of this one cell go, and one that is also about other cells is
/// overruled here.
fn back(plan: &Plan, kept: &[Kept], spot: &str) -> Press {
    let Some(Spot { row, field: Some(field) }) = Spot::parse(spot) else { return Press::default() };
    let Some(at) = plan.sheet().row_of(row) else { return Press::default() };
    let mut step = Press::default();
    let mut shared = false;
    for one in kept.iter().filter(|one| one.withdrawn_at.is_none()) {
        match &one.fix {
            Fix::SetCells { rows, field: of, .. } if *of == field && rows.contains(&row) => {
                if rows.as_slice() == [row] {
                    step.withdraw.push(one.number);
                } else {
                    shared = true;
                }
            }
            _ => {}
        }
    }
    if shared {
        let value = plan.draft().original(at, field);
        step.add.push(Fix::SetCells { rows: vec![row], field, value });
    }
    step
}

/// What was typed into a cell; nothing where it says that already.
pub fn typed(plan: &Plan, form: &CellForm) -> Option<Fix> {
    let field = Field::from_key(&form.field)?;
    let at = plan.sheet().row_of(form.row)?;
    let same = on_one_line(field, &plan.draft().cell(at, field).text) == form.value;
    (!same).then(|| Fix::SetCells { rows: vec![form.row], field, value: form.value.clone() })
}

/// What somebody says a value is; nothing where there is no such name.
pub fn named(plan: &Plan, form: &ValueForm) -> Option<Fix> {
    let field = Field::from_key(&form.field)?;
    let names = plan.values(field);
    // A name that is typed may be written in other capitals.
    let wanted = form.to.trim();
    let alike = |name: &&String| name.to_lowercase() == wanted.to_lowercase();
    let known = names.iter().find(|name| *name == wanted).or_else(|| names.iter().find(alike)).cloned();
    let value = || form.from.clone();
    match form.act.as_str() {
        "map" => known.map(|to| Fix::MapValue { field, from: value(), to }),
        "create" if matches!(field, Field::Teams | Field::Territories) => {
            let fits = wanted.is_empty() || known.is_some();
            fits.then(|| Fix::CreateReference { field, value: value(), parent: known })
        }
        _ => None,
    }
}
