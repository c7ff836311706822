//! What an entry says besides what was done: a value before and after, or how much of it there was.

use plan::billing::Currency;
use plan::plan::{Counts, Fate};
use serde_json::Value;
use store::audit::Entry;
use store::billing::changes;

use crate::error::Result;
use crate::pages::settings::billing::said_of_change;
use crate::pages::ui::fate_word;
use crate::pages::words;

/// What it was before and what it is since; of what has no before, more about it alone.
pub(super) fn more(entry: &Entry, currency: Currency) -> Result<(Option<String>, Option<String>)> {
    if entry.action.starts_with("billing.") {
        let (_, before, after) = said_of_change(&changes::change(entry)?.what, currency);
        return Ok((before, Some(after)));
    }
    let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
    let word = |value: &str| (None, Some(value.to_owned()));
    let number = |key: &str| detail.get(key).and_then(Value::as_u64);
    let text = |key: &str| detail.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(match entry.action.split_once('.').unwrap_or_default() {
        ("import", "downloaded") => (None, text("what")),
        ("import", "begun" | "discarded") => (None, None),
        ("import" | "form", _) => (None, counts(&entry.detail)),
        ("session", "begun") => (None, text("by").map(|by| format!("by {by}"))),
        ("account", "managers_import") => {
            let said = |on: bool| Some(if on { "Managers too" } else { "only Admins" }.to_owned());
            let on = detail.as_bool().unwrap_or_default();
            (said(!on), said(on))
        }
        ("account", "keep_files") => {
            let said = |days: u64| words::counted(days, "day", "days");
            let value = |key| Some(number(key).map_or_else(|| "as the installation does".to_owned(), said));
            (value("before"), value("after"))
        }
        ("account", "guard_percent") => {
            let value = |key| number(key).map(|share| format!("{share} %"));
            (value("before"), value("after"))
        }
        ("account", "guard_most") => {
            let value = |key| number(key).map(words::count);
            (value("before"), value("after"))
        }
        ("account", "phones") => {
            let said = |needed: bool| if needed { "everybody needs one" } else { "optional" }.to_owned();
            let value = |key| detail.get(key).and_then(Value::as_bool).map(said);
            (value("before"), value("after"))
        }
        ("account", _) => (text("before"), text("after")),
        ("sign_on", "only") if detail.get("only") == Some(&Value::Bool(true)) => {
            word("by the company’s own only")
        }
        ("sign_on", "only") => word("in every way"),
        ("sign_on", "set") => (None, text("issuer")),
        ("bounce", _) if detail == "text" => word("text messages"),
        ("bounce", _) => word("e-mail"),
        ("people", _) => (None, number("people").map(|people| words::counted(people, "person", "people"))),
        ("person", _) => {
            (None, detail.as_u64().map(|files| words::counted(files, "file erased", "files erased")))
        }
        ("messages", _) => (None, number("messages").map(|sent| words::counted(sent, "message", "messages"))),
        ("invitations", _) => {
            (None, number("number").map(|sent| words::counted(sent, "invitation", "invitations")))
        }
        // Nothing at all, as the top of a tree, is said as a dash, so that the change can be read.
        ("team" | "territory", "renamed" | "moved" | "colour") => {
            let value =
                |key| Some(text(key).filter(|said| !said.is_empty()).unwrap_or_else(|| "–".to_owned()));
            (value("before"), value("after"))
        }
        ("team" | "territory", "merged") => (None, text("after")),
        _ => (None, None),
    })
}

/// `12 created, 3 updated, 1 blocked`; what there was none of is left out.
fn counts(detail: &str) -> Option<String> {
    let counts: Counts = serde_json::from_str(detail).ok()?;
    let some = Fate::ALL.into_iter().filter(|fate| counts.of(*fate) > 0);
    let said = some.map(|fate| {
        format!("{} {}", words::count(counts.of(fate).into()), fate_word(fate, true).to_lowercase())
    });
    Some(said.collect::<Vec<_>>().join(", "))
}
