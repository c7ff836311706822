//! An invitation in words: an account's texts, filled for one person.
//!
//! An Admin writes text; the page of the e-mail is made of it, a paragraph for each, the link on a button. Names come from
//! spreadsheets and are nothing but names in it: see [`super::name::plain`].

use store::Language;
use store::templates::Templates;

use super::html::Letter;
use super::name::plain;
use super::said::said;
use super::templates::{self, Piece, Placeholder, pieces};

/// An invitation, before it is put into words.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// The language of the account: of the button, and of the texts where it has none of its own.
    pub language: Language,
    /// The account's texts.
    pub templates: &'a Templates,
    /// The name of the account.
    pub account: &'a str,
    /// The given name of whom it is for.
    pub first_name: &'a str,
    /// The name of who invited them.
    pub sender: &'a str,
    /// The link.
    pub link: &'a str,
    /// The day on which the link lapses: `26 March`.
    pub until: &'a str,
}

/// An invitation in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The subject of the e-mail: one line.
    pub subject: String,
    /// The e-mail as text.
    pub text: String,
    /// The e-mail as a page.
    pub html: String,
    /// The text message.
    pub sms: String,
}

/// The e-mail in the pieces that a page is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraphs {
    /// Those before the button.
    pub before: Vec<String>,
    /// Those behind it.
    pub after: Vec<String>,
}

impl Invitation<'_> {
    /// Puts the invitation into words.
    pub fn render(&self) -> Rendered {
        let Paragraphs { before, after } = self.paragraphs();
        let html = Letter {
            language: self.language,
            before: before.iter().map(String::as_str).collect(),
            button: Some((said(self.language).invitation.button, self.link)),
            after: after.iter().map(String::as_str).collect(),
        };
        let text = self.filled(&self.templates.email, |default| default.email);
        Rendered {
            subject: one_line(&self.filled(&self.templates.subject, |default| default.subject)),
            text: format!("{}\n", text.trim_end()),
            html: html.render(),
            sms: self.filled(&self.templates.text, |default| default.text),
        }
    }

    /// The paragraphs of the e-mail before and behind its button, which stands where the link does.
    pub fn paragraphs(&self) -> Paragraphs {
        let text = self.filled(&self.templates.email, |default| default.email);
        let (mut before, mut after, mut passed) = (Vec::new(), Vec::new(), false);
        for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            let is_link = paragraph == self.link;
            if !is_link || passed {
                let side = if passed { &mut after } else { &mut before };
                side.push(paragraph.to_owned());
            }
            passed |= paragraph.contains(self.link);
        }
        Paragraphs { before, after }
    }

    /// A template with everything in its place. One that cannot be read, which none is that was kept, is the default.
    fn filled(&self, template: &str, default: fn(Templates) -> String) -> String {
        if let Ok(pieces) = pieces(template) {
            return self.put_in(&pieces);
        }
        let default = default(templates::default(self.language));
        pieces(&default).map(|pieces| self.put_in(&pieces)).unwrap_or_default()
    }

    fn put_in(&self, pieces: &[Piece<'_>]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(said) => text.push_str(said),
                Piece::Place(place) => {
                    let value = self.value(*place);
                    // A name of which nothing is left leaves no gap before the comma.
                    if value.is_empty() && text.ends_with(' ') {
                        text.pop();
                    }
                    text.push_str(&value);
                }
            }
        }
        text
    }

    fn value(&self, place: Placeholder) -> String {
        match place {
            Placeholder::FirstName => plain(self.first_name),
            Placeholder::Company => plain(self.account),
            Placeholder::Sender => plain(self.sender),
            Placeholder::Link => self.link.to_owned(),
            Placeholder::Expiry => self.until.to_owned(),
        }
    }
}

/// A text without anything that could begin another header.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://muster.example/join/4Zs0vZk1b8";

    fn rendered(templates: &Templates, first_name: &str, sender: &str) -> Rendered {
        let until = "26 March";
        Invitation {
            language: Language::English,
            templates,
            account: "Northwind Field Sales",
            first_name,
            sender,
            link: LINK,
            until,
        }
        .render()
    }

    #[test]
    fn everything_is_put_in_its_place() {
        let templates = Templates {
            subject: "{sender} invites you to {company}".into(),
            email: "Hi {first name},\n\njoin us here: {link}\nuntil {expiry}.\n\nBest,\n{sender}".into(),
            text: "{first name}, join {company}: {link}".into(),
        };
        let words = rendered(&templates, "Ana", "Dana Mitchell");
        assert_eq!(words.subject, "Dana Mitchell invites you to Northwind Field Sales");
        assert_eq!(
            words.text,
            format!("Hi Ana,\n\njoin us here: {LINK}\nuntil 26 March.\n\nBest,\nDana Mitchell\n")
        );
        assert_eq!(words.sms, format!("Ana, join Northwind Field Sales: {LINK}"));
        assert_eq!(words.html.matches(&format!("href=\"{LINK}\"")).count(), 1);
        assert!(words.html.contains("Best,<br>Dana Mitchell</p>"), "{}", words.html);
        let (button, signature) =
            (words.html.find("Set your password and join").unwrap(), words.html.find("Best").unwrap());
        assert!(button < signature && words.html.find("join us here").unwrap() < button);
    }

    #[test]
    fn a_link_that_stands_alone_becomes_the_button() {
        let words = rendered(&templates::default(Language::English), "Ana", "Dana");
        assert_eq!(
            words.html.matches("<p ").count(),
            5,
            "three paragraphs, the button and the link: {}",
            words.html
        );
        assert!(
            words.text.starts_with("Hello Ana,\n\nNorthwind Field Sales works with Muster"),
            "{}",
            words.text
        );
    }

    #[test]
    fn a_name_is_no_markup_no_header_and_no_link() {
        for name in [
            "<a href=https://evil.example>click</a>",
            "Ana\r\nBcc: all@x.example",
            "https://evil.example/x",
            "evil.example",
            "{link}",
            "\u{202e}moc.live",
        ] {
            let words = rendered(&templates::default(Language::English), name, name);
            assert!(
                !words.html.contains("<a href=https") && !words.html.contains("evil.example"),
                "{}",
                words.html
            );
            assert_eq!(words.html.matches("href=").count(), 1, "{name}: {}", words.html);
            assert!(!words.subject.contains(['\r', '\n']) && words.subject.starts_with("Your invitation"));
            for text in [&words.text, &words.sms] {
                assert_eq!(text.matches("://").count(), 1, "{name}: {text}");
                assert_eq!(text.matches(LINK).count(), 1, "{name}: {text}");
            }
        }
    }

    #[test]
    fn a_name_of_which_nothing_is_left_leaves_no_gap() {
        let words = rendered(&templates::default(Language::English), "\u{200b}", "Dana");
        assert!(words.text.starts_with("Hello,\n\n"), "{}", words.text);
    }
}
