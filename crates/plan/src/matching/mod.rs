//! Which column of a sheet feeds which field, with the evidence for it.
//!
//! A wrong match costs more than a missed one, for nobody may notice it: where two columns are equally good, neither is
//! taken and the reason says so. This module does not judge single cells; that is the draft's.
//!
//! What a header says (`headers`, by the lists in `words/`), what the cells look like (`cells`) and what the account
//! chose before come to one score for each column and field (`score`); `assign` finds the best choice over all columns
//! together. `docs/matching.md` has the numbers it reaches.
//!
//! Start at [`match_columns`].

mod abbreviated;
mod around;
mod assign;
mod brackets;
mod cells;
mod columns;
mod company;
mod counting;
mod fold;
mod gone;
mod headers;
mod kinds;
mod labelled;
mod names;
mod national;
mod order;
mod own;
mod pairs;
mod party;
mod people;
mod score;
mod second;
mod spelt;
mod usual;
mod why;
mod words;

pub use self::columns::match_columns;
pub(crate) use self::gone::Tell;
pub(crate) use self::labelled::labels;
pub(crate) use self::names::{Naming, fields_of, named_fields};
pub(crate) use self::usual::is_column_name;
