//! The page on which errors are fixed: causes, rows, the open cell, and the fixes made.

use askama::Template;

use super::last::LastTime;
use super::replace::Panel;
use super::view::{Tab, View};
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::Bar;
use crate::pages::wizard::text::Marked;
use crate::pages::wizard::top::Top;

/// Of more names than this one is searched rather than chosen from a list.
const MOST_CHOICES: usize = 24;

/// How a cell or a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// As the file has it, and nothing is the matter.
    #[default]
    Plain,
    /// Something blocks the row.
    Bad,
    /// Something is worth a look.
    Warn,
    /// A fix put it right.
    Fixed,
}

impl Mark {
    /// The class of the cell.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bad => "is-bad",
            Self::Warn => "is-warn",
            Self::Fixed => "is-fixed",
        }
    }

    /// The icon at the end of the cell.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Bad => "alert-circle",
            Self::Warn => "alert-triangle",
            Self::Plain | Self::Fixed => "check",
        }
    }

    /// The word for screen readers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bad => "Error",
            Self::Warn => "Warning",
            Self::Fixed => "Fixed",
        }
    }
}

/// A fix that one press makes: sent by what it is about and by its words, so that a second press finds nothing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// What is sent as `do`: `suggestion`, `sure`, `skip`, `cell`.
    pub act: &'static str,
    /// The key of the cause or finding.
    pub of: String,
    /// The words of the suggestion.
    pub label: String,
    /// Only this row, by number.
    pub row: Option<u32>,
    /// The words on the button.
    pub words: String,
}

/// A value that becomes another one, with what differs marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The value as the file has it.
    pub from: Marked,
    /// What it becomes.
    pub to: Marked,
}

/// A suggestion of a cause, with a cell before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The fix.
    pub press: Press,
    /// What becomes what, where it changes what a cell says.
    pub turn: Option<Turn>,
}

/// The ways out of a cause that need more than a press.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// What is wrong and what to do, in plain words.
    pub text: String,
    /// Other suggestions.
    pub others: Vec<Way>,
    /// The field's key, the value, and the names it can be read as.
    pub map: Option<(&'static str, String, Vec<String>)>,
    /// The field's key, the value, and the names it can be created under.
    pub create: Option<(&'static str, String, Vec<String>)>,
    /// Where the first cell of the cause opens.
    pub first: Option<String>,
    /// Where find and replace opens for its value.
    pub replace: Option<String>,
}

/// One cause of errors or warnings.
#[derive(Clone, Debug)]
pub struct CauseLine {
    /// The key in the address.
    pub key: String,
    /// The key as part of an id in the page.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The number of rows, written out.
    pub rows: String,
    /// Whether it blocks rows.
    pub bad: bool,
    /// Where its rows are shown.
    pub href: String,
    /// Whether its rows are shown, with all ways out.
    pub open: Option<Ways>,
    /// Whether the open cell is of this cause.
    pub here: bool,
    /// What becomes what: a cell before and after the fix that is surely meant.
    pub turn: Option<Turn>,
    /// The fix that is surely meant.
    pub sure: Option<Press>,
    /// The word of the link to the other ways: `Other ways`, `Choose a role`, `One by one`.
    pub more: &'static str,
    /// Leaving its rows out.
    pub skip: Option<Press>,
}

/// A fix that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its number.
    pub number: i64,
    /// What it does: `Teams “Mid West” → Midwest`.
    pub text: String,
    /// How much it touches: `9 rows`.
    pub size: String,
}

/// A tab over the grid.
#[derive(Clone, Debug)]
pub struct TabLine {
    /// Which one.
    pub tab: Tab,
    /// Its rows, written out.
    pub count: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A column of the grid.
#[derive(Clone, Debug)]
pub struct GridColumn {
    /// The field's key, for its width.
    pub key: &'static str,
    /// The field's name.
    pub label: &'static str,
    /// The header of the file's column, where one feeds it.
    pub header: String,
}

/// A cell of the grid.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The field's key.
    pub key: &'static str,
    /// The field's name.
    pub label: &'static str,
    /// What the cell says, fixes included.
    pub text: String,
    /// How it stands.
    pub mark: Mark,
    /// The heading of what is the matter.
    pub why: String,
    /// The id part of the cause.
    pub cause: String,
    /// Where the cell opens.
    pub href: String,
    /// The press that puts this one cell right, for cards.
    pub cure: Option<Press>,
}

/// A row of the grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// The row's number as the spreadsheet shows it.
    pub number: u32,
    /// Both names, for cards.
    pub name: String,
    /// How the row as a whole stands.
    pub mark: Mark,
    /// The heading of what is the matter with the whole row.
    pub why: String,
    /// The id part of that cause.
    pub cause: String,
    /// Where the row itself opens.
    pub href: String,
    /// The press that puts the whole row right.
    pub cure: Option<Press>,
    /// Whether a fix leaves it out.
    pub skipped: bool,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// The open cell.
    pub editor: Option<Editor>,
}

