//! The page where people sign in.

use askama::Template;

use crate::pages::filters;

/// The form, and why it did not work the last time.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "sign_in/form.html")]
pub struct SignInPage {
    /// The address as it was typed.
    pub email: String,
    /// What is wrong, and what to do.
    pub problem: Option<String>,
    /// What happened before: signed out, or the session ended.
    pub notice: Option<&'static str>,
    /// Where to go afterwards: a path of this panel.
    pub next: Option<String>,
}
