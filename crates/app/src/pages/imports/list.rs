//! The list of imports.

use askama::Template;
use plan::plan::{Counts, Fate};

use crate::pages::address::Address;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Bar, Choice, Moment, Pager, fate_fill, fate_word};
use crate::pages::words;

/// Seats used and paid for, as one line and a bar.
#[derive(Clone, Debug)]
pub struct Seats {
    /// `58 of 90 seats used`.
    pub text: String,
    /// The same as a bar.
    pub bar: Bar,
}

impl Seats {
    /// The line for these numbers.
    pub fn new(used: u32, paid: u32) -> Self {
        let text = format!(
            "{} of {} used",
            words::count(u64::from(used)),
            words::counted(u64::from(paid), "seat", "seats")
        );
        let bar = Bar::new("", text.clone(), paid, &[("fill-accent", used)]);
        Self { text, bar }
    }
}

/// An import that somebody began and that has changed nothing yet, or one that is being applied.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// The import's id.
    pub id: i64,
    /// The name of the file.
    pub file: String,
    /// Where it stands: `Step 3 of 5, Fix errors`.
    pub badge: Badge,
    /// What is left to do, and when it was left.
    pub text: String,
    /// The rows that are ready and those that are not.
    pub bar: Option<Bar>,
    /// What the bar shows: `204 of 247 rows ready`.
    pub bar_text: String,
    /// Where the page asks for text and bar, which take a moment to work out.
    pub left: Option<String>,
    /// Where it goes on.
    pub href: String,
    /// The word of the button: `Continue`, or `See how far it is`.
    pub go: &'static str,
    /// Whether it can be discarded: not while it is applied.
    pub discardable: bool,
}

/// How many rows have a fate, as a link to them; a dash where nothing was done.
#[derive(Clone, Debug)]
pub struct Number {
    /// The word above the column.
    pub word: &'static str,
    /// The number, or a dash.
    pub text: String,
    /// Whether it is pale.
    pub zero: bool,
    /// The rows behind the number.
    pub href: Option<String>,
}

/// An import in the history.
#[derive(Clone, Debug)]
pub struct Finished {
    /// When it was applied, or left.
    pub when: Moment,
    /// The name of the file.
    pub file: String,
    /// Who did it: a name, or `operator`.
    pub by: String,
    /// How it ended.
    pub status: Badge,
    /// All rows.
    pub rows: String,
    /// The fates as a bar.
    pub bar: Option<Bar>,
    /// The fates as numbers.
    pub numbers: Vec<Number>,
    /// The import's own page, if it did anything.
    pub href: Option<String>,
    /// The page of its invitations.
    pub invitations: Option<String>,
}

impl Finished {
    /// The five numbers of an applied import, each a link to its rows where these are shown.
    pub fn numbers(id: i64, counts: &Counts, opens: bool) -> Vec<Number> {
        Fate::ALL
            .into_iter()
            .map(|fate| {
                let number = counts.of(fate);
                let address = Address::new(format!("/imports/{id}/done")).with("show", fate.as_str());
                Number {
                    word: fate_word(fate, true),
                    text: words::count(u64::from(number)),
                    zero: number == 0,
                    href: (opens && number > 0).then(|| address.to_string()),
                }
            })
            .collect()
    }

    /// Five dashes, for an import that did nothing.
    pub fn no_numbers() -> Vec<Number> {
        let dash = |fate| Number { word: fate_word(fate, true), text: "–".into(), zero: true, href: None };
        Fate::ALL.map(dash).into()
    }
}

/// What the history is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of a file's or a person's name.
    pub find: String,
    /// The statuses to choose from.
    pub statuses: Vec<Choice>,
    /// Whether anything is narrowed at all.
    pub active: bool,
}

/// The page of the imports.
#[derive(Clone, Debug, Template)]
#[template(path = "imports/list.html")]
pub struct ImportsPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Seats used and paid for.
    pub seats: Seats,
    /// Imports to go on with, the latest first.
    pub unfinished: Vec<Unfinished>,
    /// Imports that ended, the latest first.
    pub history: Vec<Finished>,
    /// What the history is narrowed to.
    pub filter: Filter,
    /// `11 imports. Times are Chicago time.`
    pub summary: String,
    /// The pages of the history.
    pub pager: Pager,
}

impl ImportsPage {
    /// Whether nothing was ever imported.
    fn is_empty(&self) -> bool {
        self.unfinished.is_empty() && self.history.is_empty() && !self.filter.active
    }

    /// The words and colours of the bars.
    pub(crate) fn legend() -> [(&'static str, &'static str); 5] {
        Fate::ALL.map(|fate| (fate_word(fate, true), fate_fill(fate)))
    }
}
