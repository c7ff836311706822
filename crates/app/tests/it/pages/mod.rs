//! Every page, rendered from a sample: as a text to compare with, and in a real browser.

pub mod invitations;
pub mod samples;
mod settings;
mod snapshot;
