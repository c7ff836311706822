//! E-mail addresses in one normal form, the same on every database: trimmed, NFC, ASCII lower case, the domain as the
//! network writes it (IDNA).
//!
//! What passes is what a mail server of today accepts as somebody's own address: RFC 5321 without quoted local parts,
//! comments, address literals and host names without a dot.

use std::borrow::Cow;
use std::fmt;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use super::{has_control, is_invisible, trim};

pub use super::email_repair::suggest_email;
use super::look_alike::look_alike;

/// An address is at most this long, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
const MOST_BYTES: usize = 254;
/// What stands before the `@` is at most this long, in bytes (RFC 5321, 4.5.3.1.1).
const MOST_LOCAL_BYTES: usize = 64;

/// A label of a domain is at most this long, in bytes (RFC 1035, 2.3.4).
const MOST_LABEL_BYTES: usize = 63;

/// An e-mail address in normal form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address; see [`parse_email`].
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        parse_email(text).map(|address| Self(address.into_owned()))
    }

    /// The address in normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in normal form, as a text of its own.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for EmailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Why a text is no e-mail address, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailProblem {
    /// There is nothing.
    #[error("There is no address.")]
    Blank,
    /// There is no `@`.
    #[error("An address needs an @ between the name and the domain.")]
    NoAt,
    /// There is more than one `@`.
    #[error("There is more than one @ in it.")]
    ManyAts,
    /// Several addresses stand in one cell.
    #[error("There is more than one address in it. Each person has one.")]
    Several,
    /// A name stands beside the address.
    #[error("There is more than the address in it. Keep what is between < and >.")]
    DisplayName,
    /// Nothing stands before the `@`.
    #[error("Nothing stands before the @.")]
    NoName,
    /// Nothing stands after the `@`.
    #[error("Nothing stands after the @.")]
    NoDomain,
    /// A blank stands inside.
    #[error("There is a blank inside the address.")]
    Blanks,
    /// A control character stands inside.
    #[error("The address holds a control character, which cannot be seen. Type it anew.")]
    Control,
    /// A character cannot be in an address.
    #[error("“{0}” cannot stand in an address.")]
    Character(char),
    /// A letter of another script that only looks like one of those beside it.
    #[error("“{0}” is a letter of another script here, and only looks like the one that is meant.")]
    LookAlike(char),
    /// A quoted name before the `@`, or a comment in brackets.
    #[error("Quotes and brackets in an address are not accepted.")]
    Quoted,
    /// A number of a computer stands in place of a domain.
    #[error("The part after the @ is the number of a computer, not a domain.")]
    Literal,
    /// A dot at the start or end of the name before the `@`, or two in a row.
    #[error("Before the @, a dot stands at the start, at the end, or twice in a row.")]
    NameDots,
    /// The domain has no dot.
    #[error("The domain “{0}” has no ending such as .com.")]
    DomainDot(String),
    /// Two dots in a row in the domain, or one at an end.
    #[error("In the domain, a dot stands at the start, at the end, or twice in a row.")]
    DomainDots,
    /// The domain cannot exist.
    #[error("There can be no domain “{0}”.")]
    Domain(String),
    /// The ending of the domain is a typing error.
    #[error("No domain ends in .{found}; .{meant} does.")]
    Ending {
        /// The ending as it stands there.
        found: String,
        /// The ending that was surely meant.
        meant: &'static str,
    },
    /// The whole address is too long.
    #[error("The address is longer than {MOST_BYTES} characters.")]
    Long,
    /// The name before the `@` is too long.
    #[error("The part before the @ is longer than {MOST_LOCAL_BYTES} characters.")]
    NameLong,
}

