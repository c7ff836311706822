//! `muster account create`: a new account with its first Admin.

use std::io::Write;

use clap::Subcommand;

use super::exit::{CliError, Exit};
use crate::config::Config;

/// Manage accounts
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: AccountCommand,
}

impl Args {
    /// Whether the answer is one JSON object.
    pub const fn json(&self) -> bool {
        match &self.command {
            AccountCommand::Create(args) => args.json,
        }
    }
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    Create(CreateArgs),
}

/// Make an account with its first Admin, and print the Admin's one-time link
///
/// The link lets the Admin set a password. It is printed last, and only here.
#[derive(Debug, clap::Args)]
pub struct CreateArgs {
    /// The company's name
    #[arg(long)]
    name: String,

    /// A short name for addresses and the command line: small letters, digits and hyphens
    #[arg(long)]
    slug: String,

    /// The Admin's e-mail address
    #[arg(long, value_name = "EMAIL")]
    admin_email: String,

    /// The Admin's mobile phone; with + and country code, or of the account's country
    #[arg(long, value_name = "PHONE")]
    admin_phone: String,

    /// The Admin's name [default: what stands before the at sign of the e-mail address]
    #[arg(long, value_name = "NAME")]
    admin_name: Option<String>,

    /// Seats that are always paid for
    #[arg(long, value_name = "N", default_value_t = 1)]
    seats: u32,

    /// The country that phones without + are read in, two letters [default: that of the Admin's phone]
    #[arg(long, value_name = "CC")]
    country: Option<String>,

    /// The time zone of dates, such as America/Chicago
    #[arg(long, value_name = "TZ", default_value = "UTC")]
    time_zone: String,

    /// The currency of charges, three letters
    #[arg(long, value_name = "CUR", default_value = "USD")]
    currency: String,

    /// Answer with one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where a value cannot be read or the slug is taken.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    match &args.command {
        AccountCommand::Create(args) => create(args, config, out).await,
    }
}

async fn create(_args: &CreateArgs, _config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    Err(CliError::unexpected("not built yet"))
}
