//! The page on which the words of invitations are changed, with a look at them as one person gets them.

use askama::Template;

use super::Section;
use crate::messages::templates::Placeholder;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::Choice;

/// A text and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The text as it was typed.
    pub text: String,
    /// Why it cannot be sent.
    pub wrong: Option<String>,
}

/// Whom the preview is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The phone.
    pub phone: String,
}

/// The messages as one person gets them.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who that is.
    pub person: Person,
    /// From whom, as the mail program shows it.
    pub account: String,
    /// The subject.
    pub subject: String,
    /// Paragraphs of the e-mail before the button, each in its lines.
    pub before: Vec<Vec<String>>,
    /// What stands on the button.
    pub button: &'static str,
    /// The link below it.
    pub link: String,
    /// Paragraphs behind it.
    pub after: Vec<Vec<String>>,
    /// The e-mail for programs that show text only.
    pub text: String,
    /// The text message.
    pub sms: String,
    /// `2 segments, 186 of 306 letters.`
    pub length: String,
    /// What that comes of: letters that make it longer.
    pub note: Option<String>,
    /// Whether it is longer than one segment.
    pub long: bool,
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/messages.html", blocks = ["preview"])]
pub struct MessagesPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The languages to choose from.
    pub languages: Vec<Choice>,
    /// The subject of the e-mail.
    pub subject: Field,
    /// The e-mail.
    pub email: Field,
    /// The text message.
    pub text: Field,
    /// Whether the account has said anything of its own.
    pub own: bool,
    /// The people to look at it as.
    pub people: Vec<Choice>,
    /// The messages, where they can be made of what is typed.
    pub preview: Option<Preview>,
}

impl MessagesPage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::Messages.tabs()
    }

    /// The placeholders with what they stand for.
    const fn placeholders() -> [Placeholder; 5] {
        Placeholder::ALL
    }

    /// What keeps the texts from being sent, each with its name.
    fn problems(&self) -> Vec<&str> {
        [&self.subject, &self.email, &self.text]
            .into_iter()
            .filter_map(|field| field.wrong.as_deref())
            .collect()
    }
}
