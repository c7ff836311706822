//! `muster account set`: what Admins set in the panel, for whoever has the command line alone.

use std::io::Write;

use clap::ValueEnum;
use plan::choices::Actor;
use store::{Micros, Wait, accounts};

use super::show::{Standing, who_imports};
use crate::cli::args;
use crate::cli::exit::{CliError, Exit};
use crate::config::Config;
use crate::{clock, installation};

/// Change the settings of an account
///
/// The history of the account says that the operator did it. What is so already is left as it is.
#[derive(Debug, clap::Args)]
pub struct SetArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// Whether Managers import Sales people of their own teams and territories
    #[arg(long, value_name = "on|off", hide_possible_values = true)]
    managers_import: Switch,

    /// Answer with one JSON object: that of `account show`
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// Runs the command.
///
/// # Errors
/// Where there is no such account, or an import is being applied to it.
pub async fn run(wanted: &SetArgs, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let allowed = wanted.managers_import == Switch::On;
    let mut tx = db.begin(Wait::Long).await?;
    let account = args::account(&mut tx, &wanted.account).await?.id;
    let now = Micros(clock::now_micros());
    accounts::let_managers_import(&mut tx, account, allowed, &Actor::Operator, now).await?;
    let account = accounts::by_id(&mut tx, account).await?;
    let name = account.name.clone();
    let standing = Standing::of(&mut tx, account).await?;
    tx.commit().await?;
    db.close().await;
    if wanted.json {
        writeln!(out, "{}", standing.to_json())?;
    } else {
        writeln!(out, "People of {name} are imported by: {}.", who_imports(allowed))?;
    }
    Ok(Exit::Done)
}
