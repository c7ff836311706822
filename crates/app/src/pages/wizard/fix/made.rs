//! The fixes made, in words, as they can be taken back: what one press did is one line.

use plan::field::Field;
use plan::fix::Fix;

use super::page::Made;
use crate::pages::wizard::text::{and, plural};
use crate::pipeline::inputs::Press;

/// A fix of the import as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number within the import, ascending.
    pub number: i64,
    /// The fix.
    pub fix: Fix,
    /// When it was made, in microseconds; fixes of one press share it.
    pub made_at: i64,
    /// When it was taken back.
    pub withdrawn_at: Option<i64>,
}

/// The fixes in force, in the order they were made.
pub fn in_force(kept: &[Kept]) -> Vec<Fix> {
    kept.iter().filter(|one| one.withdrawn_at.is_none()).map(|one| one.fix.clone()).collect()
}

/// The numbers of what was made with one press, of which `number` is one.
pub fn of_one_press(kept: &[Kept], number: i64) -> Vec<i64> {
    let Some(made_at) = kept.iter().find(|one| one.number == number).map(|one| one.made_at) else {
        return Vec::new();
    };
    kept.iter().filter(|one| one.made_at == made_at).map(|one| one.number).collect()
}

/// What of the press of a number is in force.
fn standing(kept: &[Kept], number: i64) -> Vec<i64> {
    let in_force = |number: &i64| kept.iter().any(|one| one.number == *number && one.withdrawn_at.is_none());
    of_one_press(kept, number).into_iter().filter(in_force).collect()
}

/// The way back of the press that made a fix: what it made goes, and what it had taken back for that comes again.
pub fn to_undo(kept: &[Kept], number: i64) -> Press {
    let withdraw = standing(kept, number);
    let made_at = kept.iter().find(|one| withdraw.contains(&one.number)).map(|one| one.made_at);
    let replaced = kept.iter().filter(|one| made_at.is_some() && one.withdrawn_at == made_at);
    Press { restore: replaced.map(|one| one.number).collect(), withdraw, add: Vec::new() }
}

/// What makes again what was taken back last, if nothing was made since.
pub fn to_redo(kept: &[Kept]) -> Press {
    let Some(last) = kept.iter().filter_map(|one| one.withdrawn_at).max() else { return Press::default() };
    if kept.iter().any(|one| one.made_at > last) {
        return Press::default();
    }
    let in_force = || kept.iter().filter(|one| one.withdrawn_at.is_none());
    let gone = kept.iter().filter(|one| one.withdrawn_at == Some(last));
    let again: Vec<&Kept> = gone.filter(|one| !in_force().any(|other| replaces(other, one))).collect();
    let withdraw = in_force().filter(|one| again.iter().any(|other| replaces(other, one)));
    Press {
        withdraw: withdraw.map(|one| one.number).collect(),
        restore: again.iter().map(|one| one.number).collect(),
        add: Vec::new(),
    }
}

/// Whether a fix stands for an older one: it skips fewer of the same rows. That is made where a row is taken in again, and
/// nowhere else, for nobody skips a row that is skipped.
fn replaces(newer: &Kept, older: &Kept) -> bool {
    let (Fix::SkipRows { rows }, Fix::SkipRows { rows: all } | Fix::KeepOne { rows: all, .. }) =
        (&newer.fix, &older.fix)
    else {
        return false;
    };
    older.made_at < newer.made_at && rows.len() < all.len() && rows.iter().all(|row| all.contains(row))
}

/// The fixes in force as the page lists them, the last one first; `sizes` has the rows each touches, in their order.
pub fn lines(kept: &[Kept], sizes: &[u32]) -> Vec<Made> {
    let active: Vec<(&Kept, u32)> =
        kept.iter().filter(|one| one.withdrawn_at.is_none()).zip(sizes.iter().copied()).collect();
    let mut lines: Vec<Made> = active
        .chunk_by(|a, b| a.0.made_at == b.0.made_at)
        .filter_map(|press| {
            let (first, _) = press.first()?;
            let rows: u32 = press.iter().map(|(_, size)| size).sum();
            Some(Made { number: first.number, text: text(press), size: size(press, rows) })
        })
        .collect();
    lines.reverse();
    lines
}

