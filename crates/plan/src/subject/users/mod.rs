//! Users: how a row is read, and the rules for the person it makes.
//!
//! `cells` finds the text of a field in a row; `abroad` the country of a phone that cannot be read; `row` turns it into typed values; `merge` lays a row over a person and applies the rules of roles, access,
//! teams and territories to the person as they would be.

mod abroad;
pub(crate) mod cells;
pub(crate) mod merge;
pub(crate) mod row;
