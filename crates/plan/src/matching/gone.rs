//! Columns that say who has left, or is to be left out: a status, whether somebody is active, a last day, whether to invite
//! them. They feed no field, and whoever they call gone is not to be invited without a word.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::fold;
use super::spelt::short;
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
    /// By no to a wish such as “Invite”.
    Unwanted,
    /// By yes to a wish such as “Exclude”.
    Excluded,
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
        let header = short(header);
        // What stands in brackets explains the rest: “Block sign in (Yes/No) [accountEnabled]”.
        Self::of_words(&fold(header)).or_else(|| Self::of_words(&fold(&without_brackets(header))))
    }

    fn of_words(words: &[String]) -> Option<Self> {
        let kinds = [
            ("status", Self::Status),
            ("active", Self::No),
            ("inactive", Self::Yes),
            ("last_day", Self::LastDay),
            ("invite", Self::Unwanted),
            ("exclude", Self::Excluded),
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

    /// Whether the headers beside one say that it is about something else: “Left” beside “Right”, “Locked” beside a device.
    pub(crate) fn is_of_something_else<'h>(header: &str, mut others: impl Iterator<Item = &'h str>) -> bool {
        let key = match fold(header).concat().as_str() {
            "left" => "beside_left",
            "locked" | "islocked" | "blocked" | "isblocked" => "beside_locked",
            _ => return false,
        };
        others.any(|other| fold(other).iter().any(|word| is_in(key, word)))
    }

    /// Whether the column says nothing where it says this of nearly everybody. A status has words of its own.
    pub(crate) fn is_of_few(self) -> bool {
        self != Self::Status
    }

    /// Whether somebody wishes to leave people out, who need not have left.
    pub(crate) fn is_wish(self) -> bool {
        matches!(self, Self::Unwanted | Self::Excluded)
    }

    /// Whether a cell of the column says that somebody has left. `today` is `YYYY-MM-DD`.
    pub(crate) fn says_gone(self, cell: &str, today: &str) -> bool {
        let words = fold(cell);
        let no = || is_in("no", &words.concat()) || is_sign_of(&NO, cell);
        let yes = || is_in("yes", &words.concat()) || is_sign_of(&YES, cell);
        match self {
            Self::Status => {
                let known = (1..=words.len().min(3))
                    .any(|length| words.get(..length).is_some_and(|words| is_in("gone", &words.concat())));
                known || matches!(words.as_slice(), [word] if is_nearly_gone(word))
            }
            Self::No => no(),
            Self::Yes => yes(),
            Self::LastDay => has_passed(cell, today),
            Self::Unwanted => no() || is_in("unwanted", &words.concat()),
            Self::Excluded => yes() || is_in("unwanted", &words.concat()),
        }
    }
}

/// Signs for no.
const NO: [char; 6] = ['✗', '✘', '❌', '✖', '×', '☐'];

/// Signs for yes.
const YES: [char; 4] = ['✓', '✔', '☑', '✅'];

/// Whether a cell is one of some signs, in whatever colour.
fn is_sign_of(signs: &[char], cell: &str) -> bool {
    let mut shown = cell.trim().chars().filter(|character| *character != '\u{fe0f}');
    matches!((shown.next(), shown.next()), (Some(sign), None) if signs.contains(&sign))
}

/// A word has so many letters before one of them can be wrong.
const LETTERS_FOR_TYPO: usize = 8;

/// Whether a word says that somebody has left, but for one letter that is not its first.
fn is_nearly_gone(word: &str) -> bool {
    let is_near = |known: &String| {
        known.len() > LETTERS_FOR_TYPO
            && known.chars().next() == word.chars().next()
            && strsim::osa_distance(known, word) == 1
    };
    word.len() >= LETTERS_FOR_TYPO && WORDS.get("gone").is_some_and(|words| words.iter().any(is_near))
}