/// What is said of the press of a number just after it: what it does and how much that touches, with the number to take
/// it back by; or that it was taken back.
pub fn told(kept: &[Kept], sizes: &[u32], number: i64) -> Option<(String, Option<i64>)> {
    let one = kept.iter().find(|one| one.number == number)?;
    let press: Vec<(&Kept, u32)> =
        kept.iter().filter(|other| other.made_at == one.made_at).map(|one| (one, 0)).collect();
    let text = text(&press);
    if one.withdrawn_at.is_some() {
        return Some((format!("Taken back: {text}"), None));
    }
    let numbers = standing(kept, number);
    let line = lines(kept, sizes).into_iter().find(|line| numbers.contains(&line.number))?;
    let says_its_rows = matches!(press.as_slice(), [(one, _)] if one.fix.rows().len() == 1)
        || matches!(&one.fix, Fix::SkipRows { .. });
    Some((if says_its_rows { text } else { format!("{text}, {}", line.size) }, Some(number)))
}

fn text(press: &[(&Kept, u32)]) -> String {
    let fixes: Vec<&Fix> = press.iter().map(|(one, _)| &one.fix).collect();
    match fixes.as_slice() {
        [] => String::new(),
        [one] => words(one),
        [first, rest @ ..] => many(first, rest),
    }
}

fn size(press: &[(&Kept, u32)], rows: u32) -> String {
    let cells = |one: &Kept| matches!(one.fix, Fix::SetCells { .. });
    match press {
        [(one, 1)] if cells(one) => "1 cell".to_owned(),
        // Several fixes of cells may be about the same rows.
        [_, _, ..] if press.iter().all(|(one, _)| cells(one)) => plural(rows, "cell", "cells"),
        _ => plural(rows, "row", "rows"),
    }
}

/// What a fix does, in a few words.
pub fn words(fix: &Fix) -> String {
    match fix {
        Fix::MapValue { field, from, to } => format!("{} “{from}” → {to}", field.label()),
        Fix::CreateReference { field, value, parent } => {
            let under = parent.as_ref().map(|parent| format!(", under {parent}")).unwrap_or_default();
            format!("New {} {value}{under}", group(*field))
        }
        Fix::DropValue { field, value } => format!("{} “{value}” left out", field.label()),
        Fix::ReplaceDomain { from, to } => format!("E-mail @{from} → @{to}"),
        Fix::PadZeros { field, length } => format!("{} filled up to {length} digits", field.label()),
        Fix::RepairText { field } => format!("{} repaired", field.label()),
        Fix::ReplaceText { field, find, with, .. } if with.is_empty() => {
            format!("{}: “{find}” taken out", field.label())
        }
        Fix::ReplaceText { field, find, with, .. } => {
            format!("{}: “{find}” replaced by “{with}”", field.label())
        }
        Fix::SetCells { rows, field, value } => {
            let value = if value.is_empty() { "blank" } else { value };
            match rows.as_slice() {
                [row] => format!("Row {row}, {} → {value}", field.label()),
                _ => format!("{} → {value}", field.label()),
            }
        }
        Fix::SkipRows { rows } => format!("{} skipped", numbered(rows)),
        Fix::KeepOne { keep, .. } => format!("Row {keep} kept, its doubles skipped"),
        Fix::SamePerson { rows } => format!("{}: the same person", numbered(rows)),
        Fix::Release { rows, .. } => format!("{}: phone cleared at its suspended holder", numbered(rows)),
        Fix::Reactivate { rows } => format!("{} reactivated", numbered(rows)),
    }
}

/// What several fixes of one press do.
fn many(first: &Fix, rest: &[&Fix]) -> String {
    let kind = std::mem::discriminant(first);
    if rest.iter().any(|fix| std::mem::discriminant(*fix) != kind) {
        return format!("{} and {} more", words(first), rest.len());
    }
    match first {
        Fix::KeepOne { .. } => "The first of each kept".to_owned(),
        Fix::SetCells { .. } => {
            let all = std::iter::once(first).chain(rest.iter().copied());
            let named =
                |label: &str, fix: &Fix| matches!(fix, Fix::SetCells { field, .. } if field.label() == label);
            let labels = Field::ALL.iter().map(|field| field.label());
            let labels: Vec<&str> = labels.filter(|label| all.clone().any(|fix| named(label, fix))).collect();
            format!("{} corrected", and(&labels))
        }
        Fix::SkipRows { .. } => {
            let all = std::iter::once(first).chain(rest.iter().copied());
            let rows: Vec<u32> = all.flat_map(|fix| fix.rows().iter().copied()).collect();
            format!("{} skipped", numbered(&rows))
        }
        Fix::SamePerson { .. } => "Each the same person".to_owned(),
        Fix::Release { .. } => "Phones cleared at their suspended holders".to_owned(),
        Fix::Reactivate { .. } => "Suspended people reactivated".to_owned(),
        other => format!("{} and {} more", words(other), rest.len()),
    }
}

