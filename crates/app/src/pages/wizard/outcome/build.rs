//! From what an import did to the page: title, fates, rows, invitations.

use plan::export::title_of;
use plan::plan::{Counts, Fate, Ref, Values};
use serde::Deserialize;
use store::imports::history::OutcomeRow;
use store::messages::Standing;
use store::values::PersonValues;

use super::page::{Happened, Progress};
use crate::pages::address::Address;
use crate::pages::invitations::standing::in_short;
use crate::pages::ui::{Badge, fate_word};
use crate::pages::wizard::diff::{Name, changes};
use crate::pages::wizard::rows::{Filter, Line};
use crate::pages::wizard::text::{percent, plural};
use crate::pages::words;
use crate::pipeline::progress::Done;

/// At most this many rows are on a page.
pub const ROWS_A_PAGE: u32 = 25;

/// The query of the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct View {
    /// The word of a fate; without one it is all rows.
    pub show: Option<String>,
    /// The page, 1 for the first.
    pub page: Option<u32>,
}

impl View {
    /// The fate that is shown; nothing for all.
    pub fn fate(&self) -> Option<Fate> {
        let asked = self.show.as_deref()?;
        Fate::ALL.into_iter().find(|fate| fate.as_str() == asked)
    }

    /// All rows of a fate, or all rows.
    pub fn of(fate: Option<Fate>) -> Self {
        Self { show: fate.map(|fate| fate.as_str().to_owned()), page: None }
    }

    /// The address of the page with this view.
    pub fn href(&self, import: i64) -> String {
        Address::new(format!("/imports/{import}/done"))
            .with("show", self.show.clone().unwrap_or_default())
            .with("page", self.page.filter(|page| *page > 1).map(|page| page.to_string()).unwrap_or_default())
            .to_string()
    }
}

fn count(number: u32) -> String {
    words::count(u64::from(number))
}

/// The heading: how many users came of it.
pub fn title(counts: &Counts) -> String {
    match counts.create + counts.update {
        0 => "Nobody was created or changed".to_owned(),
        1 => "1 user is imported".to_owned(),
        users => format!("{} are imported", plural(users, "user", "users")),
    }
}

/// What was done, in how long: `184 created and 28 updated in 0.9 seconds`.
pub fn done_in(counts: &Counts, took: Option<i64>) -> String {
    let done = match (counts.create, counts.update) {
        (create, 0) => format!("{} created", count(create)),
        (0, update) => format!("{} updated", count(update)),
        (create, update) => format!("{} created and {} updated", count(create), count(update)),
    };
    match took {
        Some(micros) => {
            let tenths = (micros / 100_000).max(1);
            format!("{done} in {}.{} seconds", words::count((tenths / 10).unsigned_abs()), tenths % 10)
        }
        None => done,
    }
}

/// The filters above the rows.
pub fn filters(counts: &Counts, shown: Option<Fate>, import: i64) -> Vec<Filter> {
    let filter = |word, number, fate| Filter {
        word,
        count: count(number),
        href: View::of(fate).href(import),
        current: fate == shown,
    };
    let fates = Fate::ALL.map(|fate| filter(fate_word(fate, true), counts.of(fate), Some(fate)));
    std::iter::once(filter("All", counts.total, None)).chain(fates).collect()
}

/// One row: whom it was about, what became of it, and where the invitation stands.
pub fn row(one: &OutcomeRow, invite: Option<&Standing>, name: Name<'_>) -> serde_json::Result<Happened> {
    let (before, after) = both_sides(one)?;
    let (first, last) = one.name.rsplit_once(' ').unwrap_or(("", one.name.as_str()));
    let line = Line {
        number: one.number,
        initials: words::initials(first, last),
        name: if one.name.is_empty() { "No name".to_owned() } else { one.name.clone() },
        key: String::new(),
        href: one.person.map(|person| format!("/users/{person}")),
        changes: match (&before, &after) {
            (Some(before), Some(after)) => changes(name, before, after),
            _ => Vec::new(),
        },
        text: text(one, after.as_ref(), name),
    };
    let invite = invite.filter(|_| one.fate == Fate::Create).map(invite_badge);
    Ok(Happened { line, fate: Badge::fate(one.fate, true), invite })
}

