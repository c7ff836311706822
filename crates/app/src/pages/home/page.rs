//! The page.

use askama::Template;

use super::people::People;
use super::wants::Want;
use crate::pages::filters;
use crate::pages::imports::{Finished, ImportsPage, Seats, Unfinished};
use crate::pages::layout::Shell;

/// The page that opens after signing in.
#[derive(Clone, Debug, Template)]
#[template(path = "home/page.html")]
pub struct HomePage {
    /// Who is signed in.
    pub shell: Shell,
    /// Seats used and paid for; nothing for a Manager.
    pub seats: Option<Seats>,
    /// What somebody can do something about.
    pub wants: Vec<Want>,
    /// The latest imports to go on with.
    pub unfinished: Vec<Unfinished>,
    /// How many more of them there are.
    pub more: u32,
    /// People by status; nothing for a Manager, and while there is nobody but who began.
    pub people: Option<People>,
    /// The latest imports that ended.
    pub history: Vec<Finished>,
}

impl HomePage {
    /// Whether nothing was ever imported, so that the page says how to begin.
    fn is_first_day(&self) -> bool {
        self.unfinished.is_empty() && self.history.is_empty()
    }

    /// The words and colours of the bars.
    fn legend() -> [(&'static str, &'static str); 5] {
        ImportsPage::legend()
    }

    /// `3 more unfinished imports`.
    fn said_more(&self) -> String {
        if self.more == 1 {
            "1 more unfinished import".to_owned()
        } else {
            format!("{} more unfinished imports", self.more)
        }
    }
}
