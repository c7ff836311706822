//! Fix errors: the findings by cause, the rows in a grid, and the fixes made.
//!
//! The page prints what the plan found; it has no rule of its own. Start at [`page`] for what is shown and [`view`] for
//! the address.

pub mod build;
pub mod cause;
pub mod editor;
pub mod grid;
pub mod handlers;
pub mod last;
pub mod made;
pub mod note;
pub mod page;
pub mod paste;
pub mod press;
pub mod replace;
pub mod view;
