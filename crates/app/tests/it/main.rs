//! Tests of the binary and its panel.

use std::io::Write as _;

// Helpers of tests count as tests to the lints only behind this attribute.
#[cfg(test)]
mod beside;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod corpora;
#[cfg(test)]
mod inspect;
#[cfg(test)]
mod invoice;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod operating;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod pipeline;
mod prune;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod snapshot;
#[cfg(test)]
mod spreadsheet;
#[cfg(test)]
mod support;
#[cfg(test)]
mod web;
#[cfg(test)]
mod wizard;
#[cfg(test)]
mod workbook;
#[cfg(test)]
mod worker;

/// Says that something was not tested, where the test runner does not swallow it.
fn skipped(what: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED {what}");
}
