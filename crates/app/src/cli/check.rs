//! `muster check`: verifies every invariant of the database.

use std::io::Write;

use super::exit::{CliError, Exit};
use crate::config::Config;

/// Verify every invariant of the database
///
/// Ends with 0 when all hold, or with 1 and a line for each broken one.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// Where the database cannot be had.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
