//! From what was sent, and what it comes to, to the page of the form.

use plan::authority::{self, Act};
use plan::field::Field;
use plan::plan::Plan;
use plan::snapshot::{Access, Role};

use super::page::{EditPage, Listing};
use super::sent::{ACCESSES, Listed, Sent, Way};
use crate::pages::layout::{Menu, Shell};
use crate::pages::paths::Paths;
use crate::pages::ui::Choice;
use crate::pages::users::Picks;
use crate::pages::users::consequences::{consequences_for_many, guard};
use crate::pages::users::form::picks;
use crate::pages::users::selection::{Shown, Told, ready, whom};
use crate::pages::users::who::Sight;
use crate::pages::words;

/// What the page is made from.
pub(super) struct Inputs<'a> {
    pub shell: Shell,
    pub sight: &'a Sight,
    pub teams: &'a Paths,
    pub territories: &'a Paths,
    pub sent: &'a Sent,
    /// What it comes to; nothing while nothing is asked for.
    pub plan: Option<&'a Plan>,
    pub told: Told,
    /// How many are chosen.
    pub people: usize,
    pub back: (String, String),
    pub fields: Vec<(&'static str, String)>,
    pub shown: Shown,
}

pub(super) fn page(inputs: Inputs<'_>) -> EditPage {
    let Inputs { shell, sight, teams, territories, sent, plan, told, people, back, fields, shown } = inputs;
    let whole = words::counted(people as u64, "person", "people");
    let ready = plan.filter(|plan| ready(plan));
    EditPage {
        shell: shell.at(Menu::Users),
        back,
        title: format!("Edit {whole}"),
        nothing: matches!(shown, Shown::Nothing),
        roles: roles(sight, sent),
        accesses: accesses(sight, sent),
        lists: vec![
            listing(sight, teams, Field::Teams, &sent.teams),
            listing(sight, territories, Field::Territories, &sent.territories),
        ],
        summary: plan.map(|plan| summary(plan.changes().len(), people, &whole)),
        consequences: ready.map(consequences_for_many).unwrap_or_default(),
        guard: ready.and_then(|plan| guard(plan, matches!(shown, Shown::WrongNumber))),
        fields,
        seen: ready.map(|plan| (plan.fingerprint().to_string(), sent.in_short())),
        go: ready.map(|plan| format!("Change {}", whom(plan).0)),
        moved: if let Shown::Moved(said) = shown { Some(said) } else { None },
        told,
    }
}

fn summary(changing: usize, people: usize, whole: &str) -> String {
    match (changing, people) {
        (0, _) => "Nobody changes.".to_owned(),
        (1, 1) => "1 person changes.".to_owned(),
        (changing, people) if changing == people => format!("All {whole} change."),
        (changing, _) => {
            let verb = if changing == 1 { "changes" } else { "change" };
            format!("{} of {whole} {verb}.", words::count(changing as u64))
        }
    }
}

fn choice(value: &str, word: &str, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), word: word.to_owned(), chosen }
}

/// The roles that whoever is signed in may give. To whom, the plan says.
fn roles(sight: &Sight, sent: &Sent) -> Vec<Choice> {
    let may = |role: &Role| authority::may(&sight.rights, Act::GiveRole(*role), None).is_ok();
    let roles: Vec<Role> = Role::ALL.into_iter().filter(may).collect();
    if roles.len() < 2 {
        // Whoever may give one role only changes people who have it.
        return Vec::new();
    }
    let all = roles.iter().map(|role| choice(role.as_str(), role.as_str(), sent.role == Some(*role)));
    [choice("", "Keep", sent.role.is_none())].into_iter().chain(all).collect()
}

fn accesses(sight: &Sight, sent: &Sent) -> Vec<Choice> {
    let may = |access: &Access| authority::may(&sight.rights, Act::GiveAccess(*access), None).is_ok();
    let word = |access: Access| match access {
        Access::Limited => "Limited: the records in their territories",
        Access::Global => "Global: every record",
    };
    let all = ACCESSES.into_iter().filter(may);
    let all = all.map(|access| choice(access.as_str(), word(access), sent.access == Some(access)));
    [choice("", "Keep what each has", sent.access.is_none())].into_iter().chain(all).collect()
}

fn listing(sight: &Sight, paths: &Paths, field: Field, listed: &Listed) -> Listing {
    let (label, to_choose) = if field == Field::Teams {
        ("Teams", "Teams to choose from")
    } else {
        ("Territories", "Territories to choose from")
    };
    Listing {
        name: field.key(),
        label,
        ways: Way::ALL.map(|way| choice(way.as_str(), way.word(), way == listed.way)).into(),
        picks: Picks { label: to_choose, ..picks(sight, paths, field, &listed.ids, Vec::new()) },
    }
}
