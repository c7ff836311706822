//! `muster history`: the imports of an account.

use std::io::Write;

use super::exit::{CliError, Exit};
use crate::config::Config;

/// List the imports of an account, the latest first
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the account is not found.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
