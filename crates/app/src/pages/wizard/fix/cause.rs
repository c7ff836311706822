//! Causes: the findings as the left side lists them, each with the way out that is surely meant and the other ways.

use plan::authority::{Act, may};
use plan::field::Field;
use plan::finding::{Code, Finding, Severity, Suggestion};
use plan::fix::Fix;
use plan::grouping::Cause;
use plan::plan::Plan;

use super::page::{CauseLine, Press, Turn, Way, Ways};
use super::view::{Spot, View};
use crate::pages::wizard::text::{marked, marked_words, plural};

/// The key of the cause that a finding belongs to.
pub fn key_of(finding: &Finding) -> String {
    let value = if finding.code.is_of_one_value() { finding.value.as_str() } else { "" };
    key(finding.severity, finding.code, finding.field, value)
}

/// The key of a finding by itself.
pub fn own_key(finding: &Finding) -> String {
    key(finding.severity, finding.code, finding.field, &finding.value)
}

/// A key says what it is about, so that it means the same after other fixes; a lowered severity stands in front.
fn key(severity: Severity, code: Code, field: Option<Field>, value: &str) -> String {
    let lowered = if severity == code.severity() { "" } else { "~" };
    format!("{lowered}{code}:{}:{value}", field.map_or("", Field::key))
}

/// A key as part of an id in the page: short, and of letters that an id may have.
pub fn id_of(key: &str) -> String {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Everything a line is made from.
pub struct Scene<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The import's id.
    pub import: i64,
    /// What is looked at.
    pub view: &'a View,
    /// The causes of the open cell.
    pub here: &'a [String],
    /// The columns of the grid.
    pub fields: &'a [Field],
}

impl Scene<'_> {
    /// The findings of a cause.
    fn findings(&self, cause: &Cause) -> Vec<&Finding> {
        cause.findings.iter().filter_map(|at| self.plan.findings().get(*at as usize)).collect()
    }

    /// One line of the list; nothing for a cause without findings.
    pub fn line(&self, cause: &Cause) -> Option<CauseLine> {
        let findings = self.findings(cause);
        let first = findings.first()?;
        let key = key_of(first);
        let bad = cause.severity == Severity::Error;
        let sure = sure_press(&findings, &key);
        let open = (self.view.cause.as_ref() == Some(&key)).then(|| self.ways(&findings, &key));
        let skip = (bad && (sure.is_none() || open.is_some())).then(|| skip_press(&key, cause.count));
        Some(CauseLine {
            id: id_of(&key),
            title: cause.title.clone(),
            rows: plural(cause.count, "row", "rows"),
            bad,
            href: self.view.of(&key).href(self.import),
            here: self.here.contains(&key),
            turn: turn(&findings),
            sure,
            more: more(cause, &findings),
            skip,
            open,
            key,
        })
    }

    fn ways(&self, findings: &[&Finding], key: &str) -> Ways {
        let Some(first) = findings.first() else { return Ways::default() };
        let one = first.code.is_of_one_value() || findings.len() == 1;
        let field = first.field;
        let spot = first.rows.first().map(|row| Spot { row: *row, field });
        let mut ways = Ways {
            text: if one { first.text.clone() } else { many(findings) },
            others: others(findings, key),
            first: spot.map(|spot| self.view.of(key).at(spot).href(self.import)),
            replace: self.replace(findings, key),
            ..Ways::default()
        };
        let Some(field) = field else { return ways };
        match first.code {
            Code::RoleUnknown
            | Code::AccessUnknown
            | Code::TeamUnknown
            | Code::TerritoryUnknown
            | Code::CountryUnknown => {
                // Where there is no name yet there is nothing to choose from.
                let names = self.names(first, field);
                ways.map = (!names.is_empty()).then(|| (field.key(), first.value.clone(), names));
            }
            Code::TeamAmbiguous | Code::TerritoryAmbiguous => {
                ways.map = Some((field.key(), first.value.clone(), meant(first)));
            }
            _ => {}
        }
        let creates = may(self.plan.rights(), Act::CreateGroup, None).is_ok();
        if creates && matches!(first.code, Code::TeamUnknown | Code::TerritoryUnknown) {
            ways.create = Some((field.key(), first.value.clone(), self.plan.values(field)));
        }
        ways
    }

    /// Find and replace for what the cells of a cause say, where that is the matter with them.
    fn replace(&self, findings: &[&Finding], key: &str) -> Option<String> {
        let first = findings.first()?;
        let field = first.field.filter(|field| self.fields.contains(field))?;
        // A finding about phones of a country has its name for a value, which no cell says.
        let says = !first.value.is_empty()
            && first.code != Code::PhoneAbroad
            && more_is_to_compare(first.code).is_none();
        let find = if first.code.is_of_one_value() { first.value.as_str() } else { "" };
        says.then(|| self.view.of(key).replacing(field.key(), find).href(self.import))
    }

    /// The names a value can be read as, the suggested ones first.
    fn names(&self, finding: &Finding, field: Field) -> Vec<String> {
        let mut names = meant(finding);
        let rest: Vec<String> =
            self.plan.values(field).into_iter().filter(|name| !names.contains(name)).collect();
        names.extend(rest);
        names
    }
}

