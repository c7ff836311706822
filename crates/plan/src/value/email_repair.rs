//! Obvious repairs of addresses that cannot be read: typing errors, and what comes along when an address is copied.

use unicode_normalization::UnicodeNormalization;

use super::email::{ENDINGS, parse_email};
use super::email_domain::only_ending;
use super::is_invisible;
use super::look_alike::{look_alike, meant};

/// What was surely meant by a text that is no address: `ana@@x.com`, `ana at x.com`, `Ana <ana@x.com>`, `ana@x,com`.
/// `None` where the repaired text is no address either, or where more than one address stands in it.
pub fn suggest_email(text: &str) -> Option<String> {
    let plain = text.nfkc().filter(|character| !is_invisible(*character)).collect::<String>();
    let plain = if look_alike(plain.trim()).is_some() { in_our_script(&plain) } else { plain };
    let text = between_brackets(plain.trim());
    let text = without_remarks(without_label(without_scheme(text)));
    let text = text.trim_matches(|character: char| character.is_whitespace() || AROUND.contains(&character));
    let text = words_as_signs(text);
    let (local, rest) = text.split_once('@')?;
    let domain = rest.trim_start_matches(|character: char| character == '@' || character.is_whitespace());
    let domain = with_dot(with_good_ending(&single_dots(&domain.replace(',', "."))));
    let address = format!("{}@{domain}", local_without_double_dots(local));
    parse_email(&address).ok().map(std::borrow::Cow::into_owned)
}

/// What comes along at both ends of an address that is copied.
const AROUND: [char; 23] = [
    '.', ',', ';', ':', '<', '>', '"', '\'', '(', ')', '[', ']', '/', '*', '“', '”', '„', '‘', '’', '‚', '«',
    '»', '`',
];

/// The same text with the letters that those of other scripts look like.
fn in_our_script(text: &str) -> String {
    text.chars().map(|letter| meant(letter).unwrap_or(letter)).collect()
}

/// The address behind the word that says what it is: `E-Mail: ana@x.com`.
fn without_label(text: &str) -> &str {
    match text.split_once(':') {
        Some((label, address)) if !label.contains('@') && address.contains('@') => address.trim_start(),
        _ => text,
    }
}

/// The address before what was copied with it or written behind it: `ana@x.com?subject=Hi`, `ana@x.com (private)`.
fn without_remarks(text: &str) -> &str {
    let Some(at) = text.find('@') else { return text };
    let (_, behind) = text.split_at_checked(at).unwrap_or_default();
    let end = behind.find(['?', '#']).or_else(|| behind.find(" (").or_else(|| behind.find(" [")));
    // `ana@x (dot) com` has a word in brackets that is a part of it.
    let is_part = |rest: &str| rest.to_ascii_lowercase().contains("dot");
    match end.and_then(|end| text.split_at_checked(at + end)) {
        Some((address, rest)) if !is_part(rest) && !rest.contains('@') => address,
        _ => text,
    }
}

/// The address of `Ana Ruiz <ana@x.com>`.
fn between_brackets(text: &str) -> &str {
    match text.rsplit_once('<') {
        Some((_, after)) => after.split_once('>').map_or(after, |(inside, _)| inside),
        None => text,
    }
}

fn without_scheme(text: &str) -> &str {
    let text = text.trim_start();
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            let address = text.get(7..).unwrap_or("");
            address.split_once('?').map_or(address, |(address, _)| address)
        }
        _ => text,
    }
}

/// `ana at x dot com` and `ana (at) x (dot) com` with their signs.
fn words_as_signs(text: &str) -> String {
    let mut text = text.to_owned();
    for (word, sign) in [("at", "@"), ("dot", ".")] {
        for (open, close) in [(" (", ") "), (" [", "] "), (" ", " "), ("(", ")"), ("[", "]")] {
            text = replace_ignoring_case(&text, &format!("{open}{word}{close}"), sign);
        }
    }
    text
}

fn replace_ignoring_case(text: &str, from: &str, to: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in lower.match_indices(from) {
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(to);
        done = at + from.len();
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

/// Only doubled dots are taken out before the `@`: a blank there may stand for a dot, or for nothing.
fn local_without_double_dots(local: &str) -> String {
    local.trim().split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

/// The parts between dots without white space at their ends, with one dot between them.
fn single_dots(text: &str) -> String {
    text.split('.').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

fn with_good_ending(domain: &str) -> String {
    let lower = domain.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').and_then(|(rest, ending)| {
        let (_, meant) = ENDINGS.iter().find(|(wrong, _)| *wrong == ending)?;
        Some(format!("{rest}.{meant}"))
    });
    ending.unwrap_or(lower)
}

/// A domain whose only dot was left out: `northwindcom`, `gmailcom`; or that of a provider without its ending: `gmail`.
fn with_dot(domain: String) -> String {
    if let Some(ending) = only_ending(&domain) {
        return format!("{domain}.{ending}");
    }
    let name = domain.strip_suffix("com").filter(|name| !domain.contains('.') && name.len() >= 3);
    match name {
        Some(name) => format!("{name}.com"),
        None => domain,
    }
}
