//! `muster read-workbook`: reads a workbook inside its own limits; hidden, called by Muster itself.

use std::io::Write;

use super::exit::{CliError, Exit};

/// Read a workbook from standard input and write its cells to standard output
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// Where the workbook cannot be read.
pub fn run(_args: &Args, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
