//! `muster import`: plans and applies in one go.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use plan::choices::{Actor, Inviting};
use plan::plan::{Fingerprint, Plan};
use serde_json::{Value, json};
use store::apply::{Applied, ApplyError};
use store::imports::Status;
use store::{AccountId, ImportId};

use super::args::{FateCounts, PlanArgs};
use super::exit::{CliError, Exit};
use super::planning::{self, Prepared, obstacle, of_obstacle, prepare, to_json};
use super::progress::Steps;
use crate::config::Config;
use crate::pages::words::counted;
use crate::pipeline::{Agreed, Error, Pipeline};
use crate::{clock, installation};

/// Import a file: everything the plan says, in one transaction, or nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is planned and applied.
    #[command(flatten)]
    pub plan: PlanArgs,

    /// Do it; stands for the button
    #[arg(long)]
    pub yes: bool,

    /// Do it only if the plan has this fingerprint, as `plan` printed it
    #[arg(long, value_name = "F", value_parser = parse_fingerprint)]
    pub fingerprint: Option<Fingerprint>,

    /// The number that the guard asks for
    #[arg(long, value_name = "N")]
    pub confirm: Option<u32>,
}

fn parse_fingerprint(text: &str) -> Result<Fingerprint, &'static str> {
    Fingerprint::parse(text)
        .ok_or("a fingerprint is two groups of 32 hexadecimal digits with a dot between them")
}

/// Runs the command.
///
/// # Errors
/// Where the file is refused, the account is not found, or something stands in the way of the plan.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    args.plan.subject.supported()?;
    if !args.yes {
        let text = "Nothing was done. `muster plan` says what would happen, and --yes does it.";
        return Err(CliError::refused("usage", text));
    }
    let begun = clock::moment();
    let steps = Steps::begin("Opening the database");
    let db = installation::open(config).await?;
    let key = installation::key(config, &db).await?;
    let prepared = prepare(&args.plan, config, db, key, &steps).await?;
    let (pipeline, plan) = (prepared.pipeline.clone(), Arc::clone(&prepared.plan));
    let done = do_it(args, prepared, &steps).await;
    pipeline.db().close().await;
    drop(steps);
    let seconds = begun.elapsed();
    match done {
        Ok(done) => {
            say(args.plan.json, &plan, done.as_ref(), seconds, out)?;
            Ok(Exit::Done)
        }
        Err(problem) if args.plan.json => {
            writeln!(out, "{}", with_fates(to_json(&plan, Some(&problem))?, &plan)?)?;
            Ok(problem.exit)
        }
        Err(problem) => {
            if problem.exit == Exit::Blocked || problem.exit == Exit::Guarded {
                planning::say(&plan, out)?;
            }
            Err(problem)
        }
    }
}

/// Applies a plan; `None` where there is nothing to do.
async fn do_it(
    args: &Args,
    prepared: Prepared,
    steps: &Steps,
) -> Result<Option<(ImportId, Applied)>, CliError> {
    let Prepared { pipeline, account, incoming, start, plan } = prepared;
    let plan = args.fingerprint.and_then(|said| Plan::as_seen(&plan, said)).unwrap_or(plan);
    let seen = plan.fingerprint();
    if let Some(said) = args.fingerprint
        && said != seen
    {
        return Err(another_plan(said, seen));
    }
    if let Some(problem) = obstacle(&plan, args.confirm) {
        return Err(problem);
    }
    if plan.counts().create + plan.counts().update == 0 {
        return Ok(None);
    }
    let agreed = Agreed { by: start.actor, seen, confirm: args.confirm, from: None };
    steps.next("Keeping the file");
    let import = pipeline.keep(account.id, incoming, start).await?;
    steps.count("Importing", plan.counts().total);
    match watch(&pipeline, account.id, import, agreed, steps).await {
        Ok(applied) => Ok(Some((import, applied))),
        Err(problem) => Err(give_up(&pipeline, account.id, import, problem).await),
    }
}

/// Agrees and applies, and shows how far it is.
async fn watch(
    pipeline: &Pipeline,
    account: AccountId,
    import: ImportId,
    agreed: Agreed,
    steps: &Steps,
) -> Result<Applied, Error> {
    let applying = pipeline.approve_and_apply(account, import, agreed);
    tokio::pin!(applying);
    loop {
        tokio::select! {
            applied = &mut applying => return applied,
            () = tokio::time::sleep(Duration::from_millis(100)) => {
                if let Some(done) = pipeline.progress().of(account, import) {
                    steps.done(done.rows);
                }
            }
        }
    }
}

