//! The rows of one fate, and of the changes those of one side.

use plan::finding::Severity;
use plan::plan::{Change, Create, Fate, Plan};
use serde::Deserialize;

use super::build::{KEYS, fate_words};
use super::page::Shown;
use crate::pages::address::Address;
use crate::pages::wizard::diff::{Side, changes};
use crate::pages::wizard::fix::grid;
use crate::pages::wizard::rows::{Filter, Line};
use crate::pages::wizard::text::{plural, span};
use crate::pages::words;

/// At most this many rows are on a page.
const ROWS_A_PAGE: u32 = 25;

/// The query of the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct View {
    /// The word of a fate; without one it is the changes, or whatever there is.
    pub show: Option<String>,
    /// The word of a side, for changes.
    pub side: Option<String>,
    /// The page, 1 for the first.
    pub page: Option<u32>,
    /// Whether the number typed in was another one.
    pub wrong: Option<String>,
    /// A time for the invitations that was just typed: the page says what the clocks do at it.
    pub asked: Option<String>,
}

impl View {
    /// All rows of a fate.
    pub fn of(fate: Fate) -> Self {
        Self { show: Some(fate.as_str().to_owned()), ..Self::default() }
    }

    /// The fate that is shown.
    pub fn fate(&self, plan: &Plan) -> Fate {
        let asked =
            self.show.as_deref().and_then(|word| Fate::ALL.into_iter().find(|fate| fate.as_str() == word));
        let order = [Fate::Update, Fate::Create, Fate::Blocked, Fate::Skipped, Fate::Unchanged];
        let first = || order.into_iter().find(|fate| plan.counts().of(*fate) > 0);
        asked.or_else(first).unwrap_or(Fate::Create)
    }

    /// The address of the page with this view.
    pub fn href(&self, import: i64) -> String {
        self.on(format!("/imports/{import}/review"))
    }

    /// The same after a time was typed.
    pub fn href_asked(&self, import: i64, time: &str) -> String {
        self.address(format!("/imports/{import}/review")).with("asked", time).to_string()
    }

    /// The view behind a path.
    pub fn on(&self, path: String) -> String {
        self.address(path).to_string()
    }

    fn address(&self, path: String) -> Address {
        Address::new(path)
            .with("show", self.show.clone().unwrap_or_default())
            .with("side", self.side.clone().unwrap_or_default())
            .with("page", self.page.filter(|page| *page > 1).map(|page| page.to_string()).unwrap_or_default())
    }

    fn side(&self) -> Option<Side> {
        self.side.as_deref().and_then(Side::from_key)
    }
}

/// The rows that a view shows.
pub fn shown(plan: &Plan, view: &View, import: i64) -> Shown {
    let fate = view.fate(plan);
    let side = view.side().filter(|_| fate == Fate::Update);
    let rows: Vec<u32> = if fate == Fate::Update {
        let has = |change: &&Change| side.is_none_or(|side| side.differs(&change.before, &change.after));
        plan.changes().iter().filter(has).map(|change| change.row).collect()
    } else {
        (0..plan.sheet().len() as u32).filter(|row| plan.fate(*row) == fate).collect()
    };
    let total = rows.len() as u32;
    let pages = total.div_ceil(ROWS_A_PAGE).max(1);
    let page = view.page.unwrap_or(1).clamp(1, pages);
    let from = (page - 1) * ROWS_A_PAGE;
    let lines: Vec<Line> = rows
        .iter()
        .skip(from as usize)
        .take(ROWS_A_PAGE as usize)
        .map(|row| line(plan, *row, fate))
        .collect();
    let turn = |page: u32| View { page: Some(page), wrong: None, ..view.clone() }.href(import);
    let (title, note) = fate_words(fate, plan.counts().of(fate));
    let removed = plan.effects().memberships_removed;
    Shown {
        title: format!("{} {title}", words::count(u64::from(plan.counts().of(fate)))),
        note: match fate {
            Fate::Update if removed > 0 => plural(removed, "membership removed", "memberships removed"),
            _ => note.to_owned(),
        },
        filters: if fate == Fate::Update { filters(plan, view, side, import) } else { Vec::new() },
        paging: format!(
            "{} of {}",
            span((from + 1).min(total), from + lines.len() as u32),
            words::count(u64::from(total))
        ),
        before: (page > 1).then(|| turn(page - 1)),
        after: (page < pages).then(|| turn(page + 1)),
        lines,
    }
}

