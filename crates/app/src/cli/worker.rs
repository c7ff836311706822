//! `muster worker`: the queue alone.

use std::io::Write;

use super::exit::{CliError, Exit};
use crate::config::Config;

/// Run the queue alone: messages and other work outside of transactions
///
/// `serve` has a worker of its own. Run more of them beside it where the queue is long.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// End when the queue is empty
    #[arg(long)]
    pub drain: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the database cannot be had.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
