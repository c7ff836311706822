//! The import wizard: its pages from samples.

mod messy;
mod pages;
mod samples;
