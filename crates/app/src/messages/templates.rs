//! The words of an account's invitations: texts with placeholders, which the account's Admins may change.

use store::Language;
use store::templates::Templates;

use super::said::said;

/// What stands for something else in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// The given name of whom it is for.
    FirstName,
    /// The name of the account.
    Company,
    /// The name of who invited them.
    Sender,
    /// The link.
    Link,
    /// The day on which the link lapses.
    Expiry,
}

impl Placeholder {
    /// Every placeholder.
    pub const ALL: [Self; 5] = [Self::FirstName, Self::Company, Self::Sender, Self::Link, Self::Expiry];

    /// What stands between the braces.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FirstName => "first name",
            Self::Company => "company",
            Self::Sender => "sender",
            Self::Link => "link",
            Self::Expiry => "expiry",
        }
    }

    /// What it stands for.
    pub const fn means(self) -> &'static str {
        match self {
            Self::FirstName => "the person’s first name",
            Self::Company => "the name of your company",
            Self::Sender => "the name of whoever imported the person",
            Self::Link => "the person’s own link",
            Self::Expiry => "the day on which the link lapses",
        }
    }

    fn of(word: &str) -> Option<Self> {
        let folded = word.trim().to_lowercase().replace(['_', '-'], " ");
        Self::ALL.into_iter().find(|one| one.word() == folded)
    }
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// Something else's place.
    Place(Placeholder),
}

/// Cuts a template into its pieces.
///
/// # Errors
/// A sentence where a brace is not closed or what it holds is no placeholder.
pub fn pieces(template: &str) -> Result<Vec<Piece<'_>>, String> {
    let (mut pieces, mut rest) = (Vec::new(), template);
    while let Some((before, behind)) = rest.split_once('{') {
        push(&mut pieces, before)?;
        let (word, after) = behind.split_once('}').ok_or_else(|| {
            "A brace { is opened and not closed. Braces stand around placeholders only.".to_owned()
        })?;
        let place = Placeholder::of(word).ok_or_else(|| unknown(word))?;
        pieces.push(Piece::Place(place));
        rest = after;
    }
    push(&mut pieces, rest)?;
    Ok(pieces)
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str) -> Result<(), String> {
    if text.contains('}') {
        return Err(
            "A brace } is closed and was not opened. Braces stand around placeholders only.".to_owned()
        );
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(())
}

fn unknown(word: &str) -> String {
    let word: String = word.chars().take(40).collect();
    let all = Placeholder::ALL.map(|one| format!("{{{}}}", one.word()));
    let (last, others) = all
        .split_last()
        .map_or((String::new(), String::new()), |(last, others)| (last.clone(), others.join(", ")));
    format!("{{{word}}} is no placeholder. There are {others} and {last}.")
}

/// Which of the three texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The subject of the e-mail.
    Subject,
    /// The e-mail.
    Email,
    /// The text message.
    Text,
}

impl Part {
    const fn most(self) -> usize {
        match self {
            Self::Subject => 120,
            Self::Email => 5_000,
            Self::Text => 600,
        }
    }

    const fn named(self) -> &'static str {
        match self {
            Self::Subject => "The subject",
            Self::Email => "The e-mail",
            Self::Text => "The text message",
        }
    }
}

/// What is wrong with a text, as a sentence; nothing where it can be sent.
pub fn wrong(part: Part, template: &str) -> Option<String> {
    let named = part.named();
    let letters = template.chars().count();
    if template.trim().is_empty() {
        return Some(format!("{named} is empty."));
    }
    if letters > part.most() {
        return Some(format!("{named} has {letters} letters; {} is the most.", part.most()));
    }
    if part == Part::Subject && template.contains(['\n', '\r']) {
        return Some("The subject is one line.".to_owned());
    }
    let pieces = match pieces(template) {
        Ok(pieces) => pieces,
        Err(problem) => return Some(problem),
    };
    let has_link = pieces.contains(&Piece::Place(Placeholder::Link));
    match part {
        Part::Subject if has_link => {
            Some("The subject cannot hold {link}: no program opens it there.".to_owned())
        }
        Part::Email | Part::Text if !has_link => {
            Some(format!("{named} needs {{link}}: without it nobody can join."))
        }
        _ => None,
    }
}

/// A text as it is kept: one kind of line break, no other control characters, nothing blank around it.
pub fn tidy(template: &str) -> String {
    let lines = template.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    kept.trim().to_owned()
}

/// What is said in a language where an account has not said anything else.
pub fn default(language: Language) -> Templates {
    let words = &said(language).invitation;
    Templates {
        subject: words.subject.to_owned(),
        email: words.email.to_owned(),
        text: words.text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_known_in_any_case_and_others_are_named() {
        assert_eq!(
            pieces("Hi {First_Name}!").unwrap(),
            [Piece::Text("Hi "), Piece::Place(Placeholder::FirstName), Piece::Text("!")]
        );
        let expected = "{frist name} is no placeholder. There are {first name}, {company}, {sender}, {link} and {expiry}.";
        assert_eq!(pieces("{frist name}").unwrap_err(), expected);
        assert!(pieces("{link").unwrap_err().contains("not closed"));
        assert!(pieces("link}").unwrap_err().contains("not opened"));
    }

    #[test]
    fn a_text_that_cannot_be_sent_is_refused_in_one_sentence() {
        for (part, template, why) in [
            (Part::Text, "Hello {first name}", "The text message needs {link}: without it nobody can join."),
            (Part::Email, "Hello", "The e-mail needs {link}: without it nobody can join."),
            (Part::Subject, "Open {link}", "The subject cannot hold {link}: no program opens it there."),
            (Part::Subject, "a\nBcc: x@y.example", "The subject is one line."),
            (Part::Subject, "  ", "The subject is empty."),
        ] {
            assert_eq!(wrong(part, template).as_deref(), Some(why));
        }
        let long = format!("{{link}}{}", "a".repeat(600));
        assert_eq!(wrong(Part::Text, &long).unwrap(), "The text message has 606 letters; 600 is the most.");
    }

    #[test]
    fn line_breaks_are_of_one_kind_and_other_control_characters_go() {
        assert_eq!(tidy(" a\r\nb\rc\u{0}\u{1b}d\te \n"), "a\nb\ncde");
    }
}
