//! The page of the log.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Choice, Moment, Pager};

/// Somebody or something that an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whom {
    /// What it is called now.
    pub name: String,
    /// Its page, if it has one.
    pub href: Option<String>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: i64,
    /// When it was done.
    pub when: Moment,
    /// Who did it.
    pub by: Whom,
    /// What was done: `Renamed a team`.
    pub what: String,
    /// To whom or to what.
    pub to: Vec<Whom>,
    /// What it was before, where that is told.
    pub before: Option<String>,
    /// What it is since, or more about it.
    pub after: Option<String>,
    /// Where the request came from.
    pub from: Option<String>,
}

/// What the log is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The kinds of action to choose from.
    pub what: Vec<Choice>,
    /// The people to choose from.
    pub who: Vec<Choice>,
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Whether it narrows anything.
    pub narrows: bool,
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "audit/list.html")]
pub struct AuditPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The time zone of the times: `Chicago time`.
    pub zone: String,
    /// What the log is narrowed to.
    pub filter: Filter,
    /// Where the log is taken away as a file.
    pub download: String,
    /// The entries, the newest first.
    pub lines: Vec<Line>,
    /// `50 entries, the newest first`.
    pub summary: String,
    /// The way through the log.
    pub pager: Pager,
}
