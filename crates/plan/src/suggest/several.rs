//! What an unknown team or territory says beside or of existing ones: two of them, one with a remark, or a path that is new.

use super::{groups_of, is_offered, set};
use crate::field::Field;
use crate::finding::Suggestion;
use crate::grouping::Group;
use crate::groups::{Found, Groups};
use crate::plan::Plan;
use crate::value::dialect::{cell_in, cell_out, list_out, path_out};
use crate::value::list::{parts, split_path};
use crate::value::trim;

/// What stands between two names, the words as people write them.
const BETWEEN: [&str; 18] = [
    " & ", " + ", " / ", " und ", " and ", " et ", " y ", " e ", " en ", " och ", " og ", " ja ", " i ",
    " oraz ", " ve ", "&", "+", "/",
];

/// At most so many rows of one name are asked whether their cells are the same.
const MOST_ASKED: usize = 1000;

/// All of the names that stand in an unknown one, where each is there: `North and South`. The rows have to say the same in the
/// rest of their cells.
pub(super) fn names(plan: &Plan, field: Field, group: &Group<'_>) -> Option<Suggestion> {
    let groups = groups_of(plan, field);
    let found = BETWEEN.iter().find_map(|between| together(plan, field, group.said(), between))?;
    let mut cells = group.rows.iter().take(MOST_ASKED).map(|row| plan.draft().cell(*row, field).text);
    let cell = cells.next()?;
    if group.rows.len() > MOST_ASKED || cells.any(|other| other != cell) {
        return None;
    }
    let is_name = |whole: &str| groups.is_listed_name(whole);
    let mut names: Vec<String> = Vec::new();
    for part in parts(cell_in(trim(&cell)), &is_name) {
        if part.trim() == group.value {
            names.extend(found.iter().cloned());
        } else {
            names.push(part.into_owned());
        }
    }
    let list = list_out(&names, &is_name);
    let label = format!("{} → {}", group.value, found.join("; "));
    let rows: Vec<u32> = group.rows.iter().map(|row| plan.sheet().number(*row)).collect();
    Some(set(&rows, field, &cell_out(&list), false, &label))
}

/// The texts of the groups between which something stands in a name, where each is there and may be chosen.
fn together(plan: &Plan, field: Field, value: &str, between: &str) -> Option<Vec<String>> {
    let groups = groups_of(plan, field);
    let found = value.split(between).map(|name| match groups.find(name.trim()) {
        Found::One(at) if is_offered(plan, field, at) => Some(groups.text(at)),
        _ => None,
    });
    found.collect::<Option<Vec<String>>>().filter(|found| found.len() > 1)
}

/// The group that a name means without the remark in brackets behind it: `North (temporary)`.
pub(super) fn without_remark(plan: &Plan, field: Field, group: &Group<'_>) -> Option<u32> {
    let (name, _) = group.said().trim().strip_suffix(')')?.rsplit_once('(')?;
    match groups_of(plan, field).find(name.trim()) {
        Found::One(at) if is_offered(plan, field, at) => Some(at),
        _ => None,
    }
}

/// The parent and the name of a path none of whose groups is there.
pub(super) fn new_path(groups: &Groups, text: &str) -> Option<(String, String)> {
    let mut names = split_path(text);
    let name = names.pop()?.into_owned();
    let is_whole = !name.is_empty() && !names.is_empty() && !names.iter().any(|name| name.trim().is_empty());
    let parent = is_whole.then(|| path_out(&names))?;
    (groups.find(&parent) == Found::Unknown).then_some((parent, name))
}
