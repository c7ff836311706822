//! What forms and addresses can say, as the source of the pages has it, so that a table of what takes an id can be held
//! against it: the fields of each struct that is read from a request, and the words that forms without one are read by.

use std::collections::BTreeSet;
use std::path::Path;

use super::source::files;

/// A field that a request can fill.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The file of the source, from `src/pages` on.
    pub file: String,
    /// The name that it is sent by.
    pub name: String,
    /// Whether its type is an id or a number as large as one.
    pub is_id: bool,
}

/// Words that say no id, wherever they stand. Whoever adds a field to a form puts its name here, or into the table of
/// [`super::bodies`] where somebody could put another account's id into it.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "act", "address", "again", "all", "answer", "asked", "at", "block", "buy", "by", "case", "cause",
    "cells", "channel", "client_id", "code", "colour", "column", "confirm", "country", "currency",
    "delimiter", "domains", "edit", "email", "encoding", "escape", "existing", "external_id", "field",
    "find", "fingerprint", "first_name", "from", "header", "invitation", "invites", "iss", "issuer",
    "keep", "kind", "label", "language", "last_name", "look", "managers", "most", "name", "names", "next",
    "note", "of", "one", "only", "other", "page", "password", "percent", "phone", "phones", "present", "q",
    "question", "quote", "read", "reading", "release", "replace", "role", "row", "rows", "secret", "seen",
    "set_access", "set_at", "set_role", "sheet", "show", "shown", "side", "signed", "slug", "state", "status", "subject",
    "suspended", "teams_way", "territories_way", "territory_access", "text", "time_zone", "to", "trial_days", "value", "version", "what",
    "whole", "whom", "with", "wrong",
];

/// Numbers that look like ids and can be none of another account: fixes are counted within their import, and what a browser
/// brings back from a step before was kept by us.
const OF_ITSELF: &[(&str, &str)] = &[
    ("wizard/fix/handlers.rs", "number"),
    ("wizard/fix/view.rs", "made"),
    ("sign_in/join/opened.rs", "invite"),
    ("sign_in/join/opened.rs", "generation"),
    ("sign_in/sso/mod.rs", "account"),
];

/// Every field that a request can fill.
fn all() -> BTreeSet<Field> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
    let mut found = BTreeSet::new();
    for path in files("src/pages") {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let field = |(name, is_id): (&str, bool)| Field { file: file.clone(), name: name.to_owned(), is_id };
        found.extend(of_structs(&text).into_iter().map(field));
        found.extend(of_words(&text).into_iter().map(|name| field((name, false))));
    }
    found
}

/// The fields of structs that are read from what was sent, and whether their type is an id.
fn of_structs(text: &str) -> Vec<(&str, bool)> {
    let derived = text.split("#[derive(").skip(1).filter(|rest| {
        rest.split_once(")]").is_some_and(|(derived, _)| derived.split(", ").any(|one| one == "Deserialize"))
    });
    let bodies = derived.filter_map(|rest| {
        let (head, body) = rest.split_once("{\n")?;
        head.contains("struct ").then(|| body.split("\n}").next().unwrap_or_default())
    });
    bodies.flat_map(str::lines).filter_map(of_line).collect()
}

/// The name of a field and whether its type is an id, of a line of a struct.
fn of_line(line: &str) -> Option<(&str, bool)> {
    let line = line.trim();
    if line.starts_with("//") || line.starts_with('#') {
        return None;
    }
    let (name, of_type) = line.split_once(": ")?;
    let is_id = of_type.contains("i64") || of_type.contains("u64") || of_type.contains("Id");
    Some((name.rsplit(' ').next()?, is_id))
}

/// The words by which a form is read that is a list of names and values.
fn of_words(text: &str) -> Vec<&str> {
    if !(text.contains("(String, String)") || text.contains("name: &str, value: String")) {
        return Vec::new();
    }
    let arms = text.lines().map(str::trim).filter(|line| line.starts_with('"'));
    let words = arms.filter_map(|line| line.strip_prefix('"')?.split_once("\" => ")).map(|(word, _)| word);
    words.filter(|word| !word.is_empty()).collect()
}

/// Holds the fields of the source against those that a table knows to take an id, by file and name.
pub fn hold_to_the_source(table: &BTreeSet<(&str, &str)>) {
    let all = all();
    let own: BTreeSet<_> = OF_ITSELF.iter().copied().collect();
    let mut unknown = Vec::new();
    for field in &all {
        let place = (field.file.as_str(), field.name.as_str());
        let known = table.contains(&place) || own.contains(&place);
        if !known && (field.is_id || !WORDS.contains(&field.name.as_str())) {
            unknown.push(field);
        }
    }
    assert!(unknown.is_empty(), "nobody has said whether these take an id: {unknown:#?}");
    let there: BTreeSet<_> = all.iter().map(|field| (field.file.as_str(), field.name.as_str())).collect();
    let gone: Vec<_> = table.union(&own).filter(|place| !there.contains(place)).collect();
    assert!(gone.is_empty(), "the source has no such fields any more: {gone:?}");
    let unused: Vec<_> = WORDS.iter().filter(|word| all.iter().all(|field| field.name != **word)).collect();
    assert!(unused.is_empty(), "no form has these words any more: {unused:?}");
}
