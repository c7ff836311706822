//! Tables that stand otherwise than one below the other: on their side, or two side by side. Somebody has to be told how to
//! set them right.

use super::head::Kind;
use crate::field::Field;
use crate::matching::fields_of;
use crate::read::letters;
use crate::value::fold::fold;

/// So many different fields name a table that lies on its side, and so many columns stand again in one beside another.
const FIELDS: usize = 3;
const COLUMNS: usize = 3;

/// Names of columns are short.
const MOST_NAME: usize = 60;

/// What to say where the names of columns stand below one another, and people beside one another.
pub(super) fn on_its_side(rows: &[Vec<&str>]) -> Option<String> {
    let first = rows.iter().map(|row| row.first().map_or("", |cell| cell.trim()));
    let first = first.map(|cell| if cell.len() <= MOST_NAME { cell.to_owned() } else { String::new() });
    let first = first.collect::<Vec<_>>();
    let named = fields_of(&first);
    let mut fields = named.iter().flatten().copied().collect::<Vec<Field>>();
    fields.sort_unstable();
    fields.dedup();
    let filled = first.iter().filter(|cell| !cell.is_empty()).count();
    if fields.len() < FIELDS || named.iter().flatten().count() * 2 < filled {
        return None;
    }
    let is_of_addresses = |row: &Vec<&str>| {
        let mut cells = row.iter().skip(1).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| Kind::of(cell) == Some(Kind::Email))
    };
    let mut emails = rows.iter().zip(&named).filter(|(_, field)| **field == Some(Field::Email));
    emails.any(|(row, _)| is_of_addresses(row)).then(|| {
        "The table lies on its side: the names of its columns stand below one another in the first column, and its people \
         beside one another. Select the table in a spreadsheet program, copy it, choose Paste special with Transpose on a \
         blank sheet, save that and use it."
            .to_owned()
    })
}

/// What to say where a header begins anew further to the right, as where two tables stand side by side.
pub(crate) fn side_by_side(header: &[String]) -> Option<String> {
    let names = header.iter().map(|cell| fold(cell).into_owned()).collect::<Vec<_>>();
    let from = names.iter().position(|name| !name.is_empty())?;
    let names = names.get(from..)?;
    let mut different = names.iter().filter(|name| !name.is_empty()).take(COLUMNS).collect::<Vec<_>>();
    different.dedup();
    let again = (COLUMNS..names.len()).filter(|_| different.len() == COLUMNS).find(|at| {
        let (left, right) = names.split_at_checked(*at).unwrap_or_default();
        // What stands between the two, and what only the left one has, is no matter.
        let left = left.iter().filter(|name| !name.is_empty());
        let same = left.zip(right).take_while(|(left, right)| left == right).count();
        same >= COLUMNS && same == right.iter().take_while(|name| !name.is_empty()).count()
    })?;
    let name = header.get(from + again).map_or("", |cell| cell.trim());
    Some(format!(
        "Two tables stand side by side: the names of the columns begin anew in column {} (“{name}”). Copy the people of the \
         right one below those of the left one and use the file again. As it stands only one of the two can be chosen, \
         and the people of the other are not read.",
        letters(from + again)
    ))
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    fn said(header: &str) -> Option<String> {
        side_by_side(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_header_that_begins_anew_is_of_two_tables() {
        for (header, column) in [
            ("First,Last,Email,First,Last,Email", "column D"),
            (",First,Last,Email,Cell,,first,LAST,Email,Cell", "column G"),
            ("First,Last,Email,Notes,,First,Last,Email", "column F"),
        ] {
            assert!(said(header).is_some_and(|said| said.contains(column)), "{header}");
        }
        for header in [
            "First,Last,Email,Phone",
            "Email,Name,Email,Name",
            "Phone,Ext,Type,Phone,Ext,Note",
            "Email,Email,Email,Email",
        ] {
            assert_eq!(said(header), None, "{header}");
        }
    }
}
