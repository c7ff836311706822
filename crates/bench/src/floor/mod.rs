//! The floors under an apply: the rows that it wrote, into the same tables, with nothing around it.
//!
//! Which rows those are is found by comparing the database after an apply with the one before it. Rows that an apply only
//! changes (of accounts, their days and imports) are few, and left out.

pub mod postgres;
pub mod sqlite;