/// Says why an import was not applied, and leaves none behind that somebody would have to clear away.
async fn give_up(pipeline: &Pipeline, account: AccountId, import: ImportId, problem: Error) -> CliError {
    let mut problem: CliError = problem.into();
    // What fails here fails for the reason that is told already.
    let inputs = pipeline.inputs(account, import).await;
    match inputs.map(|inputs| inputs.import.status) {
        Ok(Status::Draft) => drop(pipeline.discard(account, import, (Actor::Operator, None)).await),
        Ok(Status::Approved) => {
            let more = " The import is approved: a worker applies it as soon as it can, and `muster history` says so.";
            problem.text.push_str(more);
        }
        _ => {}
    }
    problem
}

fn another_plan(said: Fingerprint, seen: Fingerprint) -> CliError {
    let what = match (said.rows == seen.rows, said.effects == seen.effects) {
        (false, false) => "what becomes of rows, and what follows from it",
        (false, true) => "what becomes of rows",
        _ => "what follows from it: seats, charges, messages, guard",
    };
    let text = format!(
        "This is another plan than that of the fingerprint; it differs in {what}. Look at `muster plan` anew."
    );
    CliError { exit: Exit::Stale, code: "plan.stale".into(), text }
}

impl From<Error> for CliError {
    fn from(problem: Error) -> Self {
        let stale = |text: String| Self { exit: Exit::Stale, code: "plan.stale".into(), text };
        match problem {
            Error::Refused(refusal) => refusal.into(),
            Error::Obstacle(obstacle) => {
                of_obstacle(&obstacle, false).unwrap_or_else(|| stale(obstacle.to_string()))
            }
            Error::Moved(moved) => stale(moved.to_string()),
            Error::Apply(ApplyError::Stale(moved)) => stale(moved.to_string()),
            Error::Apply(ApplyError::Denied(denied)) => Self::refused("authority.denied", denied.to_string()),
            Error::Apply(problem) => Self::unexpected(problem.to_string()),
            Error::Store(problem) => problem.into(),
            Error::TimeZone(_) | Error::Ended => Self::unexpected(problem.to_string()),
        }
    }
}

/// The answer of an import: its `rows` has the five fates without the total.
fn with_fates(mut answer: Value, plan: &Plan) -> Result<Value, CliError> {
    if let Value::Object(answer) = &mut answer {
        let fates = serde_json::to_value(FateCounts::of(plan.counts())).map_err(io::Error::from)?;
        answer.insert("rows".to_owned(), fates);
    }
    Ok(answer)
}

fn say(
    json: bool,
    plan: &Plan,
    done: Option<&(ImportId, Applied)>,
    took: Duration,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    if json {
        let mut answer = with_fates(to_json(plan, None)?, plan)?;
        if let Value::Object(answer) = &mut answer {
            answer.insert("import".to_owned(), json!(done.map(|(import, _)| import.0)));
            answer.insert("seconds".to_owned(), json!(took.as_secs_f64()));
        }
        writeln!(out, "{answer}")?;
        return Ok(());
    }
    let Some((import, applied)) = done else {
        writeln!(out, "Nothing to do: nobody would be created or changed.")?;
        return Ok(());
    };
    let counts = applied.counts;
    writeln!(out, "Import {import} is done, in {:.1} seconds.", took.as_secs_f64())?;
    for (label, number) in [
        ("created", counts.create),
        ("updated", counts.update),
        ("unchanged", counts.unchanged),
        ("skipped", counts.skipped),
        ("blocked", counts.blocked),
    ] {
        writeln!(out, "  {label:<10}{number:>8}")?;
    }
    let invites = plan.effects().invites;
    if invites.email > 0 {
        let when = match invites.when {
            Inviting::None | Inviting::Now => "are on their way".to_owned(),
            Inviting::At(at) => format!("go out on {}", at.said()),
            Inviting::Held => "are held until somebody releases them".to_owned(),
        };
        let by_email = counted(invites.email.into(), "invitation", "invitations");
        writeln!(out, "{by_email} by e-mail and {} by text {when}.", invites.text)?;
    }
    Ok(())
}