fn meant(finding: &Finding) -> Vec<String> {
    let to = |one: &Suggestion| match &one.fix {
        Fix::MapValue { to, .. } => Some(to.clone()),
        _ => None,
    };
    finding.fixes.iter().filter_map(to).collect()
}

/// The suggestion that is surely meant.
pub fn sure(finding: &Finding) -> Option<&Suggestion> {
    finding.fixes.iter().find(|one| one.sure)
}

fn sure_press(findings: &[&Finding], key: &str) -> Option<Press> {
    let surely: Vec<(&Finding, &Suggestion)> =
        findings.iter().filter_map(|finding| sure(finding).map(|one| (*finding, one))).collect();
    let (first, one) = surely.first()?;
    if let [_] = findings {
        let words = match &one.fix {
            Fix::SetCells { .. } if first.count > 1 => {
                format!("{} in {}", one.label, plural(first.count, "row", "rows"))
            }
            _ => one.label.clone(),
        };
        return Some(Press { act: "one", of: own_key(first), label: one.label.clone(), row: None, words });
    }
    let rows: u32 = surely.iter().map(|(finding, _)| finding.count).sum();
    let words = match &one.fix {
        Fix::KeepOne { .. } => "Keep the first of each".to_owned(),
        _ if surely.iter().all(|(_, other)| other.label == one.label) => one.label.clone(),
        _ => format!("Correct {}", plural(rows, "row", "rows")),
    };
    Some(Press { act: "sure", of: key.to_owned(), label: String::new(), row: None, words })
}

fn skip_press(key: &str, count: u32) -> Press {
    let words = if count == 1 {
        "Skip this row".to_owned()
    } else {
        format!("Skip {}", plural(count, "row", "rows"))
    };
    Press { act: "skip", of: key.to_owned(), label: String::new(), row: None, words }
}

/// A cell before and after the fix that is surely meant: of the first finding that has one.
fn turn(findings: &[&Finding]) -> Option<Turn> {
    findings.iter().find_map(|finding| sample(sure(finding)?))
}

/// A cell before and after a suggestion, with what differs marked: whole words in what goes, so that a missing letter
/// shows too.
fn sample(one: &Suggestion) -> Option<Turn> {
    let (before, after) = one.sample.as_ref()?;
    let differs = before != after && !before.is_empty() && !after.is_empty();
    differs.then(|| Turn { from: marked_words(after, before), to: marked(before, after) })
}

/// Suggestions that are neither sure nor a choice of names nor a skip, and that every finding of the cause offers.
fn others(findings: &[&Finding], key: &str) -> Vec<Way> {
    let Some((first, rest)) = findings.split_first() else { return Vec::new() };
    let rows: u32 = findings.iter().map(|finding| finding.count).sum();
    first
        .fixes
        .iter()
        .filter(|one| !one.sure)
        .filter(|one| {
            !matches!(one.fix, Fix::MapValue { .. } | Fix::CreateReference { .. } | Fix::SkipRows { .. })
        })
        .filter(|one| rest.iter().all(|other| other.fixes.iter().any(|theirs| theirs.label == one.label)))
        .map(|one| {
            let words = if rows > 1 {
                format!("{} in {}", one.label, plural(rows, "row", "rows"))
            } else {
                one.label.clone()
            };
            let press = Press { act: "all", of: key.to_owned(), label: one.label.clone(), row: None, words };
            Way { press, turn: sample(one) }
        })
        .collect()
}

/// The words for a cause of many different values.
fn many(findings: &[&Finding]) -> String {
    let Some(first) = findings.first() else { return String::new() };
    if findings.iter().all(|finding| finding.text == first.text) {
        return first.text.clone();
    }
    let examples: Vec<String> = findings
        .iter()
        .map(|finding| finding.value.as_str())
        .filter(|value| !value.is_empty())
        .take(3)
        .map(|value| format!("“{value}”"))
        .collect();
    let count = u32::try_from(findings.len()).unwrap_or(u32::MAX);
    format!(
        "{}, such as {}. Open a cell to see what is wrong with it.",
        plural(count, "value", "different values"),
        examples.join(", ")
    )
}

/// The word of the link where not the value itself is the matter but who else has it.
const fn more_is_to_compare(code: Code) -> Option<&'static str> {
    match code {
        Code::EmailDuplicate | Code::PhoneDuplicate | Code::ExternalIdDuplicate | Code::PersonDuplicate => {
            Some("Compare")
        }
        Code::EmailTaken | Code::PhoneTaken | Code::PersonUnclear => Some("Show who"),
        _ => None,
    }
}

const fn more(cause: &Cause, findings: &[&Finding]) -> &'static str {
    if let Some(more) = more_is_to_compare(cause.code) {
        return more;
    }
    match cause.code {
        Code::RoleUnknown => "Choose a role",
        Code::AccessUnknown => "Choose an access",
        _ if cause.code.is_of_one_value() => "Other ways",
        _ if findings.len() > 1 => "One by one",
        _ => "Show the rows",
    }
}
