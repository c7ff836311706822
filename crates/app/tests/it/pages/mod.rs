//! Every page, rendered from a sample: as a text to compare with, and in a real browser.

mod audit;
mod billing;
mod company;
mod getting_in;
mod groups;
mod home;
pub mod invitations;
pub mod samples;
mod sending;
mod settings;
pub mod sign_on;
mod snapshot;
mod users;
