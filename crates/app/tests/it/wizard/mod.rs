//! The import wizard: its pages from samples.

pub mod client;
mod messy;
mod pages;
mod reading;
pub mod samples;
mod tools;
mod walk;
