//! Whether texts read like the names of columns: what tells a header row from the rows around it.

use super::headers::{Loose, headers};
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
