//! `muster demo`: a whole example company on a scratch database.

use std::io::Write;

use super::exit::{CliError, Exit};
use crate::config::{Config, Server};

/// Try Muster: a whole example company on a scratch database
///
/// Makes "Northwind Field Sales" with about 40 people, teams and territories, starts the panel, and prints its address,
/// the admin's login, and where three sample files lie.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen.
    #[command(flatten)]
    pub server: Server,
}

/// Runs the command.
///
/// # Errors
/// Where the port is in use.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