/// How a cell is edited.
#[derive(Clone, Debug)]
pub enum Input {
    /// Typed.
    Text,
    /// Typed, with names to choose from.
    Names(Vec<String>),
    /// Chosen.
    Choice(Vec<String>),
    /// Not at all: the row itself is open.
    Nothing,
}

/// What is the matter with the open cell.
#[derive(Clone, Debug)]
pub struct Reason {
    /// Whether it blocks the row.
    pub bad: bool,
    /// The heading.
    pub title: String,
    /// In plain words.
    pub text: String,
}

/// A press of the open cell, with its key.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The fix.
    pub press: Press,
    /// The new value with what differs marked, where the words have one.
    pub marked: Option<(String, Marked)>,
    /// The icon before the words.
    pub icon: &'static str,
    /// The key: `A`, `Shift A`, `S`.
    pub key: Option<&'static str>,
}

/// The open cell.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The field's key; empty where the row itself is open.
    pub key: &'static str,
    /// The field's name.
    pub label: &'static str,
    /// What the cell says.
    pub value: String,
    /// What the file says, where a fix has changed the cell.
    pub original: Option<String>,
    /// How it is edited.
    pub input: Input,
    /// What is the matter.
    pub reasons: Vec<Reason>,
    /// What can be done with one press.
    pub offers: Vec<Offer>,
    /// The columns before the panel, so that it stands below its cell.
    pub before: usize,
    /// The columns that the panel takes.
    pub span: usize,
    /// Where find and replace opens for its column.
    pub replace: Option<String>,
    /// Where closing leads.
    pub close: String,
}

impl Editor {
    /// Whether the cell of a field is the open one.
    pub fn is(&self, key: &str) -> bool {
        self.key == key
    }
}

/// The numbers of the page.
#[derive(Clone, Debug)]
pub struct Tally {
    /// What stands over the causes: `38 rows have an error`, `Nothing left to fix`.
    pub title: String,
    /// `204 of 247 ready`.
    pub ready: String,
    /// Ready, warnings, errors, skipped.
    pub bar: Bar,
    /// Rows with an error.
    pub errors: u32,
    /// Rows with an error, written out.
    pub bad_rows: String,
    /// Rows with a warning, those with an error too among them, written out.
    pub warnings: String,
    /// What stands beside the button: `38 rows would be left out`.
    pub left_out: String,
}

/// Which rows are shown.
#[derive(Clone, Debug)]
pub struct Paging {
    /// `Rows 1 to 20 of 38`.
    pub text: String,
    /// `Page 1 of 2`.
    pub page: String,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
}

/// What was just done, with the way to take it back.
#[derive(Clone, Debug)]
pub struct Done {
    /// One sentence.
    pub text: String,
    /// The number of the fix to take back.
    pub undo: Option<i64>,
    /// Whether something came to nothing.
    pub bad: bool,
}

/// The page on which errors are fixed.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/fix.html", blocks = ["wizard", "done"])]
pub struct FixPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// What is looked at.
    pub view: View,
    /// The numbers.
    pub tally: Tally,
    /// What is the matter with the whole plan.
    pub wide: Vec<Reason>,
    /// The causes of errors.
    pub errors: Vec<CauseLine>,
    /// The causes of warnings.
    pub warnings: Vec<CauseLine>,
    /// Causes that are too many to list, written out.
    pub further: Option<String>,
    /// The fixes of last time.
    pub last: Option<LastTime>,
    /// Find and replace, where it is open.
    pub replace: Option<Panel>,
    /// Where it opens.
    pub open_replace: Option<String>,
    /// The fixes made, the last one first.
    pub made: Vec<Made>,
    /// Whether the last fix taken back can be made again.
    pub redo: bool,
    /// The tabs.
    pub tabs: Vec<TabLine>,
    /// The heading of the cause whose rows alone are shown, and where all are shown again.
    pub only: Option<(String, String)>,
    /// The columns of the grid.
    pub columns: Vec<GridColumn>,
    /// The rows of the page.
    pub rows: Vec<GridRow>,
    /// What stands where no row is.
    pub empty: Option<String>,
    /// Which rows these are.
    pub paging: Paging,
    /// What was just done.
    pub done: Option<Done>,
}

impl FixPage {
    /// An address of this import's fixes, with the view to come back to.
    pub fn post(&self, action: &str) -> String {
        self.view.calm().on(format!("/imports/{}/fix/{action}", self.import))
    }

    /// The address of all rows, with nothing looked for.
    pub fn all_rows(&self) -> String {
        self.view.everything(self.import)
    }

    /// The open cell.
    pub fn editor(&self) -> Option<&Editor> {
        self.rows.iter().find_map(|row| row.editor.as_ref())
    }
}

impl CauseLine {
    /// Whether the words on the button say what becomes what by themselves.
    pub fn says_turn(&self) -> bool {
        self.sure.as_ref().is_none_or(|sure| sure.words.contains('→'))
    }
}

impl GridRow {
    /// Whether the cell of a field is the open one.
    pub fn editor_is(&self, key: &str) -> bool {
        self.editor.as_ref().is_some_and(|editor| editor.key == key)
    }
}
