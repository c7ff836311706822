//! People by status over the last year, as a picture that the server draws, and the same as a table.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;
use store::statuses::Standing;

use crate::pages::chart::{Level, Scale, Tick};
use crate::pages::words;

/// The picture begins so many days ago at the latest, so that a company's first day is not all of it.
const LEAST_DAYS: i64 = 27;

/// A status in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The status.
    pub word: &'static str,
    /// Its `fill-…` class.
    pub fill: &'static str,
    /// The area from the floor to the top of this status: what lies below it is drawn over it.
    pub area: String,
    /// How many there are today.
    pub count: String,
    /// Those people.
    pub href: &'static str,
}

/// A day of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub label: String,
    /// How many were active, invited and suspended at its end.
    pub numbers: [String; 3],
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The highest first, which is the order of drawing.
    pub layers: Vec<Layer>,
    /// Days below the picture.
    pub ticks: Vec<Tick>,
    /// Numbers of people, the lowest first.
    pub levels: Vec<Level>,
    /// Since when: `over the last twelve months`.
    pub since: String,
    /// All of it in words.
    pub sentence: String,
    /// The same numbers, the last day first.
    pub table: Vec<Day>,
}

/// Words, fills and people of a status, from the floor up.
const STATUSES: [(&str, &str, &str); 3] = [
    ("Active", "fill-good", "/users?status=Active"),
    ("Invited", "fill-accent", "/users?status=Invited"),
    ("Suspended", "fill-mute", "/users?status=Suspended"),
];

/// From a day on: how many were active, invited and suspended.
type Step = (Date, [u32; 3]);

impl People {
    /// The picture of days on which something changed, the oldest first, the first of which may be from before `from`.
    pub fn of(days: &[Standing], from: Date, today: Date) -> Self {
        let steps = steps(days, from, today);
        let (first, last) = (steps.first().map_or(from, |(day, _)| *day), now(&steps));
        let most = steps.iter().map(|(_, counts)| counts.iter().sum()).max().unwrap_or(0);
        let scale = Scale::new(first, today, most);
        let ticks = scale.ticks();
        let since = if first == from {
            "over the last twelve months".to_owned()
        } else {
            format!("since {}", first.strftime("%-d %B %Y"))
        };
        Self {
            layers: (0..STATUSES.len()).rev().filter_map(|at| layer(at, &steps, &scale)).collect(),
            levels: scale.levels(),
            sentence: sentence(&steps, last, &since),
            table: table(&steps, &ticks, today),
            ticks,
            since,
        }
    }
}

/// The first at the beginning of the picture, with what had become until then.
fn steps(days: &[Standing], from: Date, today: Date) -> Vec<Step> {
    let counts = |one: &Standing| [one.active, one.invited, one.suspended];
    let before = days.iter().rev().find(|one| one.day <= from);
    let first = if before.is_some() {
        from
    } else {
        let latest = today.saturating_sub(LEAST_DAYS.days());
        days.first().map_or(latest, |one| one.day.min(latest)).max(from)
    };
    let mut steps = vec![(first, before.map_or([0; 3], counts))];
    for one in days.iter().filter(|one| one.day > from || before.is_none()) {
        if one.day == first {
            steps.clear();
        }
        steps.push((one.day.min(today), counts(one)));
    }
    steps
}

fn now(steps: &[Step]) -> [u32; 3] {
    steps.last().map_or([0; 3], |(_, counts)| *counts)
}

fn layer(at: usize, steps: &[Step], scale: &Scale) -> Option<Layer> {
    let (word, fill, href) = *STATUSES.get(at)?;
    let below = |counts: &[u32; 3]| counts.iter().take(at + 1).sum();
    let tops: Vec<(Date, u32)> = steps.iter().map(|(day, counts)| (*day, below(counts))).collect();
    let count = now(steps).get(at).copied().unwrap_or(0);
    Some(Layer { word, fill, area: scale.area(&tops), count: words::count(count.into()), href })
}

fn sentence(steps: &[Step], last: [u32; 3], since: &str) -> String {
    let first = steps.first().map_or([0; 3], |(_, counts)| *counts);
    let mut text = format!("People by status {since}:");
    for (at, (word, _, _)) in STATUSES.iter().enumerate() {
        let (first, last) =
            (first.get(at).copied().unwrap_or_default(), last.get(at).copied().unwrap_or_default());
        let end = if at + 1 == STATUSES.len() { "." } else { ";" };
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            " {} from {} to {}{end}",
            word.to_lowercase(),
            words::count(first.into()),
            words::count(last.into())
        );
    }
    text
}

/// The days below the picture and today, the last first.
fn table(steps: &[Step], ticks: &[Tick], today: Date) -> Vec<Day> {
    let mut days: Vec<Date> = ticks.iter().map(|tick| tick.day).filter(|day| *day < today).collect();
    days.push(today);
    let counts = |day: Date| steps.iter().rev().find(|(from, _)| *from <= day).map_or([0; 3], |step| step.1);
    let line = |day: Date| Day {
        label: day.strftime("%-d %b %Y").to_string(),
        numbers: counts(day).map(|number| words::count(number.into())),
    };
    days.into_iter().rev().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(day: &str, [active, invited, suspended]: [u32; 3]) -> Standing {
        Standing { day: day.parse().unwrap(), invited, active, suspended }
    }

    fn people(days: &[Standing]) -> People {
        People::of(days, "2025-03-02".parse().unwrap(), "2026-03-02".parse().unwrap())
    }

    #[test]
    fn a_year_begins_with_what_was_before_it_and_ends_today() {
        let days = [
            standing("2024-12-31", [3, 2, 0]),
            standing("2025-06-01", [5, 0, 1]),
            standing("2026-01-15", [40, 10, 2]),
        ];
        let people = people(&days);
        let expected = "People by status over the last twelve months: active from 3 to 40; invited from 2 to 10; \
                        suspended from 0 to 2.";
        assert_eq!(people.sentence, expected);
        assert_eq!(
            people.layers.iter().map(|layer| layer.word).collect::<Vec<_>>(),
            ["Suspended", "Invited", "Active"]
        );
        // Two changes, and the way down to the floor.
        assert!(people.layers.iter().all(|layer| layer.area.matches('V').count() == 3));
        let table: Vec<_> =
            people.table.iter().map(|day| (day.label.as_str(), day.numbers.clone())).collect();
        assert_eq!(table.len(), 13);
        assert_eq!(table[0], ("2 Mar 2026", ["40", "10", "2"].map(str::to_owned)));
        assert_eq!(table[2], ("1 Feb 2026", ["40", "10", "2"].map(str::to_owned)));
        assert_eq!(table[3], ("1 Jan 2026", ["5", "0", "1"].map(str::to_owned)));
        assert_eq!(table[12], ("1 Apr 2025", ["3", "2", "0"].map(str::to_owned)));
    }

    #[test]
    fn a_young_company_has_its_weeks_and_nothing_before_them() {
        let made = people(&[standing("2026-02-20", [1, 0, 0]), standing("2026-02-24", [1, 12, 0])]);
        assert_eq!(made.since, "since 3 February 2026");
        assert!(made.sentence.contains("active from 0 to 1; invited from 0 to 12"), "{}", made.sentence);
        assert_eq!(made.ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>()[0], "3 Feb");
        let older = people(&[standing("2025-12-20", [1, 0, 0])]);
        assert_eq!(older.since, "since 20 December 2025");
        assert!(older.sentence.contains("active from 1 to 1"), "{}", older.sentence);
    }
}
