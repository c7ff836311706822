//! `muster export`: the current people as a spreadsheet.

use std::io::Write;

use plan::export::{UserRows, is_current};
use plan::field::Field;
use plan::snapshot::Person;
use store::users::{self, User};
use store::{AccountId, Conn, snapshot};

use super::args::{self, Subject};
use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::installation;
use crate::spreadsheet::{Format, write_table};

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
    let rows = user_rows(&mut view, account.id).await?;
    drop(view);
    db.close().await;
    write_table(args.format, "People", &Field::TEMPLATE_HEADERS, rows.iter(), out)?;
    Ok(Exit::Done)
}

/// People that are read at once.
const AT_ONCE: u32 = 1000;

/// The rows of the people an account has now, by e-mail.
async fn user_rows(conn: &mut Conn, account: AccountId) -> Result<Vec<[String; 9]>, CliError> {
    // Of the facts only teams and territories are used, which know no date.
    let facts = snapshot::facts(conn, account, "").await?;
    let writer = UserRows::new(&facts.teams, &facts.territories);
    let mut rows = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let people = users::list::export(conn, account, after.as_deref(), AT_ONCE).await?;
        let Some(last) = people.last() else { return Ok(rows) };
        after = Some(last.values.email.clone());
        let current = people.into_iter().filter(|user| is_current(user.values.status));
        rows.extend(current.map(|user| writer.row(&person(user))));
    }
}

/// A person as planning knows one.
fn person(user: User) -> Person {
    let values = user.values;
    Person {
        id: user.id.0,
        version: user.version,
        first_name: values.first_name,
        last_name: values.last_name,
        email: values.email,
        phone: values.phone,
        role: values.role,
        access: values.access,
        teams: values.teams.into_iter().map(|team| team.0).collect(),
        territories: values.territories.into_iter().map(|territory| territory.0).collect(),
        external_id: values.external_id,
        status: values.status,
    }
}
