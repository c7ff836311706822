//! `muster billing invoice`: an invoice as PDF or CSV.

use std::io::Write;

use jiff::civil::Date;
use store::Db;
use store::billing::invoices;

use super::wrong;
use crate::cli::args;
use crate::cli::exit::{CliError, Exit};
use crate::invoice::{Invoice, pdf, table};
use crate::spreadsheet::{Format, write_table};

/// Write an invoice to standard output
#[derive(Debug, clap::Args)]
pub struct InvoiceArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// A day of its period
    #[arg(long, value_name = "YYYY-MM-DD")]
    period: String,

    /// PDF or CSV
    #[arg(long, value_enum, default_value = "pdf")]
    format: Kind,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Kind {
    Pdf,
    Csv,
}

/// Runs the command.
///
/// # Errors
/// Where the account is not found, or had no invoice on that day.
pub async fn run(args: &InvoiceArgs, db: &Db, out: &mut dyn Write) -> Result<Exit, CliError> {
    let day: Date =
        args.period.parse().map_err(|_| wrong(format!("{} is no day. One is 2026-01-01.", args.period)))?;
    let mut view = db.view().await?;
    let account = args::account(&mut view, &args.account).await?;
    let all = invoices::list(&mut view, account.id).await?;
    let of = all.iter().find(|invoice| invoice.period.contains(day));
    let of = of.ok_or(store::Error::NotFound("invoice"))?;
    let invoice = Invoice::read(&mut view, &account, of.period.from).await?;
    drop(view);
    match args.format {
        Kind::Pdf => {
            let bytes = pdf::pdf(&invoice).map_err(|problem| CliError::unexpected(format!("{problem}.")))?;
            out.write_all(&bytes)?;
        }
        Kind::Csv => write_table(Format::Csv, "Invoice", &table::HEADER, table::rows(&invoice).iter(), out)?,
    }
    Ok(Exit::Done)
}
