//! Fixes of letters: repairs of damaged ones, texts without characters that nobody sees.

use super::{is_free, set, suggestion};
use crate::field::Field;
use crate::finding::{Code, Suggestion};
use crate::fix::Fix;
use crate::grouping::Group;
use crate::plan::Plan;
use crate::read::{mojibake, quoted};
use crate::value::has_control;

/// The repair of every damaged cell of a field. A letter of another encoding is one only where reading has seen its byte.
pub(super) fn repaired(plan: &Plan, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let repaired = quoted::restored(group.value);
    let label = repaired.map(|repaired| format!("{} → {repaired}", group.value));
    if label.is_none() && group.code == Code::TextDamaged {
        return meant(plan, field, group);
    }
    label.iter().map(|label| suggestion(Fix::RepairText { field }, true, label)).collect()
}

/// What cells were meant to say, in the order of their rows, each with those that say it.
pub fn meant_by(plan: &Plan, field: Field, group: &Group<'_>) -> Vec<(String, Vec<u32>)> {
    let (sheet, mapping) = (plan.sheet(), plan.draft().mapping());
    let faults = sheet.faults();
    let mut found: Vec<(String, Vec<u32>)> = Vec::new();
    for row in &group.rows {
        let from = faults.partition_point(|fault| fault.row < *row);
        let own = faults.get(from..).unwrap_or_default().iter().take_while(|fault| fault.row == *row);
        let mut own = own.filter(|fault| fault.value == group.value);
        let is_of = |column: Option<u32>| column.and_then(|column| mapping.field_of(column)) == Some(field);
        let Some(meant) = own.find_map(|fault| fault.meant.clone().filter(|_| is_of(fault.column))) else {
            continue;
        };
        let number = sheet.number(*row);
        match found.iter_mut().find(|(text, _)| *text == meant) {
            Some((_, rows)) => rows.push(number),
            None => found.push((meant, vec![number])),
        }
    }
    found
}

fn meant(plan: &Plan, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let found = meant_by(plan, field, group);
    found
        .iter()
        .map(|(text, rows)| set(rows, field, text, true, &format!("{} → {text}", group.value)))
        .collect()
}

/// The repair of a text that leaves no character in it that cannot be seen.
pub fn mended(text: &str) -> Option<String> {
    mojibake::repair(text).filter(|repaired| !has_control(repaired))
}

/// Whether a control character came along with a text and says nothing about the letters beside it. Others shift to another
/// set of letters, stand for a letter that was lost, or are a letter in the wrong encoding.
const fn is_stray(character: char) -> bool {
    matches!(character, '\0'..='\u{d}' | '\u{10}'..='\u{19}' | '\u{1c}'..='\u{1f}')
}

/// The text without the characters that nobody sees; nothing where what is left may be no text.
pub(super) fn without_controls(
    plan: &Plan,
    field: Field,
    group: &Group<'_>,
    rows: &[u32],
) -> Vec<Suggestion> {
    if is_free(plan, field) && mended(group.value).is_some() {
        return repaired(plan, field, group);
    }
    if group.value.chars().any(|character| character.is_control() && !is_stray(character)) {
        return Vec::new();
    }
    let spaced = group.value.chars().map(|character| if character.is_whitespace() { ' ' } else { character });
    let visible: String = spaced.filter(|character| !character.is_control()).collect();
    if !is_free(plan, field) || visible.trim().is_empty() {
        return Vec::new();
    }
    vec![set(rows, field, visible.trim(), true, &format!("Use {}", visible.trim()))]
}
