//! What the review and the outcome both show: the five fates, and rows with what changes from what to what.

use plan::plan::{Counts, Fate};

use crate::pages::ui::{Badge, fate_icon, fate_word};
use crate::pages::words;

/// A piece of a list: kept, taken away (`old`) or added (`new`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The name.
    pub text: String,
    /// Nothing, `old` or `new`.
    pub class: &'static str,
}

/// One field of a person that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// `Role`.
    pub label: &'static str,
    /// The value before; empty where there was none, and where it is a list.
    pub old: String,
    /// The value afterwards; empty where there is none, and where it is a list.
    pub new: String,
    /// Teams or territories, each as it stands.
    pub list: Vec<Piece>,
    /// What else it means: `1 removed`, `takes a seat`.
    pub badge: Option<Badge>,
}

/// One row and the person it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The row's number as the spreadsheet shows it.
    pub number: u32,
    /// First and last name.
    pub name: String,
    /// The letters for the name.
    pub initials: String,
    /// The external id, or the address where there is none.
    pub key: String,
    /// The person's page, for people who are there.
    pub href: Option<String>,
    /// What changes.
    pub changes: Vec<Changed>,
    /// What else there is to say: what a new person is, why a row is left out.
    pub text: String,
}

/// One of the five fates.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Which one.
    pub fate: Fate,
    /// Whether the import is done: `Created` instead of `Create`.
    pub done: bool,
    /// Its rows, written out.
    pub count: String,
    /// Whether there is none.
    pub zero: bool,
    /// What it says of them: `new people`.
    pub note: &'static str,
    /// Where its rows are shown.
    pub href: String,
    /// Whether they are shown.
    pub current: bool,
}

/// A filter over the rows shown.
#[derive(Clone, Debug)]
pub struct Filter {
    /// `All`, `Role`.
    pub word: &'static str,
    /// Its rows, written out.
    pub count: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}

impl Tile {
    /// The five fates of an import with their numbers; `href` is where the rows of each are shown.
    pub fn all(counts: &Counts, done: bool, shown: Option<Fate>, href: impl Fn(Fate) -> String) -> Vec<Self> {
        let tile = |fate| Self {
            fate,
            done,
            count: words::count(u64::from(counts.of(fate))),
            zero: counts.of(fate) == 0,
            note: note(fate, done),
            href: href(fate),
            current: shown == Some(fate),
        };
        Fate::ALL.map(tile).into()
    }

    /// The word of the fate.
    pub const fn word(&self) -> &'static str {
        fate_word(self.fate, self.done)
    }

    /// The icon of the fate.
    pub const fn icon(&self) -> &'static str {
        fate_icon(self.fate)
    }

    /// The class of its word.
    pub const fn class(&self) -> &'static str {
        match self.fate {
            Fate::Create => "good",
            Fate::Update => "accent",
            Fate::Blocked => "bad",
            Fate::Unchanged | Fate::Skipped => "ink-2",
        }
    }
}

const fn note(fate: Fate, done: bool) -> &'static str {
    match (fate, done) {
        (Fate::Create, _) => "new people",
        (Fate::Update, false) => "people change",
        (Fate::Update, true) => "people changed",
        (Fate::Unchanged, _) => "already like this",
        (Fate::Skipped, _) => "left alone",
        (Fate::Blocked, false) => "still with an error",
        (Fate::Blocked, true) => "not imported",
    }
}
