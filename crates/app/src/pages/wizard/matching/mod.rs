//! Match columns: which column feeds which field, how sure that is, and what comes of it.

pub mod build;
pub mod handlers;
pub mod names;
pub mod page;
pub mod preview;
pub mod reading;
pub mod wish;
