//! What `plan` and `import` have in common: from a file and an account to a plan.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use plan::choices::Actor;
use plan::field::Field;
use plan::finding::Severity;
use plan::mapping::MappingFile;
use plan::plan::{Obstacle, Plan};
use plan::snapshot::Status;
use plan::value::email::parse_email;
use serde_json::Value;
use store::accounts::Account;
use store::{AccountId, Conn, Db, InstallationKey, users};

use super::args::{self, PlanArgs};
use super::exit::{CliError, Exit};
use super::input;
use super::progress::Steps;
use crate::clock;
use crate::config::Config;
use crate::pages::words::counted;
use crate::pipeline::{CACHE_BYTES, Incoming, Pipeline, Start, Tools};
use crate::workbook::ChildReader;

/// A file, the account it is for, and what would become of it.
#[derive(Debug)]
pub struct Prepared {
    /// The way to apply it.
    pub pipeline: Pipeline,
    /// The account.
    pub account: Account,
    /// The file as it was read.
    pub incoming: Incoming,
    /// Who imports, with which fixes and choices.
    pub start: Start,
    /// What would become of it.
    pub plan: Arc<Plan>,
}

/// Reads and plans what the arguments name; writes the rows where they are asked for.
///
/// # Errors
/// Where a file is refused, or account or person are not found.
pub async fn prepare(
    args: &PlanArgs,
    config: &Config,
    db: Db,
    key: InstallationKey,
    steps: &Steps,
) -> Result<Prepared, CliError> {
    args.subject.supported()?;
    let mapping: Option<MappingFile> = optional(args.mapping.as_deref(), "mapping file", "mapping.invalid")?;
    let fixes = optional(args.fixes.as_deref(), "fixes file", "fixes.invalid")?;
    let bytes = input::spreadsheet(&args.file, &config.limits)?;
    // What cannot be written is better known now than after long work.
    let rows = args.rows.as_deref().map(create).transpose()?;
    let mut view = db.view().await?;
    let account = args::account(&mut view, &args.account).await?;
    let actor = actor(&mut view, account.id, args.person.as_deref()).await?;
    drop(view);
    let pipeline = Pipeline::new(Tools {
        db,
        key,
        invite_lifetime: config.invite_lifetime,
        reader: Box::new(ChildReader::of_this_program()?),
        limits: config.limits.clone(),
        clock: clock::now,
        cache_bytes: CACHE_BYTES,
    });
    let name = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    steps.next(&format!("Reading {name}"));
    let incoming = pipeline.read(&name, bytes, mapping.unwrap_or_default()).await?;
    let incoming = pipeline.recall(account.id, incoming).await?;
    steps.next(&format!("Planning {}", counted(incoming.sheet.len() as u64, "row", "rows")));
    let choices = args.choices(&account, clock::now())?;
    let start = Start { fixes: fixes.unwrap_or_default(), choices, ..Start::by(actor) };
    let plan = pipeline.plan_of(account.id, &incoming, &start).await?;
    if let Some(file) = rows {
        write_rows(&plan, file)?;
    }
    Ok(Prepared { pipeline, account, incoming, start, plan })
}

fn optional<T: serde::de::DeserializeOwned>(
    path: Option<&Path>,
    what: &str,
    code: &'static str,
) -> Result<Option<T>, CliError> {
    path.map(|path| input::json(path, what, code)).transpose()
}

/// The person with an e-mail, or the operator.
async fn actor(conn: &mut Conn, account: AccountId, email: Option<&str>) -> Result<Actor, CliError> {
    let Some(said) = email else { return Ok(Actor::Operator) };
    let unknown =
        || CliError::refused("person.unknown", format!("Nobody of the account has the e-mail {said}."));
    let email = parse_email(said).map_err(|_| unknown())?;
    let user = users::by_email(conn, account, &email).await.map_err(|problem| match problem {
        store::Error::NotFound(_) => unknown(),
        other => other.into(),
    })?;
    if user.values.status != Status::Active {
        let status = user.values.status.as_str().to_lowercase();
        let text = format!("{email} is {status}. Only people who are active import.");
        return Err(CliError::refused("person.inactive", text));
    }
    Ok(Actor::Person { id: user.id.0, role: user.values.role })
}

fn create(path: &Path) -> Result<File, CliError> {
    File::create(path).map_err(|problem| {
        CliError::refused("rows.unwritable", format!("{} cannot be written: {problem}.", path.display()))
    })
}

fn write_rows(plan: &Plan, file: File) -> Result<(), CliError> {
    let mut out = BufWriter::new(file);
    for row in plan.rows_json() {
        serde_json::to_writer(&mut out, &row).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// What stands in the way of applying a plan, as the exit code has it; `Nothing` is none, for then all is done.
pub fn obstacle(plan: &Plan, confirm: Option<u32>) -> Option<CliError> {
    let missing = plan.draft().missing();
    if !missing.is_empty() {
        let fields = missing.iter().map(|field| field.label()).collect::<Vec<_>>().join(", ");
        let constant = if missing.contains(&Field::Role) { ", or one role for everybody" } else { "" };
        let text = format!("No column is matched to: {fields}. A mapping file names the columns{constant}.");
        return Some(CliError::refused("mapping.missing", text));
    }
    let alone = plan.choices().valid_rows_only;
    plan.obstacle(confirm).and_then(|obstacle| of_obstacle(&obstacle, alone))
}

/// An obstacle as the exit code has it; `alone` where the valid rows were to go without the others.
pub fn of_obstacle(obstacle: &Obstacle, alone: bool) -> Option<CliError> {
    let (exit, code, text) = match obstacle {
        Obstacle::Nothing => return None,
        Obstacle::PlanWide(text) => (Exit::Blocked, "plan.blocked", text.clone()),
        Obstacle::Blocked(rows) => (Exit::Blocked, "plan.blocked", blocked(*rows, alone)),
        Obstacle::Guard { number, why } => {
            (Exit::Guarded, "plan.guarded", format!("{why} To do it all the same, add --confirm {number}."))
        }
    };
    Some(CliError { exit, code: code.into(), text })
}

fn blocked(rows: u32, alone: bool) -> String {
    let rows = if rows == 1 { "1 row has an error".to_owned() } else { format!("{rows} rows have an error") };
    let way_out = if alone {
        ", or give fixes with --fixes."
    } else {
        ", give fixes with --fixes, or add --valid-rows-only."
    };
    let others = if alone { " and no other would be created or changed" } else { "" };
    format!("{rows}{others}, so nothing was done. Correct the file{way_out}")
}

/// Causes that are told in words; a file can have thousands.
const MOST_CAUSES: usize = 20;

/// The plan for people.
///
/// # Errors
/// Where writing fails.
pub fn say(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", plan.brief_report(MOST_CAUSES))?;
    let of = |severity| plan.findings().iter().filter(|finding| finding.severity == severity).count();
    if [Severity::Error, Severity::Warning].into_iter().any(|severity| of(severity) > MOST_CAUSES) {
        writeln!(out, "\nEvery cause is in the answer to --json, every row in the file of --rows.")?;
    }
    Ok(())
}

/// The plan as one JSON object, with what stands in the way of it.
///
/// # Errors
/// Never in practice: a plan has no value that JSON lacks.
pub fn to_json(plan: &Plan, problem: Option<&CliError>) -> Result<Value, CliError> {
    let mut answer = serde_json::to_value(plan.to_json()).map_err(io::Error::from)?;
    if let (Value::Object(answer), Some(Value::Object(error))) = (&mut answer, problem.map(CliError::to_json))
    {
        answer.extend(error);
    }
    Ok(answer)
}
