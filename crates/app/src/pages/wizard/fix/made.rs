//! The fixes made, in words, as they can be taken back: what one press did is one line.

use plan::field::Field;
use plan::fix::Fix;

use super::page::Made;
use crate::pages::wizard::text::plural;

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

/// What is taken back with the fix of a number: what its press made, as far as it is in force.
pub fn to_undo(kept: &[Kept], number: i64) -> Vec<i64> {
    let in_force = |number: &i64| kept.iter().any(|one| one.number == *number && one.withdrawn_at.is_none());
    of_one_press(kept, number).into_iter().filter(in_force).collect()
}

/// The numbers of the fixes that were taken back last, if nothing was made since.
pub fn to_redo(kept: &[Kept]) -> Vec<i64> {
    let Some(last) = kept.iter().filter_map(|one| one.withdrawn_at).max() else { return Vec::new() };
    if kept.iter().any(|one| one.made_at > last) {
        return Vec::new();
    }
    kept.iter().filter(|one| one.withdrawn_at == Some(last)).map(|one| one.number).collect()
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

fn text(press: &[(&Kept, u32)]) -> String {
    match press {
        [(one, _)] => words(&one.fix),
        [(one, _), ..] => many(&one.fix),
        [] => String::new(),
    }
}

fn size(press: &[(&Kept, u32)], rows: u32) -> String {
    match press {
        [(Kept { fix: Fix::SetCells { .. }, .. }, 1)] => "1 cell".to_owned(),
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
fn many(fix: &Fix) -> String {
    match fix {
        Fix::KeepOne { .. } => "The first of each kept".to_owned(),
        Fix::SetCells { field, .. } => format!("{} corrected", field.label()),
        Fix::SamePerson { .. } => "Each the same person".to_owned(),
        Fix::Release { .. } => "Phones cleared at their suspended holders".to_owned(),
        Fix::Reactivate { .. } => "Suspended people reactivated".to_owned(),
        other => words(other),
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
        assert_eq!(shown, [(2, "Rows 4 and 5 skipped", "3 rows"), (1, "Row 2 skipped", "1 row")]);
        assert_eq!(of_one_press(&all, 3), [2, 3]);
        assert_eq!(of_one_press(&all, 9), Vec::<i64>::new());
    }

    #[test]
    fn the_fix_taken_back_last_can_be_made_again_until_another_one_is_made() {
        let all = [kept(1, 10, Some(40), &[2]), kept(2, 20, Some(50), &[3]), kept(3, 30, None, &[4])];
        assert_eq!(to_redo(&all), [2]);
        let all = [kept(1, 10, Some(40), &[2]), kept(2, 60, None, &[3])];
        assert_eq!(to_redo(&all), Vec::<i64>::new());
    }
}
