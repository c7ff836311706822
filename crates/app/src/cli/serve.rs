//! `muster serve`: the web panel and the worker.

use std::io::Write;

use super::exit::{CliError, Exit};
use crate::config::{Config, Server};

/// Run the web panel and the worker
///
/// Brings the schema up to date by itself, makes the installation key at its first start, and runs until it is told to
/// stop (Ctrl-C or SIGTERM).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen.
    #[command(flatten)]
    pub server: Server,
}

/// Runs the command.
///
/// # Errors
/// Where the database or the port cannot be had.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
