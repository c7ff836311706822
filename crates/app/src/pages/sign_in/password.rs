//! The page behind a one-time link, where a password is set.

use askama::Template;

use crate::pages::filters;

/// The form. Opening it uses nothing up; sending it does.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/password.html")]
pub struct PasswordPage {
    /// The one-time token of the link.
    pub token: String,
    /// Whom the link is for.
    pub first_name: String,
    /// The address to sign in with.
    pub email: String,
    /// The name of the account.
    pub account: String,
    /// Why the last password was not taken.
    pub problem: Option<String>,
}

/// What a link that was used, replaced or lapsed says. It tells nothing about anybody.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/link_gone.html")]
pub struct LinkGonePage;