/// Endings that no domain has, and what was meant.
pub(super) const ENDINGS: [(&str, &str); 12] = [
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("comm", "com"),
    ("coom", "com"),
    ("c0m", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("nte", "net"),
    ("ner", "net"),
    ("ogr", "org"),
    ("rog", "org"),
];

/// Reads one e-mail address. The answer is its normal form, borrowed where the text has that form already.
pub fn parse_email(text: &str) -> Result<Cow<'_, str>, EmailProblem> {
    let text = trim(text);
    if is_plain(text) {
        Ok(Cow::Borrowed(text))
    } else if text.is_ascii() {
        parse_ascii(text)
    } else {
        let composed = text.chars().filter(|character| !is_invisible(*character)).nfc().collect::<String>();
        let (local, domain) = split(composed.trim())?;
        if let Some(letter) = look_alike(&composed) {
            return Err(EmailProblem::LookAlike(letter));
        }
        check_local(local)?;
        Ok(Cow::Owned(normal(local, domain)?))
    }
}

/// Whether a text is surely an address in normal form: the short way for nearly all of them. `false` says nothing.
fn is_plain(text: &str) -> bool {
    let Some(at) = memchr::memchr(b'@', text.as_bytes()) else {
        return false;
    };
    let (local, domain) = text.as_bytes().split_at(at);
    let mut before = b'.';
    for byte in local {
        let word =
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'+' | b'\'');
        let separating = *byte == b'.' && before != b'.';
        if !(word || separating) {
            return false;
        }
        before = *byte;
    }
    let short = !local.is_empty() && local.len() <= MOST_LOCAL_BYTES && text.len() <= MOST_BYTES;
    short && before != b'.' && domain.get(1..).is_some_and(is_plain_domain)
}

/// Whether this is a domain of small letters and digits, with a hyphen at most between two of them, whose ending no
/// typing error has. Two hyphens in a row may be those of an encoded label.
fn is_plain_domain(domain: &[u8]) -> bool {
    let mut before = b'.';
    let mut label = 0;
    let mut letters = false;
    let mut dots = 0;
    for byte in domain {
        let word = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let between = matches!(before, b'.' | b'-');
        if !word && (between || !matches!(byte, b'.' | b'-')) {
            return false;
        }
        if *byte == b'.' {
            dots += 1;
            label = 0;
            letters = true;
        } else {
            label += 1;
            letters &= byte.is_ascii_lowercase();
        }
        if label > MOST_LABEL_BYTES {
            return false;
        }
        before = *byte;
    }
    let ending = domain.get(domain.len() - label..).unwrap_or(&[]);
    dots > 0 && letters && label >= 2 && ENDINGS.iter().all(|(wrong, _)| wrong.as_bytes() != ending)
}

/// An address of ASCII only: nothing to compose, and IDNA only where a label is encoded already.
fn parse_ascii(text: &str) -> Result<Cow<'_, str>, EmailProblem> {
    let (local, domain) = split(text)?;
    check_local(local)?;
    if domain.as_bytes().windows(4).any(|label| label.eq_ignore_ascii_case(b"xn--")) {
        return Ok(Cow::Owned(normal(local, domain)?));
    }
    check_domain(domain)?;
    check_length(local, text.len())?;
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let lower = text.to_ascii_lowercase();
        check_ending(&lower)?;
        return Ok(Cow::Owned(lower));
    }
    check_ending(text)?;
    Ok(Cow::Borrowed(text))
}

/// The address with its domain as the network writes it.
fn normal(local: &str, domain: &str) -> Result<String, EmailProblem> {
    let network = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Ignore)
        .map_err(|_| domain_problem(domain))?;
    check_domain(&network)?;
    let address = format!("{}@{network}", local.to_ascii_lowercase());
    check_length(local, address.len())?;
    check_ending(&address)?;
    Ok(address)
}

/// What stands before and after the one `@`.
fn split(text: &str) -> Result<(&str, &str), EmailProblem> {
    let Some((local, domain)) = text.split_once('@') else {
        return Err(if text.is_empty() { EmailProblem::Blank } else { no_at(text) });
    };
    if text.ends_with('>') && text.contains('<') {
        return Err(EmailProblem::DisplayName);
    }
    if domain.contains('@') {
        return Err(many_ats(text));
    }
    if local.trim().is_empty() {
        return Err(EmailProblem::NoName);
    }
    if domain.trim().is_empty() {
        return Err(EmailProblem::NoDomain);
    }
    Ok((local, domain))
}

