//! Whether texts read like the names of columns: what tells a header row from the rows around it.

use super::headers::{Header, Loose, headers};
use super::usual::is_column_name;
use crate::field::Field;

/// How many fields of a person the cells of a row name: the more, the likelier it is a header.
pub(crate) fn named_fields(cells: &[String]) -> i32 {
    let headers = headers(cells);
    let names = |field: Field| {
        let mut words = headers.iter().flat_map(|header| &header.words);
        words.any(|word| word.alias.field == field && word.loose == Loose::No && !word.alias.weak)
    };
    Field::ALL.into_iter().map(|field| i32::from(names(field))).sum()
}

/// The field that each cell of a row plainly names, if one.
pub(crate) fn fields_of(cells: &[String]) -> Vec<Option<Field>> {
    headers(cells).iter().map(plain_field).collect()
}

/// What the words of a row say of it as a header, read as the matching of columns reads them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Naming {
    /// Different names of columns among its cells.
    pub names: usize,
    /// How many of what tells somebody from others they name: parts of a name, e-mail, phone.
    pub of_person: usize,
}

impl Naming {
    pub(crate) fn of(cells: &[String]) -> Self {
        let fields = fields_of(cells);
        let known = cells.iter().zip(&fields).filter(|(cell, field)| field.is_some() || is_column_name(cell));
        let mut names = known.map(|(cell, _)| cell.trim()).collect::<Vec<_>>();
        names.sort_unstable();
        names.dedup();
        let of_person = Field::NAMES.into_iter().chain([Field::Email, Field::Phone]);
        let named = of_person.filter(|field| fields.contains(&Some(*field)));
        Self { names: names.len(), of_person: named.count() }
    }
}

fn plain_field(header: &Header) -> Option<Field> {
    header.words.iter().find(|word| word.loose == Loose::No && !word.alias.weak).map(|word| word.alias.field)
}
