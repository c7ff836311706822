//! Messages other than invitations: a code, a link for a password, a word to the address somebody had before.

use store::messages::{Channel, NoticeKind};

use super::Words;
use super::html::Letter;
use super::name::plain;

/// A notice, before it is put into words.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// The name of the account.
    pub account: &'a str,
    /// What it says.
    pub kind: NoticeKind,
    /// How it goes.
    pub channel: Channel,
    /// The code or the link that it brings; nothing where it brings neither.
    pub brings: &'a str,
}

impl Notice<'_> {
    /// The notice in words.
    pub fn words(&self) -> Words {
        let account = plain(self.account);
        match self.kind {
            NoticeKind::Code => self.code(&account),
            NoticeKind::Password => self.password(&account),
            NoticeKind::Changed => self.changed(&account),
        }
    }

    fn code(&self, account: &str) -> Words {
        let text = format!("{} is your code for {account}. It holds for 10 minutes.", self.brings);
        let care = "Nobody from us will ever ask you for it. If you did not ask for a code, you need not do anything.";
        Words {
            subject: format!("{} is your code for {account}", self.brings),
            html: Letter { before: vec![&text], button: None, after: vec![care] }.render(),
            text: self.long(text, care),
        }
    }

    fn password(&self, account: &str) -> Words {
        let link = self.brings;
        let ask = format!("Somebody asked to set a new password for your sign-in at {account}.");
        let care = "The link works once. If you did not ask for it, you need not do anything.";
        let text = match self.channel {
            Channel::Email => format!("{ask} Open this link to set it:\n\n{link}\n\n{care}\n"),
            Channel::Text => format!("Set a new password for {account}: {link}"),
        };
        let html =
            Letter { before: vec![&ask], button: Some(("Set a new password", link)), after: vec![care] };
        Words { subject: format!("Set a new password for {account}"), html: html.render(), text }
    }

    fn changed(&self, account: &str) -> Words {
        let what = match self.channel {
            Channel::Email => "e-mail address",
            Channel::Text => "phone number",
        };
        let text = format!("This {what} is no longer used to sign in at {account}.");
        let care = "If that is a mistake, tell an Admin of your company.";
        Words {
            subject: format!("Your {what} at {account} was changed"),
            html: Letter { before: vec![&text], button: None, after: vec![care] }.render(),
            text: format!("{text} {care}"),
        }
    }

    /// The text with what an e-mail has room for.
    fn long(&self, text: String, care: &str) -> String {
        if self.channel == Channel::Email { format!("{text}\n\n{care}\n") } else { text }
    }
}
