//! Suggested fixes: the ones that are surely meant first, then the other ways out.

use crate::field::Field;
use crate::finding::{Code, Suggestion};
use crate::fix::Fix;
use crate::grouping::Group;
use crate::groups::{Found, Groups};
use crate::plan::Plan;
use crate::snapshot::{Access, Role, Status};
use crate::value::fold::fold;
use crate::value::{email, role};

/// At most this many existing names are offered for an unknown one.
const MOST_NAMES: usize = 3;

/// The fixes of a group, the best first. Row fixes name all of its rows.
pub fn fixes(plan: &Plan, group: &Group<'_>) -> Vec<Suggestion> {
    let rows: Vec<u32> = group.rows.iter().map(|row| plan.sheet().number(*row)).collect();
    let mut fixes = match (group.code, group.field) {
        (Code::EmailInvalid, _) => corrected_email(group, &rows),
        (Code::RoleUnknown, _) => roles(group),
        (Code::AccessUnknown, _) => accesses(group),
        (Code::TeamUnknown, Some(field)) => names(&plan.draft().teams, field, group),
        (Code::TerritoryUnknown, Some(field)) => names(&plan.draft().territories, field, group),
        (Code::TeamAmbiguous, Some(field)) => namesakes(&plan.draft().teams, field, group),
        (Code::TerritoryAmbiguous, Some(field)) => namesakes(&plan.draft().territories, field, group),
        (Code::AccessGlobal, _) => vec![
            set(&rows, Field::TerritoryAccess, "Limited", false, "Limited access"),
            set(&rows, Field::Territories, "(none)", false, "No territories"),
        ],
        (Code::AdminTeams | Code::AdminTerritories, Some(field)) => {
            vec![set(&rows, field, "", true, "Leave it out")]
        }
        (Code::AdminLimited, Some(field)) => vec![set(&rows, field, "Global", true, "Make it Global")],
        (Code::SelfProtected | Code::AdminLast | Code::ValueNeeded, Some(field)) => {
            vec![set(&rows, field, "", true, "Leave it as it is")]
        }
        (
            Code::EmailDuplicate | Code::PhoneDuplicate | Code::ExternalIdDuplicate | Code::PersonDuplicate,
            _,
        ) => keep_one(&rows),
        (Code::EmailTaken | Code::PhoneTaken, _) => taken(plan, group, &rows),
        (Code::PersonSuspended, _) => {
            vec![suggestion(Fix::Reactivate { rows: rows.clone() }, false, "Reactivate")]
        }
        _ => Vec::new(),
    };
    let blocks = group.severity == crate::finding::Severity::Error;
    // Rows that nobody sees in the spreadsheet may be there by mistake, which only a person can say.
    if (blocks || group.code == Code::RowHidden) && !rows.is_empty() {
        let sure = group.code == Code::HeaderRepeated;
        let label =
            if rows.len() == 1 { "Skip this row".to_owned() } else { format!("Skip {} rows", rows.len()) };
        fixes.push(Suggestion { fix: Fix::SkipRows { rows }, sure, label });
    }
    fixes
}

fn suggestion(fix: Fix, sure: bool, label: &str) -> Suggestion {
    Suggestion { fix, sure, label: label.to_owned() }
}

fn set(rows: &[u32], field: Field, value: &str, sure: bool, label: &str) -> Suggestion {
    suggestion(Fix::SetCells { rows: rows.to_vec(), field, value: value.to_owned() }, sure, label)
}

fn map(field: Field, from: &str, to: &str, sure: bool) -> Suggestion {
    let fix = Fix::MapValue { field, from: from.to_owned(), to: to.to_owned() };
    suggestion(fix, sure, &format!("{from} → {to}"))
}

fn corrected_email(group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let corrected = email::suggest_email(group.value);
    corrected.iter().map(|to| set(rows, Field::Email, to, true, &format!("Use {to}"))).collect()
}

fn roles(group: &Group<'_>) -> Vec<Suggestion> {
    let meant = role::suggest_role(group.value);
    let mut fixes: Vec<Suggestion> =
        meant.iter().map(|meant| map(Field::Role, group.value, meant.as_str(), true)).collect();
    for other in Role::ALL.into_iter().filter(|other| Some(*other) != meant) {
        fixes.push(map(Field::Role, group.value, other.as_str(), false));
    }
    fixes
}

fn accesses(group: &Group<'_>) -> Vec<Suggestion> {
    let meant = role::suggest_access(group.value);
    let mut all = [Access::Global, Access::Limited];
    all.sort_by_key(|access| Some(*access) != meant);
    all.into_iter()
        .map(|access| map(Field::TerritoryAccess, group.value, access.as_str(), Some(access) == meant))
        .collect()
}

/// Existing names that are near, creating the name, leaving it out.
fn names(groups: &Groups, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let folded = fold(group.value);
    let mut near: Vec<(usize, u32)> = groups
        .names()
        .map(|(at, name)| (strsim::damerau_levenshtein(&folded, &fold(name)), at))
        .filter(|(distance, _)| *distance * 3 <= folded.chars().count().max(4))
        .collect();
    near.sort_unstable();
    // Sure only where one name is much nearer than every other: never a guess between two.
    let alone = match near.as_slice() {
        [(one, _)] => *one <= 2,
        [(one, _), (two, _), ..] => *one <= 2 && one < two,
        [] => false,
    };
    let mut fixes: Vec<Suggestion> = near
        .iter()
        .take(MOST_NAMES)
        .enumerate()
        .map(|(at, (_, place))| map(field, group.value, &groups.text(*place), at == 0 && alone))
        .collect();
    let create = Fix::CreateReference { field, value: group.value.to_owned(), parent: None };
    fixes.push(suggestion(create, false, &format!("Create “{}”", group.value)));
    let drop = Fix::DropValue { field, value: group.value.to_owned() };
    fixes.push(suggestion(drop, false, "Leave it out"));
    fixes
}

fn namesakes(groups: &Groups, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let Found::Several(places) = groups.find(group.value) else { return Vec::new() };
    places.iter().map(|at| map(field, group.value, &groups.text(*at), false)).collect()
}

fn keep_one(rows: &[u32]) -> Vec<Suggestion> {
    let Some(first) = rows.first() else { return Vec::new() };
    vec![suggestion(Fix::KeepOne { rows: rows.to_vec(), keep: *first }, true, "Keep the first")]
}

fn taken(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let mut fixes = Vec::new();
    // Somebody found by another key is somebody: the row cannot be two people.
    if group.rows.iter().all(|row| plan.row(*row).person.is_none()) {
        fixes.push(suggestion(Fix::SamePerson { rows: rows.to_vec() }, false, "It is the same person"));
    }
    if group.code == Code::PhoneTaken && group.other.ends_with(Status::Suspended.as_str()) {
        let fix = Fix::Release { field: Field::Phone, rows: rows.to_vec() };
        fixes.push(suggestion(fix, false, "Clear it there"));
    }
    fixes
}