fn filters(plan: &Plan, view: &View, current: Option<Side>, import: i64) -> Vec<Filter> {
    let mut numbers = [0_u32; Side::ALL.len()];
    for change in plan.changes() {
        for (number, side) in numbers.iter_mut().zip(Side::ALL) {
            *number += u32::from(side.differs(&change.before, &change.after));
        }
    }
    let filter = |word, number: u32, side: Option<Side>| Filter {
        word,
        count: words::count(u64::from(number)),
        href: View { side: side.map(|side| side.key().to_owned()), page: None, wrong: None, ..view.clone() }
            .href(import),
        current: side == current,
    };
    let all = filter("All", plan.counts().update, None);
    let sides = Side::ALL
        .into_iter()
        .zip(numbers)
        .filter(|(_, number)| *number > 0)
        .map(|(side, number)| filter(side.word(), number, Some(side)));
    std::iter::once(all).chain(sides).collect()
}

fn line(plan: &Plan, row: u32, fate: Fate) -> Line {
    let named = |first: &str, last: &str, key: String| {
        (words::full_name(first, last), words::initials(first, last), key)
    };
    let change = match fate {
        Fate::Update => plan.change_of(row),
        Fate::Skipped => unmade(plan, row),
        _ => None,
    };
    let create = plan.create_of(row);
    let (name, initials, key) = match (change, &create) {
        (Some(change), _) => {
            let person = &change.before;
            let key = person.external_id.clone().unwrap_or_else(|| person.email.clone());
            named(&person.first_name, &person.last_name, key)
        }
        (None, Some(create)) => {
            let key = create.external_id.unwrap_or(create.email).to_owned();
            named(create.first_name, create.last_name, key)
        }
        (None, None) => {
            let name = grid::name(plan, row);
            let (first, last) = name.split_once(' ').unwrap_or(("", name.as_str()));
            (name.clone(), words::initials(first, last), key_of(plan, row))
        }
    };
    Line {
        number: plan.sheet().number(row),
        name,
        initials,
        key,
        // Pages of people are for Admins.
        href: plan
            .row(row)
            .person
            .filter(|_| plan.rights().reach().is_none())
            .map(|id| format!("/users/{id}")),
        changes: change
            .map(|change| changes(&|one, team| plan.group_name(one, team), &change.before, &change.after))
            .unwrap_or_default(),
        text: text(plan, row, fate, create.as_ref(), change.is_some()),
    }
}

/// The change that a row would have made, had people not been left alone.
fn unmade(plan: &Plan, row: u32) -> Option<&Change> {
    let at = plan.unmade().binary_search_by_key(&row, |change| change.row).ok()?;
    plan.unmade().get(at)
}

fn key_of(plan: &Plan, row: u32) -> String {
    KEYS.into_iter()
        .map(|field| plan.draft().cell(row, field).text)
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn text(plan: &Plan, row: u32, fate: Fate, create: Option<&Create<'_>>, differs: bool) -> String {
    match fate {
        Fate::Create => create.map(|create| described(plan, create)).unwrap_or_default(),
        Fate::Update => String::new(),
        Fate::Unchanged => "Already like this".to_owned(),
        Fate::Skipped if plan.draft().is_skipped(row) => "Skipped by a fix".to_owned(),
        Fate::Skipped if differs => "Left alone: these changes are not made".to_owned(),
        Fate::Skipped => "Left alone".to_owned(),
        Fate::Blocked => {
            let titles: Vec<&str> = plan
                .findings_of(row)
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| finding.title.as_str())
                .collect();
            titles.join(" · ")
        }
    }
}

/// A new person in a few words: `Sales, Limited · Midwest · Ohio Valley`.
pub fn described(plan: &Plan, create: &Create<'_>) -> String {
    let names = |refs: &[plan::plan::Ref], team| {
        let names: Vec<String> = refs.iter().map(|one| plan.group_name(*one, team)).collect();
        names.join(", ")
    };
    let parts = [
        format!("{}, {}", create.role, create.access),
        names(&create.teams, true),
        names(&create.territories, false),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
