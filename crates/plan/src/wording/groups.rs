//! The words of findings about names of teams and territories.

use crate::field::Field;
use crate::finding::Code;
use crate::grouping::Group;
use crate::groups::{Found, Groups};
use crate::plan::Plan;
use crate::suggest;

/// The heading of a finding about a name of a team or territory; with an empty value the heading of many.
pub fn title(code: Code, value: &str) -> Option<String> {
    let (before, behind, many) = match code {
        Code::TeamUnknown => ("No team ", "", "Team is not known"),
        Code::TeamAmbiguous => ("Several teams are called ", "", "Several teams have this name"),
        Code::TeamArchived => ("", " is an archived team", "Archived team"),
        Code::TerritoryUnknown => ("No territory ", "", "Territory is not known"),
        Code::TerritoryArchived => ("", " is an archived territory", "Archived territory"),
        Code::TerritoryAmbiguous => {
            ("Several territories are called ", "", "Several territories have this name")
        }
        _ => return None,
    };
    Some(if value.is_empty() { many.to_owned() } else { format!("{before}“{value}”{behind}") })
}

/// What is wrong with a name, and what to do.
pub fn text(plan: &Plan, group: &Group<'_>) -> String {
    let (one, many) = words(group.field);
    let said = group.said();
    let read = if said == group.value {
        String::new()
    } else {
        format!("“{}” is to be read as “{said}”. ", group.value)
    };
    let rest = match group.code {
        Code::TeamArchived | Code::TerritoryArchived => format!(
            "The {one} “{said}” is archived and takes in nobody. Choose another or leave it out; an Admin can restore it under {}.",
            if group.field == Some(Field::Teams) { "Teams, Archived" } else { "Territories, Archived" }
        ),
        Code::TeamAmbiguous | Code::TerritoryAmbiguous => {
            format!("“{said}” could be {}.", ambiguous(plan, group))
        }
        _ => renamed(plan, group).unwrap_or_else(|| {
            format!("None of your {many} is called “{said}”. Choose one, create it, or leave it out.")
        }),
    };
    read + &rest
}

/// Of a name that was given to another one before: what that is called now, as far as whoever imports may know.
fn renamed(plan: &Plan, group: &Group<'_>) -> Option<String> {
    let (one, _) = words(group.field);
    let groups = index(plan, group.field);
    let now = groups.formerly(group.said()).into_iter();
    let offered = |at: &u32| group.field.is_some_and(|field| suggest::is_offered(plan, field, *at));
    let names: Vec<String> = now.filter(offered).map(|at| format!("“{}”", groups.text(at))).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The {one} that was called “{}” before is {} now. Choose it, or another, or leave it out.",
            group.said(),
            names.join(" or ")
        )
    })
}

const fn words(field: Option<Field>) -> (&'static str, &'static str) {
    match field {
        Some(Field::Teams) => ("team", "teams"),
        _ => ("territory", "territories"),
    }
}

fn index(plan: &Plan, field: Option<Field>) -> &Groups {
    if field == Some(Field::Teams) { &plan.draft().teams } else { &plan.draft().territories }
}

fn ambiguous(plan: &Plan, group: &Group<'_>) -> String {
    let groups = index(plan, group.field);
    match groups.find_meant(group.said()) {
        Found::Several(places) => {
            // Those of others are none that a Manager could mean.
            let offered = |at: &&u32| group.field.is_some_and(|field| suggest::is_offered(plan, field, **at));
            let names: Vec<String> = places.iter().filter(offered).map(|at| groups.text(*at)).collect();
            if names.is_empty() {
                return "several, and none of them is yours".to_owned();
            }
            names.join(" or ")
        }
        _ => "several".to_owned(),
    }
}
