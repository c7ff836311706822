//! Upload: a file is dropped or chosen, read, and kept as a new import.

pub mod handlers;
pub mod page;
