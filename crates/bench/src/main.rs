//! The ratios of speed and memory, each against a floor that does the same work with nothing around it.
//!
//! Both sides of a ratio run in turn in one go, each run in a process of its own, and the least of five is kept. A busy
//! machine says nothing, so there nothing is measured. This crate is the one place beside `store` that writes SQL, because a
//! floor under the store cannot go through it; nothing of the product depends on it.
//!
//! Start at [`main`]; what is measured lies in [`planning`].

mod measure;
mod planning;
mod table;
mod users;

use std::error::Error;
use std::io::Write as _;

use table::Table;

/// What goes wrong ends the program with a sentence.
type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str = "usage: muster-bench [plan]… (everything without a word)";

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", side, rest @ ..] => measure::report(run(side, rest)?),
        [] => compare(&["plan"]),
        known if known.iter().all(|word| ["plan"].contains(word)) => compare(known),
        _ => Err(USAGE.into()),
    }
}

/// One run of one side, in a process of its own.
fn run(side: &str, rest: &[&str]) -> Outcome<measure::Cost> {
    match (side, rest) {
        ("plan", [file]) => planning::plan(file),
        ("csv", [file]) => planning::csv(file),
        _ => Err(USAGE.into()),
    }
}

fn compare(words: &[&str]) -> Outcome<()> {
    let mut out = std::io::stdout();
    if let Some(why) = measure::busy()? {
        writeln!(out, "SKIPPED: {why}. MUSTER_BENCH_BUSY=1 measures all the same.")?;
        return Ok(());
    }
    let mut table = Table::default();
    for word in words {
        if *word == "plan" {
            planning::compare(&mut table)?;
        }
    }
    write!(out, "{table}")?;
    Ok(())
}
