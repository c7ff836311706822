//! An import that runs, one that is done, and one that could not be done.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Bar};
use crate::pages::wizard::rows::{Filter, Line, Tile};
use crate::pages::wizard::top::Top;

/// How far an import is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Rows done, written out.
    pub done: String,
    /// All rows, written out.
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

/// A stage of the invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// `Invited`.
    pub word: &'static str,
    /// People, written out.
    pub count: String,
    /// `98 %`, or `people`.
    pub note: String,
}

/// A channel of the invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The icon.
    pub icon: &'static str,
    /// `By e-mail`.
    pub word: &'static str,
    /// `184 in the Outbox`.
    pub text: String,
    /// Where they are.
    pub href: Option<String>,
}

/// Invitations as a funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// The stages from the left.
    pub stages: Vec<Stage>,
    /// The shape, one path a stage.
    pub shape: Vec<Flow>,
    /// The sentence for those who cannot see it.
    pub sentence: String,
    /// The channels.
    pub channels: Vec<Channel>,
    /// What to know: `No mail service is set. Each message waits in the Outbox with its link.`
    pub note: Option<String>,
}

/// A piece of the funnel's shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The class of its fill.
    pub class: &'static str,
    /// The path in a box of 400 by 60.
    pub path: String,
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
    /// The invitations.
    pub funnel: Option<Funnel>,
    /// Rows that were left out because of an error.
    pub left_out: u32,
    /// Those, written out.
    pub left_out_rows: String,
}
