//! `muster export`: the current people as a spreadsheet.

use std::io::Write;

use super::args::Subject;
use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::spreadsheet::Format;

/// Write what an account has to standard output, in the columns of the template
///
/// Importing the file as it is changes nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to write
    pub subject: Subject,

    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// CSV or XLSX
    #[arg(long, default_value = "csv")]
    pub format: Format,
}

/// Runs the command.
///
/// # Errors
/// Where the account is not found.
pub async fn run(_args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
