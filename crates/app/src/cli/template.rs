//! `muster template`: an empty spreadsheet to fill in.

use std::io::Write;

use super::args::Subject;
use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::spreadsheet::{Format, write_template};

/// Write the template to standard output
///
/// The XLSX has text cells, drop-downs for Role and Territory Access, and a sheet that explains each column.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the template is for
    pub subject: Subject,

    /// CSV or XLSX
    #[arg(long, default_value = "csv")]
    pub format: Format,
}

/// Runs the command.
///
/// # Errors
/// `subject.later` for a subject that this version cannot import.
pub fn run(args: &Args, _config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    match args.subject.supported()? {
        plan::subject::Subject::Users => write_template(args.format, out)?,
    }
    Ok(Exit::Done)
}
