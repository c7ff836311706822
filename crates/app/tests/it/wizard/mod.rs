//! The import wizard: its pages from samples.

mod pages;
mod samples;