/// The person before and after, where the row did something.
pub fn both_sides(one: &OutcomeRow) -> serde_json::Result<(Option<Values>, Option<Values>)> {
    let read = |json: &Option<String>| json.as_deref().map(serde_json::from_str::<PersonValues>).transpose();
    Ok((read(&one.before)?.map(values), read(&one.after)?.map(values)))
}

fn values(one: PersonValues) -> Values {
    Values {
        teams: one.teams.iter().map(|id| Ref::Known(id.0)).collect(),
        territories: one.territories.iter().map(|id| Ref::Known(id.0)).collect(),
        first_name: one.first_name,
        last_name: one.last_name,
        email: one.email,
        phone: one.phone,
        role: one.role,
        access: one.access,
        external_id: one.external_id,
        status: one.status,
    }
}

fn text(one: &OutcomeRow, after: Option<&Values>, name: Name<'_>) -> String {
    let titles = || {
        let titles: Vec<String> = one.codes.iter().map(|code| title_of(*code)).collect();
        titles.join(" · ")
    };
    match one.fate {
        Fate::Create => after.map(|after| described(after, name)).unwrap_or_default(),
        Fate::Update => String::new(),
        Fate::Unchanged => "Already like this".to_owned(),
        Fate::Skipped if one.codes.is_empty() => "Left alone".to_owned(),
        Fate::Skipped => format!("Left alone · {}", titles()),
        Fate::Blocked => titles(),
    }
}

fn described(values: &Values, name: Name<'_>) -> String {
    let names = |refs: &[Ref], team| refs.iter().map(|one| name(*one, team)).collect::<Vec<_>>().join(", ");
    let parts = [
        format!("{}, {}", values.role, values.access),
        names(&values.teams, true),
        names(&values.territories, false),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn invite_badge(invite: &Standing) -> Badge {
    in_short([&invite.email_state, &invite.text_state], (invite.opened, invite.joined))
}

/// How far an import is that runs: here, or in another process.
pub fn progress(total: u32, done: Option<Done>, since_seconds: u64) -> Progress {
    let Some(done) = done.filter(|done| done.rows > 0) else {
        return Progress {
            done: count(0),
            total: plural(total, "row", "rows"),
            percent: None,
            note: match since_seconds {
                0..=1 => "It has just begun.".to_owned(),
                seconds => format!("It has been running for {}.", span(seconds)),
            },
        };
    };
    let rate = u64::from(done.rows) / since_seconds.max(1);
    let left = u64::from(done.total - done.rows.min(done.total)) / rate.max(1);
    let note = if done.rows >= done.total {
        "All rows are written; it is being made final.".to_owned()
    } else {
        format!("About {} left, {} a second.", span(left.max(1)), words::counted(rate.max(1), "row", "rows"))
    };
    Progress {
        done: count(done.rows),
        total: plural(done.total, "row", "rows"),
        percent: Some(percent(done.rows, done.total)),
        note,
    }
}

fn span(seconds: u64) -> String {
    match seconds {
        0..=90 => words::counted(seconds, "second", "seconds"),
        longer => words::counted(longer / 60, "minute", "minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_the_rate_and_the_time_left() {
        let half = progress(1000, Some(Done { rows: 500, total: 1000 }), 5);
        assert_eq!(
            (half.percent, half.note.as_str()),
            (Some(50), "About 5 seconds left, 100 rows a second.")
        );
        let elsewhere = progress(1000, None, 200);
        assert_eq!(
            (elsewhere.percent, elsewhere.note.as_str()),
            (None, "It has been running for 3 minutes.")
        );
        let last = progress(1000, Some(Done { rows: 1000, total: 1000 }), 9);
        assert_eq!(last.note, "All rows are written; it is being made final.");
    }
}
