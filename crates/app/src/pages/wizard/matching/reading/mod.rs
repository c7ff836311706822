//! Change how it is read: encoding, separators, sheet and header row of the original, with what would come of them.
//!
//! The panel is a form. Every change of a control is sent, the original is read that way, and the page comes back with
//! the first rows; nothing is kept until somebody uses it. Without htmx a button does the sending.

pub mod build;
pub mod form;
pub mod handlers;
pub mod page;
