//! Many rows at once: the only place, besides `jobs`, with SQL that differs between the two engines.
//!
//! Two ways, both inside the caller's transaction: a [`loader::Loader`] puts new rows into a table (one JSON array a
//! statement on SQLite, one binary COPY on PostgreSQL); a [`list::List`] carries keys or values into a statement that
//! reads, changes or removes the rows they name. On SQLite the list always stands first in a CROSS JOIN, which keeps the
//! planner from scanning the table once for each key: a test asserts the plan of each such statement.
//!
//! It must not know what the rows mean: tables and columns come from the caller.

pub mod list;
pub mod loader;
pub mod rows;
