//! `muster migrate`: brings the schema up to date.

use std::io::Write;

use super::exit::{CliError, Exit};
use crate::config::Config;

/// Make the database, or bring its schema up to date
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// Where the database cannot be had, or is of a newer version.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
