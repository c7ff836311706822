//! Columns that say who has left: a status, whether somebody is active, a last day. They feed no field, and whoever they
//! call gone is not to be invited without a word.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::fold;
use super::words::{Beside, beside, lines, section};

/// How a column says that somebody has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Tell {
    /// By a word: `Terminated`.
    Status,
    /// By no to a word such as “Active”.
    No,
    /// By yes to a word such as “Suspended”.
    Yes,
    /// By a day that has passed.
    LastDay,
}

/// Folded words without blanks, by the section that they stand in.
static WORDS: LazyLock<FxHashMap<String, FxHashSet<String>>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
    let mut key = String::new();
    for line in lines(include_str!("words/gone.txt")) {
        if let Some(name) = section(&line) {
            name.clone_into(&mut key);
            continue;
        }
        let compact = line.split(',').map(|word| fold(word).concat()).filter(|word| !word.is_empty());
        words.entry(key.clone()).or_default().extend(compact);
    }
    words
});

fn is_in(key: &str, compact: &str) -> bool {
    WORDS.get(key).is_some_and(|words| words.contains(compact))
}

impl Tell {
    /// How a column with this header tells it; `None` where the header is about something else.
    pub(crate) fn of_header(header: &str) -> Option<Self> {
        let words = fold(header);
        let kinds = [
            ("status", Self::Status),
            ("active", Self::No),
            ("inactive", Self::Yes),
            ("last_day", Self::LastDay),
        ];
        // The longest run of words first; beside it only whose it is, and what says nothing.
        (1..=words.len()).rev().find_map(|length| {
            let mut starts = 0..=words.len() - length;
            starts.find_map(|start| {
                let compact = words.get(start..start + length)?.concat();
                let (_, tell) = kinds.into_iter().find(|(key, _)| is_in(key, &compact))?;
                let beside = [words.get(..start)?, words.get(start + length..)?];
                beside.into_iter().all(says_nothing).then_some(tell)
            })
        })
    }

    /// Whether a cell of the column says that somebody has left. `today` is `YYYY-MM-DD`.
    pub(crate) fn says_gone(self, cell: &str, today: &str) -> bool {
        let words = fold(cell);
        match self {
            Self::Status => (1..=words.len().min(3))
                .any(|length| words.get(..length).is_some_and(|words| is_in("gone", &words.concat()))),
            Self::No => is_in("no", &words.concat()),
            Self::Yes => is_in("yes", &words.concat()),
            Self::LastDay => has_passed(cell, today),
        }
    }
}

/// Whether words only say whose a thing is or which of several.
fn says_nothing(words: &[String]) -> bool {
    let quiet = |words: &[String]| {
        beside(&words.concat())
            .iter()
            .any(|kind| matches!(kind, Beside::Whose | Beside::Which | Beside::Filler | Beside::Organization))
    };
    let mut rest = words;
    while !rest.is_empty() {
        let known = (1..=rest.len().min(3)).rev().find(|length| rest.get(..*length).is_some_and(quiet));
        let Some(length) = known else { return false };
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

/// Whether a day has passed, in every order in which its parts can be read.
fn has_passed(cell: &str, today: &str) -> bool {
    let day = cell.split(['T', ' ']).next().unwrap_or_default();
    let parts = day.split(['-', '/', '.']).collect::<Vec<_>>();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let written = |year: u32, month: u32, day: u32| {
        ((1900..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
            .then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    let [Some(one), Some(two), Some(three)] = [0, 1, 2].map(|at| parts.get(at).and_then(|part| number(part)))
    else {
        return false;
    };
    if parts.len() > 3 {
        return false;
    }
    let readings = if one > 31 {
        [written(one, two, three), None]
    } else {
        [written(three, two, one), written(three, one, two)]
    };
    let mut days = readings.into_iter().flatten().peekable();
    days.peek().is_some() && days.all(|day| day.as_str() < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_say_who_has_left_are_told_from_others() {
        for (header, tell) in [
            ("Status", Some(Tell::Status)),
            ("Employment Status", Some(Tell::Status)),
            ("Status [READ ONLY]", Some(Tell::Status)),
            ("Employee status", Some(Tell::Status)),
            ("Active", Some(Tell::No)),
            ("accountEnabled", Some(Tell::No)),
            ("billing-active", Some(Tell::No)),
            ("Is Suspended", Some(Tell::Yes)),
            ("Termination Date", Some(Tell::LastDay)),
            ("Austrittsdatum", Some(Tell::LastDay)),
            ("Статус", Some(Tell::Status)),
            ("Email Status", None),
            ("Marital Status", None),
            ("State", None),
            ("Hire Date", None),
            ("Manager Active", None),
            ("", None),
        ] {
            assert_eq!(Tell::of_header(header), tell, "{header}");
        }
    }

    #[test]
    fn what_cells_say_of_somebody_who_has_left() {
        let gone = |tell: Tell, cell: &str| tell.says_gone(cell, "2026-03-01");
        for cell in
            ["Terminated", "INACTIVE", "Terminated - voluntary", "Ausgeschieden", "uit dienst", "离职"]
        {
            assert!(gone(Tell::Status, cell), "{cell}");
        }
        for cell in ["Active", "On leave", "", "0", "Full time"] {
            assert!(!gone(Tell::Status, cell), "{cell}");
        }
        assert!(
            gone(Tell::No, "0") && gone(Tell::No, "False") && !gone(Tell::No, "Yes") && !gone(Tell::No, "")
        );
        assert!(gone(Tell::Yes, "x") && !gone(Tell::Yes, "No") && !gone(Tell::Yes, ""));
        for cell in
            ["2025-01-31", "31.01.2025", "1/31/2025", "2026/02/28", "2025-01-31T00:00:00Z", "1/3/2025"]
        {
            assert!(gone(Tell::LastDay, cell), "{cell}");
        }
        for cell in ["2026-03-01", "31.12.2026", "04/02/2026", "1/5/26", "open", "12345", ""] {
            assert!(!gone(Tell::LastDay, cell), "{cell}");
        }
    }
}
