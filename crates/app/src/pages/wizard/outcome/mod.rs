//! Running and done: progress by row, then what became of every row.

pub mod build;
pub mod cost;
pub mod handlers;
pub mod page;
pub mod to_do;
