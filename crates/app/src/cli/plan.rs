//! `muster plan`: what an import would do.

use std::io::Write;

use store::InstallationKey;

use super::args::PlanArgs;
use super::exit::{CliError, Exit};
use super::planning::{self, Prepared, obstacle, prepare, to_json};
use super::progress::Steps;
use crate::config::Config;
use crate::{installation, random};

/// Say exactly what an import would do, and do nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is planned.
    #[command(flatten)]
    pub plan: PlanArgs,
}

/// Runs the command.
///
/// # Errors
/// Where the file is refused or the account is not found.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    args.plan.subject.supported()?;
    let steps = Steps::begin("Opening the database");
    let db = installation::open(config).await?;
    let Prepared { pipeline, plan, .. } = prepare(&args.plan, config, db, unused_key()?, &steps).await?;
    pipeline.db().close().await;
    drop(steps);
    // The guard asks whoever imports, not whoever looks.
    let problem = obstacle(&plan, plan.effects().guard.as_ref().map(|guard| guard.number));
    if args.plan.json {
        // Blocked rows are what was asked about; only what keeps the file from being planned is an error here.
        let error = problem.as_ref().filter(|problem| problem.exit == Exit::Refused);
        writeln!(out, "{}", to_json(&plan, error)?)?;
        return Ok(problem.map_or(Exit::Done, |problem| problem.exit));
    }
    planning::say(&plan, out)?;
    writeln!(out, "\nFingerprint  {}", plan.fingerprint())?;
    problem.map_or(Ok(Exit::Done), Err)
}

/// Planning signs no link, so it needs no right to read the key of the installation.
fn unused_key() -> Result<InstallationKey, CliError> {
    let text = InstallationKey::text_of(&random::bytes()?);
    InstallationKey::read(text.as_bytes()).ok_or_else(|| CliError::unexpected("A key could not be made."))
}