fn no_at(text: &str) -> EmailProblem {
    match text.chars().find(|character| matches!(character, '\u{ff20}' | '\u{fe6b}')) {
        Some(lookalike) => EmailProblem::Character(lookalike),
        None => EmailProblem::NoAt,
    }
}

/// Several addresses, one with a quoted `@`, or one `@` too many.
fn many_ats(text: &str) -> EmailProblem {
    if text.starts_with('"') {
        return EmailProblem::Quoted;
    }
    let parts = text.split([',', ';', '/', '|', ' ', '\n', '\r', '\t']);
    if parts.filter(|part| part.contains('@')).count() > 1 {
        EmailProblem::Several
    } else {
        EmailProblem::ManyAts
    }
}

fn check_local(local: &str) -> Result<(), EmailProblem> {
    let mut before = '.';
    for character in local.chars() {
        if character == '.' && before == '.' {
            return Err(EmailProblem::NameDots);
        }
        if !is_local(character) {
            return Err(character_problem(local, character));
        }
        before = character;
    }
    if before == '.' { Err(EmailProblem::NameDots) } else { Ok(()) }
}

/// `atext` of RFC 5322, and letters, digits and marks of any script that are themselves in compatibility form: a
/// full-width letter only looks like one.
fn is_local(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character,
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' | '+' | '\'' | '!' | '#' | '$' | '%' | '&' | '*'
            | '/' | '=' | '?' | '^' | '`' | '{' | '|' | '}' | '~');
    }
    let letter = character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character);
    letter && std::iter::once(character).nfkc().eq(std::iter::once(character).nfc())
}

fn character_problem(part: &str, character: char) -> EmailProblem {
    match character {
        _ if has_control(part) => EmailProblem::Control,
        '"' | '(' | ')' => EmailProblem::Quoted,
        _ if character.is_whitespace() => EmailProblem::Blanks,
        _ => EmailProblem::Character(character),
    }
}

/// Labels of letters, digits and inner hyphens, with a dot between them; the last one no number.
fn check_domain(domain: &str) -> Result<(), EmailProblem> {
    let mut labels = 0;
    let mut last = "";
    for label in domain.split('.') {
        let good = !label.is_empty()
            && label.len() <= MOST_LABEL_BYTES
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !good {
            return Err(domain_problem(domain));
        }
        labels += 1;
        last = label;
    }
    if labels < 2 {
        return Err(EmailProblem::DomainDot(domain.to_owned()));
    }
    // Every top-level domain is letters only, two at least, or encoded.
    let letters = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let encoded =
        last.len() > 4 && last.as_bytes().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"xn--"));
    if letters || encoded { Ok(()) } else { Err(domain_problem(domain)) }
}

/// What is wrong with a domain that cannot be one.
fn domain_problem(domain: &str) -> EmailProblem {
    let odd = |character: &char| {
        character.is_ascii() && !character.is_ascii_alphanumeric() && !"-.".contains(*character)
    };
    if domain.starts_with('[') || domain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return EmailProblem::Literal;
    }
    if domain.starts_with('.') || domain.ends_with('.') || domain.contains("..") {
        return EmailProblem::DomainDots;
    }
    match domain.chars().find(|character| odd(character) || character.is_whitespace()) {
        Some(character) => character_problem(domain, character),
        None => EmailProblem::Domain(domain.to_owned()),
    }
}

fn check_length(local: &str, bytes: usize) -> Result<(), EmailProblem> {
    if local.len() > MOST_LOCAL_BYTES {
        return Err(EmailProblem::NameLong);
    }
    if bytes > MOST_BYTES { Err(EmailProblem::Long) } else { Ok(()) }
}

fn check_ending(address: &str) -> Result<(), EmailProblem> {
    let ending = address.rsplit('.').next().unwrap_or("");
    match ENDINGS.iter().find(|(wrong, _)| *wrong == ending) {
        Some((found, meant)) => Err(EmailProblem::Ending { found: (*found).to_owned(), meant }),
        None => Ok(()),
    }
}
