//! `muster migrate`: brings the schema up to date.

use std::io::Write;

use store::{CURRENT_SCHEMA, Micros};

use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::{clock, installation};

/// Make the database, or bring its schema up to date
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// Where the database cannot be had, or is of a newer version.
pub async fn run(_args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::create(config).await?;
    let steps = db.migrate(Micros(clock::now_micros())).await?;
    db.close().await;
    match steps {
        0 => writeln!(out, "The schema is up to date: version {CURRENT_SCHEMA}.")?,
        _ => writeln!(out, "The schema was brought to version {CURRENT_SCHEMA}.")?,
    }
    Ok(Exit::Done)
}
