//! `muster inspect`: what a file is and how its columns match.

use std::io::Write;
use std::path::PathBuf;

use super::args::Subject;
use super::exit::{CliError, Exit};
use crate::config::Config;

/// Say what a file is and how its columns match; needs no database
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The spreadsheet: CSV or XLSX
    pub file: PathBuf,

    /// What the file is about
    #[arg(long)]
    pub subject: Subject,

    /// A mapping file: which column feeds which field, how the file is read, one value for everybody
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the file cannot be read or the mapping file does not fit it.
pub fn run(args: &Args, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    args.subject.supported()?;
    Err(CliError::unexpected("not built yet"))
}
