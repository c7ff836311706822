//! The import wizard: its pages from samples.

mod client;
mod messy;
mod pages;
mod samples;
mod walk;
