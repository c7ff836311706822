//! `muster import`: plans and applies in one go.

use std::io::Write;

use super::args::PlanArgs;
use super::exit::{CliError, Exit};
use crate::config::Config;

/// Import a file: everything the plan says, in one transaction, or nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is planned and applied.
    #[command(flatten)]
    pub plan: PlanArgs,

    /// Do it; stands for the button
    #[arg(long)]
    pub yes: bool,

    /// Do it only if the plan has this fingerprint, as `plan` printed it
    #[arg(long, value_name = "F")]
    pub fingerprint: Option<String>,

    /// The number that the guard asks for
    #[arg(long, value_name = "N")]
    pub confirm: Option<u32>,
}

/// Runs the command.
///
/// # Errors
/// Where the file is refused, the account is not found, or something stands in the way of the plan.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
