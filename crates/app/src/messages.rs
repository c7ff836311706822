//! What the messages say. Their links begin with the one public address, never with what a request said.

use store::Token;

use crate::config::PublicUrl;

/// The link by which the first Admin of an account sets a password.
pub fn password_link(public: &PublicUrl, token: &Token) -> String {
    public.of_path(&format!("/welcome/{}", token.as_str()))
}

/// The link by which somebody who was invited joins.
pub fn join_link(public: &PublicUrl, token: &Token) -> String {
    public.of_path(&format!("/join/{}", token.as_str()))
}

/// An invitation, before it is put into words.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// The name of the account.
    pub account: &'a str,
    /// The given name of whom it is for.
    pub first_name: &'a str,
    /// The link.
    pub link: &'a str,
    /// The day on which the link lapses: `26 March`.
    pub until: &'a str,
}

impl Invitation<'_> {
    /// The subject of the e-mail.
    pub fn subject(&self) -> String {
        format!("Your invitation to {}", self.account)
    }

    /// The text of the e-mail.
    pub fn email(&self) -> String {
        let Self { account, first_name, link, until } = self;
        format!(
            "Hello {first_name},\n\n{account} works with Muster, and you are invited. Open this link to set your \
             password and join:\n\n{link}\n\nThe link is for you alone. It works once, until {until}.\n"
        )
    }

    /// The text message: one line, the link at its end so that phones make it one.
    pub fn text(&self) -> String {
        let Self { account, link, until, .. } = self;
        format!("{account} invites you. Set your password until {until}: {link}")
    }
}