fn numbered(rows: &[u32]) -> String {
    match rows {
        [row] => format!("Row {row}"),
        [rest @ .., last] if rows.len() <= 4 => {
            let rest: Vec<String> = rest.iter().map(u32::to_string).collect();
            format!("Rows {} and {last}", rest.join(", "))
        }
        _ => plural(u32::try_from(rows.len()).unwrap_or(u32::MAX), "row", "rows"),
    }
}

const fn group(field: Field) -> &'static str {
    match field {
        Field::Teams => "team",
        _ => "territory",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(number: i64, made_at: i64, withdrawn_at: Option<i64>, rows: &[u32]) -> Kept {
        Kept { number, fix: Fix::SkipRows { rows: rows.to_vec() }, made_at, withdrawn_at }
    }

    #[test]
    fn what_one_press_did_is_one_line_and_goes_back_together() {
        let all = [kept(1, 10, None, &[2]), kept(2, 20, None, &[4, 5]), kept(3, 20, None, &[7])];
        let lines = lines(&all, &[1, 2, 1]);
        let shown: Vec<(i64, &str, &str)> =
            lines.iter().map(|one| (one.number, one.text.as_str(), one.size.as_str())).collect();
        assert_eq!(shown, [(2, "Rows 4, 5 and 7 skipped", "3 rows"), (1, "Row 2 skipped", "1 row")]);
        assert_eq!(of_one_press(&all, 3), [2, 3]);
        assert_eq!(of_one_press(&all, 9), Vec::<i64>::new());
    }

    #[test]
    fn what_was_made_is_told_with_how_much_it_touches() {
        let cells = |number: i64, row, field| Kept {
            fix: Fix::SetCells { rows: vec![row], field, value: number.to_string() },
            ..kept(number, 10, None, &[])
        };
        let all = [cells(1, 2, Field::Phone), cells(2, 2, Field::Email), cells(3, 4, Field::Phone)];
        let told = |all: &[Kept], number| told(all, &[1; 3], number).unwrap();
        assert_eq!(told(&all, 1), ("E-mail and Phone corrected, 3 cells".to_owned(), Some(1)));
        assert_eq!(told(&all[..1], 1), ("Row 2, Phone → 1".to_owned(), Some(1)));
        let role = Fix::DropValue { field: Field::Role, value: "x".into() };
        let mixed = [Kept { fix: role, ..kept(1, 10, None, &[]) }, cells(2, 2, Field::Email)];
        assert_eq!(told(&mixed, 2).0, "Role “x” left out and 1 more, 2 rows");
        let gone = [kept(1, 10, Some(20), &[2, 3])];
        assert_eq!(told(&gone, 1), ("Taken back: Rows 2 and 3 skipped".to_owned(), None));
    }

    #[test]
    fn the_fix_taken_back_last_can_be_made_again_until_another_one_is_made() {
        let all = [kept(1, 10, Some(40), &[2]), kept(2, 20, Some(50), &[3]), kept(3, 30, None, &[4])];
        assert_eq!(to_redo(&all).restore, [2]);
        let all = [kept(1, 10, Some(40), &[2]), kept(2, 60, None, &[3])];
        assert!(to_redo(&all).is_nothing());
    }

    #[test]
    fn a_row_taken_in_again_is_left_out_by_undo_and_taken_in_by_redo() {
        let skipped = kept(1, 10, Some(20), &[2, 3]);
        let rest = kept(2, 20, None, &[3]);
        assert!(to_redo(&[skipped.clone(), rest.clone()]).is_nothing());
        let undo = to_undo(&[skipped.clone(), rest.clone()], 2);
        assert_eq!((undo.withdraw, undo.restore), (vec![2], vec![1]));
        let undone = [Kept { withdrawn_at: None, ..skipped }, Kept { withdrawn_at: Some(30), ..rest }];
        let redo = to_redo(&undone);
        assert_eq!((redo.withdraw, redo.restore), (vec![1], vec![2]));
        assert!(to_undo(&undone, 2).is_nothing());
    }
}
