//! An import that runs, one that is done, and one that could not be done.

use askama::Template;

use super::cost::Cost;
use crate::pages::filters;
use crate::pages::invitations::funnel::Funnel;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Bar};
use crate::pages::wizard::rows::{Filter, Line, Tile};
use crate::pages::wizard::top::Top;

/// How far an import is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Rows done, written out.
    pub done: String,
    /// `1,200 rows`: all of them.
    pub total: String,
    /// Rows done in per cent; nothing where it is not known here.
    pub percent: Option<u32>,
    /// What there is to say: `About 12 seconds left, 4,100 rows a second.`
    pub note: String,
}

/// An import that runs.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/running.html", blocks = ["wizard", "progress"])]
pub struct RunningPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// `Importing 212 users`.
    pub title: String,
    /// How far it is.
    pub progress: Progress,
}

/// An import that could not be done, however often it was tried. Nothing was changed.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/failed.html", blocks = ["wizard"])]
pub struct FailedPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// What happened.
    pub text: String,
    /// The number of the job, for whoever hosts Muster.
    pub job: i64,
}

/// One row of the outcome.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The row and its person.
    pub line: Line,
    /// The fate as a badge.
    pub fate: Badge,
    /// The invitation, where one went out.
    pub invite: Option<Badge>,
}

/// What there is to do about the invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo {
    /// `note-warn`, or nothing where nothing is the matter.
    pub class: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// `3 people were reached by neither`.
    pub title: String,
    /// What that means and what to do.
    pub text: String,
    /// Where, and the words for it.
    pub link: (String, String),
}

/// An import that is done.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/done.html", blocks = ["wizard"])]
pub struct DonePage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// `212 users are imported`.
    pub title: String,
    /// Who, when, how long, and what it took.
    pub text: String,
    /// Whether the original file is still there.
    pub original: bool,
    /// What to know about the file: when it is erased.
    pub file_note: String,
    /// The five fates.
    pub tiles: Vec<Tile>,
    /// All rows, written out.
    pub total: String,
    /// The fates as a bar.
    pub bar: Bar,
    /// Filters by fate.
    pub filters: Vec<Filter>,
    /// The rows of the page.
    pub rows: Vec<Happened>,
    /// Which rows these are.
    pub paging: String,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
    /// What it cost, where it cost something.
    pub cost: Option<Cost>,
    /// The invitations.
    pub funnel: Option<Funnel>,
    /// What there is to do about them, for whom they are to send.
    pub to_do: Vec<ToDo>,
    /// Rows that were left out because of an error.
    pub left_out: u32,
    /// Those, written out.
    pub left_out_rows: String,
}
