//! From a plan about some people to the page that asks.

use plan::finding::{Code, Severity};
use plan::plan::{Fate, Plan};

use super::page::{Moving, Person, StandingPage, Staying};
use crate::pages::layout::{Menu, Shell};
use crate::pages::users::Guarding;
use crate::pages::users::consequences::consequences;
use crate::pages::words;

/// At most so many people are named.
const MOST_NAMES: usize = 12;
/// At most so many reasons.
const MOST_REASONS: usize = 8;

/// What the page is made from.
pub(super) struct Inputs<'a> {
    pub shell: Shell,
    pub moving: Moving,
    pub plan: &'a Plan,
    pub back: (String, String),
    pub fields: Vec<(&'static str, String)>,
    pub moved: Option<String>,
    pub wrong_number: bool,
}

pub(super) fn page(inputs: Inputs<'_>) -> StandingPage {
    let Inputs { shell, moving, plan, back, fields, moved, wrong_number } = inputs;
    let all = plan.changes();
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let ready = plan.obstacle(confirm).is_none();
    let (whom, several) = whom(plan);
    let title = moving.of_whom(&whom, several);
    StandingPage {
        shell: shell.at(Menu::Users),
        back,
        moving,
        title: format!("{title}?"),
        moved,
        wide: wide(plan),
        people: all
            .iter()
            .take(MOST_NAMES)
            .map(|change| Person {
                name: words::full_name(&change.before.first_name, &change.before.last_name),
                initials: words::initials(&change.before.first_name, &change.before.last_name),
                email: change.before.email.clone(),
                href: format!("/users/{}", change.person),
            })
            .collect(),
        further: (all.len() > MOST_NAMES)
            .then(|| format!("and {} more", words::count((all.len() - MOST_NAMES) as u64))),
        staying: staying(plan, moving),
        consequences: if ready { consequences(plan) } else { Vec::new() },
        guard: plan.effects().guard.as_ref().filter(|_| ready).map(|guard| Guarding {
            why: guard.why.clone(),
            label: guard.label.clone(),
            number: guard.number,
            wrong: wrong_number,
        }),
        fields,
        seen: plan.fingerprint().to_string(),
        go: ready.then_some(title),
    }
}

/// The people who are moved: by name where it is one, and of nobody those who were asked for.
pub(super) fn whom(plan: &Plan) -> (String, bool) {
    let moved = plan.changes();
    match moved {
        [only] => (words::full_name(&only.before.first_name, &only.before.last_name), false),
        [] => {
            let asked = u64::from(plan.counts().total);
            (words::counted(asked, "person", "people"), asked != 1)
        }
        several => (words::counted(several.len() as u64, "person", "people"), true),
    }
}

fn wide(plan: &Plan) -> Vec<String> {
    let wide = plan.findings().iter().filter(|one| one.count == 0 && one.severity == Severity::Error);
    wide.map(|finding| format!("{}. {}", finding.title, finding.text)).collect()
}

/// Who stays: each reason with its people, and how many are there already.
fn staying(plan: &Plan, moving: Moving) -> Vec<Staying> {
    let reasons = plan.findings().iter().filter(|one| one.count > 0 && one.severity == Severity::Error);
    let mut all: Vec<Staying> = reasons
        .map(|finding| {
            // Each names its person already, or is about one alone.
            let people = match finding.code {
                Code::StatusUnfit => String::new(),
                _ if finding.count == 1 => named(plan, finding.rows.first().copied()),
                _ => format!("{}: ", words::counted(u64::from(finding.count), "person", "people")),
            };
            Staying { bad: true, text: format!("{people}{}", finding.text) }
        })
        .collect();
    let more = all.len().saturating_sub(MOST_REASONS);
    all.truncate(MOST_REASONS);
    if more > 0 {
        let text = format!("{} for such reasons.", words::counted(more as u64, "more stays", "more stay"));
        all.push(Staying { bad: true, text });
    }
    let there = (0..plan.counts().total).filter(|row| plan.fate(*row) == Fate::Unchanged).count() as u64;
    if there > 0 {
        let who = words::counted(there, "person stands", "people stand");
        let text = match moving {
            Moving::Suspend => format!("{who} there already, suspended."),
            Moving::Reactivate => format!("{who} as they are: nobody suspended."),
            Moving::Cancel => format!("{who} as they are."),
        };
        all.push(Staying { bad: false, text });
    }
    all
}

/// The name of the person of a row, before a colon.
fn named(plan: &Plan, number: Option<u32>) -> String {
    let row = number.and_then(|number| plan.sheet().row_of(number));
    let change = row.and_then(|row| plan.change_of(row));
    change.map_or_else(String::new, |change| {
        format!("{}: ", words::full_name(&change.before.first_name, &change.before.last_name))
    })
}
