//! Which column of a sheet feeds which field, with the evidence for it.
//!
//! A wrong match costs more than a missed one, for nobody may notice it: where two columns are equally good, neither is
//! taken and the reason says so. This module does not judge single cells; that is the draft's.
//!
//! Start at [`match_columns`].

mod aliases;
mod assign;
mod columns;
mod evidence;
mod fold;
mod headers;

use std::collections::BTreeSet;

pub use self::columns::match_columns;

/// How many fields of a person the words of a row name: the more, the likelier it is a header.
pub(crate) fn named_fields(words: &[String]) -> i32 {
    let fields = headers::candidates(words).into_iter().map(|candidate| candidate.alias.field);
    fields.collect::<BTreeSet<_>>().into_iter().map(|_| 1).sum()
}
