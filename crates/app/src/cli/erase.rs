//! `muster erase`: takes what is known of one person out of the database.

use std::io::Write;

use plan::choices::Actor;
use store::erase::{self, Erased};
use store::users::{self, User};
use store::{AccountId, Conn, Micros, UserId, Wait};

use super::args::account;
use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::pages::words::counted;
use crate::{clock, installation};

/// Erase what is known of one person
///
/// Names, addresses, phones, ids, ways to sign in, messages and the files that name the person go; whoever is active is
/// suspended first, and an open invitation is cancelled. The history keeps its numbers: its rows say "Erased person".
/// Without --yes nothing is done, and what would be erased is listed. Backups are not reached.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The short name of the account
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// The person: an e-mail address, or the number at the end of the address of their page
    #[arg(long, value_name = "EMAIL|ID")]
    person: String,

    /// Do it; it cannot be taken back
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
///
/// # Errors
/// Where there is no such person, for the last Admin, and while an import that names the person waits to be applied.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let key = installation::key(config, &db).await?;
    // Every file is read in a view, while others write: to look, and to erase in a short moment what was found.
    let mut view = db.view().await?;
    let account = account(&mut view, &args.account).await?.id;
    let person = find(&mut view, account, &args.person).await?;
    let named = erase::look(&mut view, account, person.id).await?;
    drop(view);
    let mut tx = db.begin(Wait::Long).await?;
    let now = Micros(clock::now_micros());
    let erased = erase::person(&mut tx, &key, account, &named, &Actor::Operator, now).await?;
    let mut is_compact = true;
    if args.yes {
        tx.commit().await?;
        is_compact = db.compact().await?;
    } else {
        tx.roll_back().await?;
    }
    db.close().await;
    say(&person, &erased, args.yes, out)?;
    if !is_compact {
        writeln!(out, "{STILL_READ}")?;
    }
    Ok(Exit::Done)
}

/// What to do where the bytes are not known to be gone.
const STILL_READ: &str = "The database was in use all the while, so traces may still lie in its files. They are gone once no process of \
                          Muster has it open any more: stop the panel and its workers for a moment.";

async fn find(conn: &mut Conn, account: AccountId, said: &str) -> Result<User, CliError> {
    let found = match said.parse::<i64>() {
        Ok(id) => users::get(conn, account, UserId(id)).await,
        Err(_) => users::by_email(conn, account, &said.trim().to_lowercase()).await,
    };
    found.map_err(|problem| match problem {
        store::Error::NotFound(_) => CliError::refused(
            "person.unknown",
            format!(
                "This account has nobody with {said}. Somebody whose invitation was cancelled is found by number only: it \
                 stands at the end of the address of their page."
            ),
        ),
        other => other.into(),
    })
}

fn say(person: &User, erased: &Erased, done: bool, out: &mut dyn Write) -> std::io::Result<()> {
    let values = &person.values;
    let name = format!("{} {} ({})", values.first_name, values.last_name, values.email);
    if done {
        writeln!(out, "Person {} is erased.", person.id)?;
    } else {
        writeln!(
            out,
            "{name} would be erased. Nothing is done yet; --yes does it, and it cannot be taken back."
        )?;
    }
    let rows = counted(erased.rows.into(), "row", "rows");
    writeln!(out, "  In the history:  {rows} without values")?;
    let list = |imports: &[store::ImportId]| {
        let numbers: Vec<String> = imports.iter().map(ToString::to_string).collect();
        if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") }
    };
    writeln!(out, "  Files of imports: {}", list(&erased.files_of))?;
    if !erased.discarded.is_empty() {
        writeln!(
            out,
            "  Unfinished imports that are discarded with their file: {}",
            list(&erased.discarded)
        )?;
    }
    Ok(())
}
