//! What the messages say. Their links begin with the one public address, never with what a request said, and names in
//! them are nothing but names: see [`name::plain`].

pub mod html;
pub mod name;
pub mod notices;

use store::Token;

use self::html::Letter;
use self::name::plain;

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
        format!("Your invitation to {}", plain(self.account))
    }

    /// The text of the e-mail.
    pub fn email(&self) -> String {
        let (greeting, work, once) = self.sentences();
        format!(
            "{greeting}\n\n{work} Open this link to set your password and join:\n\n{}\n\n{once}\n",
            self.link
        )
    }

    /// The page of the e-mail.
    pub fn html(&self) -> String {
        let (greeting, work, once) = self.sentences();
        let before = vec![greeting.as_str(), work.as_str()];
        Letter { before, button: Some(("Set your password and join", self.link)), after: vec![&once] }
            .render()
    }

    /// The text message: one line, the link at its end so that phones make it one.
    pub fn text(&self) -> String {
        let Self { account, link, until, .. } = self;
        format!("{} invites you. Set your password until {until}: {link}", plain(account))
    }

    fn sentences(&self) -> (String, String, String) {
        let (account, name) = (plain(self.account), plain(self.first_name));
        let greeting = if name.is_empty() { "Hello,".to_owned() } else { format!("Hello {name},") };
        let work = format!("{account} works with Muster, and you are invited.");
        let once = format!("The link is for you alone. It works once, until {}.", self.until);
        (greeting, work, once)
    }
}
