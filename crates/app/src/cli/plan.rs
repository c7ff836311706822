//! `muster plan`: what an import would do.

use std::io::Write;

use super::args::PlanArgs;
use super::exit::{CliError, Exit};
use crate::config::Config;

/// Say exactly what an import would do, and do nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is planned.
    #[command(flatten)]
    pub plan: PlanArgs,
}

/// Runs the command.
///
/// # Errors
/// Where the file is refused or the account is not found.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
