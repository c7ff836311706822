//! Messages other than invitations: a code, a link for a password, a word to the address somebody had before.

use store::Language;
use store::messages::{Channel, NoticeKind};

use super::Words;
use super::html;
use super::name::plain;
use super::said::{Letter, fill, said};

/// A notice, before it is put into words.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// The language of the account.
    pub language: Language,
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
        let (letter, account) = (self.letter(), plain(self.account));
        let fill = |text| fill(text, &[("company", &account), ("code", self.brings), ("link", self.brings)]);
        let [subject, text, open, button, care, short] = letter.texts().map(fill);
        let html = html::Letter {
            language: self.language,
            before: vec![&text],
            button: (!button.is_empty()).then_some((button.as_str(), self.brings)),
            after: vec![&care],
        };
        let html = html.render();
        let text = match (self.channel, open.is_empty()) {
            (Channel::Text, _) => short,
            (Channel::Email, true) => format!("{text}\n\n{care}\n"),
            (Channel::Email, false) => format!("{text} {open}\n\n{}\n\n{care}\n", self.brings),
        };
        Words { subject, text, html }
    }

    const fn letter(&self) -> &'static Letter {
        let said = said(self.language);
        match (self.kind, self.channel) {
            (NoticeKind::Code, _) => &said.code,
            (NoticeKind::Password, _) => &said.password,
            (NoticeKind::Changed, Channel::Email) => &said.email_changed,
            (NoticeKind::Changed, Channel::Text) => &said.phone_changed,
        }
    }
}
