//! `muster export`: the current people as a spreadsheet.

use std::io::Write;

use plan::field::Field;

use super::args::{self, Subject};
use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::spreadsheet::{Format, write_table};
use crate::{current, installation};

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
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    args.subject.supported()?;
    let db = installation::open(config).await?;
    let mut view = db.view().await?;
    let account = args::account(&mut view, &args.account).await?;
    let rows = current::user_rows(&mut view, account.id).await?;
    drop(view);
    db.close().await;
    write_table(args.format, "People", &Field::TEMPLATE_HEADERS, rows.iter(), out)?;
    Ok(Exit::Done)
}
