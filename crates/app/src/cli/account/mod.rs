//! `muster account …`: what the operator does with accounts. Each command has a file of its own.

mod create;
mod link;
mod set;
mod show;

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
            AccountCommand::Link(args) => args.json,
            AccountCommand::Show(args) => args.json,
            AccountCommand::Set(args) => args.json,
        }
    }
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    Create(create::CreateArgs),
    Link(link::LinkArgs),
    Show(show::ShowArgs),
    Set(set::SetArgs),
}

/// Runs the command.
///
/// # Errors
/// Where a value cannot be read, the slug is taken, or there is no such account.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    match &args.command {
        AccountCommand::Create(args) => create::run(args, config, out).await,
        AccountCommand::Link(args) => link::run(args, config, out).await,
        AccountCommand::Show(args) => show::run(args, config, out).await,
        AccountCommand::Set(args) => set::run(args, config, out).await,
    }
}
