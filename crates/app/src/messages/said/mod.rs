//! What messages say in each language, where an account has no words of its own.
//!
//! All of it is data, in `languages`. A text message is in letters of GSM 03.38 in every language, so that 160 of them fit
//! into one piece and not 70: where a language lacks a word in them, it says the same in another.

mod languages;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Language;

use crate::pages::words;

/// The words of one language. `{company}`, `{code}` and `{link}` stand for what they say; the invitation has the placeholders
/// that its Admins have: [`super::templates::Placeholder`].
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// What the language calls itself, and what English calls it.
    pub names: (&'static str, &'static str),
    /// How a day is written, in the letters of `strftime`; nothing where it is written as on our pages.
    pub day: Option<&'static str>,
    /// The invitation.
    pub invitation: Invited,
    /// A code.
    pub code: Letter,
    /// A link for a new password.
    pub password: Letter,
    /// To an e-mail address that a person had before.
    pub email_changed: Letter,
    /// To a phone that a person had before.
    pub phone_changed: Letter,
}

/// An invitation, in templates.
#[derive(Clone, Copy, Debug)]
pub struct Invited {
    /// The subject of the e-mail.
    pub subject: &'static str,
    /// The e-mail.
    pub email: &'static str,
    /// The text message.
    pub text: &'static str,
    /// What stands on the button of the e-mail, whoever wrote the rest.
    pub button: &'static str,
}

/// A message that is not an invitation.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    /// The subject of the e-mail.
    pub subject: &'static str,
    /// What is.
    pub text: &'static str,
    /// What leads over to a link in an e-mail that shows text only; nothing where there is none.
    pub open: &'static str,
    /// What stands on the button; nothing where there is none.
    pub button: &'static str,
    /// What to do about it, or not.
    pub care: &'static str,
    /// The text message.
    pub short: &'static str,
}

impl Letter {
    /// Every text of it.
    pub const fn texts(&self) -> [&'static str; 6] {
        [self.subject, self.text, self.open, self.button, self.care, self.short]
    }
}

impl Said {
    /// The messages that are not invitations.
    pub const fn letters(&self) -> [&Letter; 4] {
        [&self.code, &self.password, &self.email_changed, &self.phone_changed]
    }
}

/// What is said in a language.
pub const fn said(language: Language) -> &'static Said {
    match language {
        Language::English => &languages::ENGLISH,
        Language::German => &languages::GERMAN,
        Language::Spanish => &languages::SPANISH,
        Language::French => &languages::FRENCH,
        Language::Portuguese => &languages::PORTUGUESE,
        Language::Italian => &languages::ITALIAN,
        Language::Dutch => &languages::DUTCH,
        Language::Polish => &languages::POLISH,
    }
}

/// The day of a time, as a message in a language says it: in numbers but in English, because the names of months have letters
/// that make a text message longer.
pub fn day(language: Language, time: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match said(language).day {
        Some(format) => time.to_zoned_datetime(zone.clone()).strftime(format).to_string(),
        None => words::day(time, now, zone),
    }
}

/// A text with everything in its place, in one pass: whatever a value holds, it is no place itself.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((word, after)) = behind.split_once('}') else { break };
        let value = values.iter().find(|(place, _)| *place == word);
        filled.push_str(value.map_or("", |(_, value)| *value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::segments::{Alphabet, length};
    use crate::messages::templates::{Part, Piece, default, pieces, tidy, wrong};

    /// The placeholders of a text, in the order of the alphabet.
    fn places(text: &str) -> Vec<String> {
        let mut places: Vec<String> =
            text.split('{').skip(1).map(|one| one.split_once('}').unwrap().0.to_owned()).collect();
        places.sort();
        places
    }

    #[test]
    fn every_message_is_there_in_every_language_with_the_same_placeholders() {
        let english = said(Language::English);
        for language in Language::ALL {
            let this = said(language);
            for (theirs, ours) in this.letters().into_iter().zip(english.letters()) {
                for (text, one) in theirs.texts().into_iter().zip(ours.texts()) {
                    assert_eq!(places(text), places(one), "{language:?}: {text:?}");
                    assert_eq!(text.is_empty(), one.is_empty(), "{language:?}: {text:?} for {one:?}");
                    assert!(
                        language == Language::English || text.is_empty() || text != one,
                        "{language:?}: {text}"
                    );
                }
            }
            let (theirs, ours) = (default(language), default(Language::English));
            for (part, text, one) in [
                (Part::Subject, theirs.subject, ours.subject),
                (Part::Email, theirs.email, ours.email),
                (Part::Text, theirs.text, ours.text),
            ] {
                assert_eq!(wrong(part, &text), None, "{language:?}");
                assert_eq!(tidy(&text), text, "{language:?}");
                assert_eq!(places(&text), places(&one), "{language:?}: {text}");
                assert!(pieces(&text).unwrap().iter().any(|piece| matches!(piece, Piece::Place(_))));
            }
            assert!(!this.invitation.button.is_empty());
        }
    }

    #[test]
    fn a_text_message_is_short_and_in_letters_of_seven_bits_in_every_language() {
        let link = "https://muster.northwind.example/join/3q2-7wAAAABzHk0qFm9cY5x3q2-7wAAA";
        for language in Language::ALL {
            let this = said(language);
            let zone = TimeZone::UTC;
            let now: Timestamp = "2026-08-01T09:00:00Z".parse().unwrap();
            let until = day(language, "2026-08-15T09:00:00Z".parse().unwrap(), now, &zone);
            let values = [
                ("company", "Northwind Sales"),
                ("code", "042917"),
                ("link", link),
                ("expiry", until.as_str()),
            ];
            let mut texts: Vec<&str> = this.letters().iter().map(|letter| letter.short).collect();
            texts.push(this.invitation.text);
            for text in texts {
                let text = fill(text, &values);
                let length = length(&text);
                assert_eq!((length.alphabet, length.segments), (Alphabet::Gsm7, 1), "{length:?}: {text}");
            }
        }
    }

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        let (time, now) = ("2026-03-26T12:00:00Z".parse().unwrap(), "2026-03-12T12:00:00Z".parse().unwrap());
        let days = Language::ALL.map(|language| day(language, time, now, &TimeZone::UTC));
        let expected = [
            "26 Mar",
            "26.03.2026",
            "26/03/2026",
            "26/03/2026",
            "26/03/2026",
            "26/03/2026",
            "26-03-2026",
            "26.03.2026",
        ];
        assert_eq!(days, expected);
    }

    #[test]
    fn what_a_value_holds_is_no_place() {
        assert_eq!(
            fill("{code} is for {company}.", &[("code", "{company}"), ("company", "{code}")]),
            "{company} is for {code}."
        );
    }
}
