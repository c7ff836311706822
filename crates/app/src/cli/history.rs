//! `muster history`: the imports of an account.

use std::collections::HashMap;
use std::io::{self, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::choices::Actor;
use plan::plan::Fate;
use serde::Serialize;
use serde_json::json;
use store::accounts::Account;
use store::imports::history::{self, Filter};
use store::imports::{Import, Status};
use store::{AccountId, Conn, Page, UserId, users};

use super::args::{self, FateCounts};
use super::exit::{CliError, Exit};
use super::table::Table;
use crate::config::Config;
use crate::installation;

/// List the imports of an account, the latest first
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// One import as `--json` prints it.
#[derive(Debug, Serialize)]
struct Line {
    import: i64,
    /// When it was applied, else when it was begun; RFC 3339, UTC.
    at: String,
    /// The e-mail of who began it, or `operator`.
    by: String,
    file: String,
    sha256: String,
    status: &'static str,
    /// The five fates of what was agreed to; `null` before that.
    rows: Option<FateCounts>,
}

/// Runs the command.
///
/// # Errors
/// Where the account is not found.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let mut view = db.view().await?;
    let account = args::account(&mut view, &args.account).await?;
    let lines = lines(&mut view, account.id).await?;
    drop(view);
    db.close().await;
    if args.json {
        writeln!(out, "{}", json!({ "imports": lines }))?;
    } else {
        say(&account, &lines, out)?;
    }
    Ok(Exit::Done)
}

/// Imports that are read at once.
const AT_ONCE: u32 = 500;

/// Every import but those that were given up, the latest first.
async fn lines(conn: &mut Conn, account: AccountId) -> Result<Vec<Line>, CliError> {
    let filter =
        Filter { statuses: vec![Status::Draft, Status::Approved, Status::Applied], ..Filter::default() };
    let mut names = HashMap::new();
    let mut lines = Vec::new();
    loop {
        let page = Page { offset: lines.len() as u32, limit: AT_ONCE };
        let listed = history::list(conn, account, &filter, page).await?;
        if listed.rows.is_empty() {
            return Ok(lines);
        }
        for import in listed.rows {
            let by = name(conn, account, import.actor, &mut names).await?;
            lines.push(line(import, by));
        }
    }
}

/// The e-mail of who began an import, or `operator`.
async fn name(
    conn: &mut Conn,
    account: AccountId,
    actor: Actor,
    known: &mut HashMap<i64, String>,
) -> Result<String, CliError> {
    let Some(id) = actor.person() else { return Ok("operator".to_owned()) };
    if let Some(name) = known.get(&id) {
        return Ok(name.clone());
    }
    let name = users::get(conn, account, UserId(id)).await?.values.email;
    known.insert(id, name.clone());
    Ok(name)
}

fn line(import: Import, by: String) -> Line {
    let at = import.applied_at.unwrap_or(import.created_at);
    Line {
        import: import.id.0,
        at: Timestamp::from_microsecond(at.0).map(|at| at.to_string()).unwrap_or_default(),
        by,
        file: import.file_name,
        sha256: import.sha256,
        status: import.status.as_str(),
        rows: import.approval.map(|agreed| FateCounts::of(agreed.counts)),
    }
}

/// The answer for people, with times where the account is.
fn say(account: &Account, lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        let slug = &account.slug;
        return writeln!(
            out,
            "No imports yet. `muster import FILE --subject users --account {slug} --yes` makes the first."
        );
    }
    let zone = TimeZone::get(&account.settings.time_zone).unwrap_or(TimeZone::UTC);
    let when = |at: &str| {
        let at: Option<Timestamp> = at.parse().ok();
        at.map(|at| at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default()
    };
    let mut header = vec!["Import", "When", "By", "File", "Status"];
    header.extend(["Created", "Updated", "Unchanged", "Skipped", "Blocked"]);
    let mut table = Table::new(&header, &[0, 5, 6, 7, 8, 9]);
    for line in lines {
        let mut cells = vec![
            line.import.to_string(),
            when(&line.at),
            line.by.clone(),
            line.file.clone(),
            line.status.to_owned(),
        ];
        let number = |fate: Fate| line.rows.map_or(String::new(), |rows| rows.number(fate).to_string());
        cells.extend(Fate::ALL.map(number));
        table.row(&cells);
    }
    table.write(out)
}
