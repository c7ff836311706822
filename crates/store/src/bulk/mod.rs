//! Many rows at once: the only place, besides `jobs`, with SQL that differs between the two engines.
//!
//! Two ways, both inside the caller's transaction: a [`loader::Loader`] puts new rows into a table (one JSON array a
//! statement on SQLite, one binary COPY on PostgreSQL); a [`list::List`] carries keys or values into a statement that
//! reads, changes or removes the rows they name. On SQLite the list always stands first in a CROSS JOIN, and an UPDATE
//! takes the index of the account out of the choice: both keep the planner from going through the whole list for each row
//! of the account. A test asserts the plan of each such statement.
//!
//! It must not know what the rows mean: tables and columns come from the caller.

pub mod list;
pub mod loader;
pub mod rows;
