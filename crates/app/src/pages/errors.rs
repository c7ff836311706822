//! The page that an error shows to a browser.

use askama::Template;

use super::filters;
use super::ui::Link;

/// What went wrong, what to do, and the way on.
#[derive(Clone, Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// What is, in a few words.
    pub title: &'static str,
    /// What that means and what to do.
    pub text: String,
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
    /// The way on.
    pub link: Link,
    /// The id of the request in the log, where somebody may have to look for it.
    pub request: Option<String>,
}
