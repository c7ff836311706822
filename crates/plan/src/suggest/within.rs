//! What a Manager can do about what only an Admin may: stay within their own teams and territories, Sales, and their own
//! access. Also what a cell can be chosen from by whoever imports.

use std::borrow::Cow;

use super::{groups_of, is_offered, map, set, suggestion};
use crate::authority::{Act, may};
use crate::field::Field;
use crate::finding::{Code, Suggestion};
use crate::fix::Fix;
use crate::grouping::Group;
use crate::groups::Found;
use crate::plan::Plan;
use crate::snapshot::{Access, Role};
use crate::value::list;

/// At most this many of the Manager's own teams and territories are offered.
const MOST_OWN: usize = 3;

/// The ways out of a finding about authority.
pub fn fixes(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    match (group.code, group.field) {
        (Code::AuthorityRole, _) => vec![set(rows, Field::Role, "Sales", false, "Make them Sales")],
        (Code::AuthorityAccess, _) => {
            vec![set(rows, Field::TerritoryAccess, "Limited", false, "Make it Limited")]
        }
        (Code::AuthorityGroup, Some(field)) => others(plan, field, group),
        (Code::AuthorityPlace, _) => [Field::Teams, Field::Territories]
            .into_iter()
            .flat_map(|field| own(plan, field).into_iter().map(move |name| (field, name)))
            .take(MOST_OWN)
            .map(|(field, name)| set(rows, field, &name, false, &format!("Put them into {name}")))
            .collect(),
        _ => Vec::new(),
    }
}

/// In place of a team or territory of others one of the Manager's own, or none: where the file names it. What somebody is
/// taken out of stands in no cell.
fn others(plan: &Plan, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let Some(part) = group.rows.first().and_then(|row| named(plan, *row, field, group.value)) else {
        return Vec::new();
    };
    let own = own(plan, field).into_iter().take(MOST_OWN);
    let mut fixes: Vec<Suggestion> = own.map(|name| map(field, &part, &name, false)).collect();
    fixes.push(suggestion(Fix::DropValue { field, value: part }, false, "Leave it out"));
    fixes
}

/// The part of a row's cell that finds a group, as the cell has it.
fn named(plan: &Plan, row: u32, field: Field, name: &str) -> Option<String> {
    let groups = groups_of(plan, field);
    let cell = plan.draft().cell(row, field).text;
    let parts = list::parts(&cell, &|whole| groups.is_listed_name(whole));
    parts
        .into_iter()
        .map(Cow::into_owned)
        .find(|part| matches!(groups.find(part), Found::One(at) if groups.text(at) == name))
}

/// The names of the teams or territories that whoever imports is in themselves.
fn own(plan: &Plan, field: Field) -> Vec<String> {
    let groups = groups_of(plan, field);
    let own = plan.rights().reach().map_or(&[][..], |reach| reach.own(field));
    own.iter().filter_map(|id| groups.place(*id)).map(|at| groups.text(at)).collect()
}

impl Plan {
    /// The values that whoever imports can choose from for a cell of a field: what [`crate::draft::Draft::values`] has,
    /// without what they may not give.
    pub fn values(&self, field: Field) -> Vec<String> {
        if self.rights().reach().is_none() {
            return self.draft().values(field);
        }
        let mut values = self.draft().values(field);
        values.retain(|value| self.is_offered(field, value));
        values
    }

    fn is_offered(&self, field: Field, value: &str) -> bool {
        let allowed = |act| may(self.rights(), act, None).is_ok();
        match field {
            Field::Role => {
                Role::ALL.into_iter().any(|role| role.as_str() == value && allowed(Act::Create(role)))
            }
            Field::TerritoryAccess => {
                value != Access::Global.as_str() || allowed(Act::GiveAccess(Access::Global))
            }
            Field::Teams | Field::Territories => {
                matches!(groups_of(self, field).find(value), Found::One(at) if is_offered(self, field, at))
            }
            _ => true,
        }
    }
}
