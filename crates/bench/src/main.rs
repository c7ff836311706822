//! The ratios of speed and memory, each against a floor that does the same work with nothing around it.
//!
//! Both sides of a ratio run in turn in one go, each run in a process of its own, and the least of five is kept. A busy
//! machine says nothing, so there nothing is measured. This crate is the one place beside `store` that writes SQL, because a
//! floor under the store cannot go through it; nothing of the product depends on it.
//!
//! Start at [`main`]; what is measured lies in [`planning`], [`applying`] and [`pages`], what it is held against in [`floor`] too.

mod applying;
mod floor;
mod measure;
mod pages;
mod planning;
mod table;
mod users;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;

use table::Table;

/// What goes wrong ends the program with a sentence.
type Fallible<T> = Result<T, Box<dyn Error>>;

const WORDS: [&str; 4] = ["plan", "sqlite", "postgres", "pages"];
const USAGE: &str = "usage: muster-bench [plan] [sqlite] [postgres] [pages]; without a word all of them";

#[tokio::main]
async fn main() -> Fallible<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", side, rest @ ..] => measure::report(run(side, rest).await?),
        [] => compare(&WORDS).await,
        known if known.iter().all(|word| WORDS.contains(word)) => compare(known).await,
        _ => Err(USAGE.into()),
    }
}

/// One run of one side, in a process of its own.
async fn run(side: &str, rest: &[&str]) -> Fallible<measure::Cost> {
    match (side, rest) {
        ("plan", [file]) => planning::plan(file),
        ("csv", [file]) => planning::csv(file),
        ("apply", [database, file]) => applying::ours(database, file).await,
        ("rusqlite", [before, after]) => floor::sqlite::write(Path::new(before), Path::new(after)),
        ("copy", [before, after, since]) => floor::postgres::write(before, after, since.parse()?).await,
        _ => Err(USAGE.into()),
    }
}

async fn compare(words: &[&str]) -> Fallible<()> {
    let mut out = std::io::stdout();
    if let Some(why) = measure::busy()? {
        writeln!(out, "SKIPPED: {why}. MUSTER_BENCH_BUSY=1 measures all the same.")?;
        return Ok(());
    }
    let mut table = Table::default();
    for word in words {
        match *word {
            "plan" => planning::compare(&mut table)?,
            "sqlite" => applying::compare_sqlite(&mut table).await?,
            "pages" => pages::compare(&mut table).await?,
            _ => applying::compare_postgres(&mut table).await?,
        }
    }
    write!(out, "{table}")?;
    Ok(())
}
