//! What the messages say. Their links begin with the one public address, never with what a request said, and names in
//! them are nothing but names: see [`name::plain`].

pub mod html;
pub mod invitation;
pub mod name;
pub mod notices;
pub mod said;
pub mod segments;
pub mod sender;
pub mod templates;

use store::Token;

pub use self::invitation::{Invitation, Rendered};

use crate::config::PublicUrl;

/// The link by which the first Admin of an account sets a password.
pub fn password_link(public: &PublicUrl, token: &Token) -> String {
    public.of_path(&format!("/welcome/{}", token.as_str()))
}

/// The link by which somebody who was invited joins.
pub fn join_link(public: &PublicUrl, token: &Token) -> String {
    public.of_path(&format!("/join/{}", token.as_str()))
}

/// A message in words. A text message is its text alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The subject of the e-mail.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}
