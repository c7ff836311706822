//! `muster check`: verifies every invariant of the database.

use std::io::Write;

use store::invariants;

use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::installation;

/// Verify every invariant of the database
///
/// Ends with 0 when all hold, or with 1 and a line for each broken one.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// Where the database cannot be had.
pub async fn run(_args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let broken = invariants::check(&db).await?;
    db.close().await;
    for one in &broken {
        writeln!(out, "{one}")?;
    }
    if broken.is_empty() {
        writeln!(out, "Every invariant holds.")?;
        return Ok(Exit::Done);
    }
    Ok(Exit::Unexpected)
}