/// A header without what stands in brackets.
fn without_brackets(header: &str) -> String {
    let mut depth = 0_u32;
    let outside = header.chars().filter(|character| match character {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    outside.collect()
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
    let readings = if cell.contains(char::is_alphabetic) { with_month(cell) } else { Vec::new() };
    let readings = if readings.is_empty() { of_digits(cell) } else { readings };
    !readings.is_empty() && readings.iter().all(|day| day.as_str() < today)
}

/// The days that a date in digits may be.
fn of_digits(cell: &str) -> Vec<String> {
    let day = cell.split(['T', ' ']).next().unwrap_or_default();
    let parts = day.split(['-', '/', '.']).collect::<Vec<_>>();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let [Some(one), Some(two), Some(three)] = [0, 1, 2].map(|at| parts.get(at).and_then(|part| number(part)))
    else {
        return Vec::new();
    };
    let is_short = parts.get(2).is_some_and(|year| year.len() == 2) && one <= 31;
    let readings = match parts.len() {
        3 if one > 31 => vec![written(one, two, three)],
        3 if is_short && day.contains('.') => vec![written(century(three), two, one)],
        3 if is_short && day.contains('-') => vec![
            written(century(three), two, one),
            written(century(three), one, two),
            written(century(one), two, three),
        ],
        3 if is_short => vec![written(century(three), two, one), written(century(three), one, two)],
        3 => vec![written(three, two, one), written(three, one, two)],
        _ => Vec::new(),
    };
    readings.into_iter().flatten().collect()
}

/// The year that two digits mean.
const fn century(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// The day of a date whose month is a word: `31 May 2023`, `Apr 30, 2023`, `30-Apr-23`.
fn with_month(cell: &str) -> Vec<String> {
    let words = fold(cell);
    let Some(month) = words.iter().find_map(|word| month(word)) else { return Vec::new() };
    let mut numbers = words.iter().filter_map(|word| {
        let word = word.trim_end_matches(char::is_alphabetic);
        word.parse::<u32>().ok().filter(|_| word.len() <= 4)
    });
    let (Some(one), Some(two)) = (numbers.next(), numbers.next()) else { return Vec::new() };
    let day = match (one, two) {
        (year @ 1000.., day) | (day, year @ 1000..) => written(year, month, day),
        (day, year) => written(century(year), month, day),
    };
    day.into_iter().collect()
}

/// The number of a month by its first letters.
fn month(word: &str) -> Option<u32> {
    let begins = |months: &&[&str]| word.len() >= 3 && months.iter().any(|month| word.starts_with(month));
    MONTHS.iter().position(begins).map(|at| at as u32 + 1)
}

/// How months begin in the languages of Western Europe.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sty"],
    &["feb", "fev", "lut"],
    &["mar", "mrz", "maa"],
    &["apr", "avr", "abr", "kwi"],
    &["may", "mai", "mei", "mag", "maj"],
    &["jun", "juin", "giu", "cze"],
    &["jul", "juil", "lug", "lip"],
    &["aug", "aou", "ago", "sie"],
    &["sep", "set", "wrz"],
    &["oct", "okt", "ott", "out", "paz"],
    &["nov", "lis"],
    &["dec", "dez", "dic", "gru"],
];

fn written(year: u32, month: u32, day: u32) -> Option<String> {
    ((1900..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
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
            ("Block sign in (Yes/No) [accountEnabled] Required", Some(Tell::Yes)),
            ("Sign-in blocked", Some(Tell::Yes)),
            ("Left?", Some(Tell::Yes)),
            ("Noch aktiv?", Some(Tell::No)),
            ("Former employee", Some(Tell::Yes)),
            ("deletedAt", Some(Tell::LastDay)),
            ("Send invite", Some(Tell::Unwanted)),
            ("Onboard?", Some(Tell::Unwanted)),
            ("Exclude", Some(Tell::Excluded)),
            ("Days left", None),
            ("Device locked", None),
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
        for cell in ["Termed", "TERM", "termnated", "Leaver", "in Rente", "Nicht mehr da", "Dimesso", "EX"] {
            assert!(gone(Tell::Status, cell), "{cell}");
        }
        for cell in ["Active", "On leave", "", "0", "Full time", "Reactivated", "Onboarded", "Terminal 3"] {
            assert!(!gone(Tell::Status, cell), "{cell}");
        }
        assert!(gone(Tell::No, "✗") && !gone(Tell::No, "✓") && gone(Tell::Yes, "✔"));
        assert!(gone(Tell::Unwanted, "No") && gone(Tell::Unwanted, "do not import"));
        assert!(!gone(Tell::Unwanted, "later") && gone(Tell::Excluded, "Y") && !gone(Tell::Excluded, "N"));
        assert!(
            gone(Tell::No, "0") && gone(Tell::No, "False") && !gone(Tell::No, "Yes") && !gone(Tell::No, "")
        );
        assert!(gone(Tell::Yes, "x") && !gone(Tell::Yes, "No") && !gone(Tell::Yes, ""));
        for cell in
            ["2025-01-31", "31.01.2025", "1/31/2025", "2026/02/28", "2025-01-31T00:00:00Z", "1/3/2025"]
        {
            assert!(gone(Tell::LastDay, cell), "{cell}");
        }
        for cell in ["31 May 2023", "Apr 30, 2023", "30-Apr-2023", "30.04.23", "30. März 2023", "30/04/23"] {
            assert!(gone(Tell::LastDay, cell), "{cell}");
        }
        for cell in [
            "31 May 2034",
            "30-Apr-26",
            "05.06.26",
            "May",
            "in May",
            "2026-03-01",
            "31.12.2026",
            "04/02/2026",
            "1/5/26",
            "open",
            "12345",
            "",
        ] {
            assert!(!gone(Tell::LastDay, cell), "{cell}");
        }
    }
}
