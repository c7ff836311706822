//! `muster account show`: how an account is set, and who may import.

use std::io::{self, Write};

use plan::snapshot::{Role, Status};
use serde_json::{Value, json};
use store::accounts::Account;
use store::users::User;
use store::users::list::{self, Filter};
use store::{Conn, Page};

use crate::cli::args;
use crate::cli::exit::{CliError, Exit};
use crate::config::Config;
use crate::installation;
use crate::pages::words;

/// Say how an account is set, and who may import
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where there is no such account.
pub async fn run(asked: &ShowArgs, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let mut view = db.view().await?;
    let account = args::account(&mut view, &asked.account).await?;
    let standing = Standing::of(&mut view, account).await?;
    drop(view);
    db.close().await;
    if asked.json {
        writeln!(out, "{}", standing.to_json())?;
    } else {
        standing.say(out)?;
    }
    Ok(Exit::Done)
}

/// So many people are read at once.
const AT_ONCE: u32 = 500;

/// An account with the people who may import.
pub struct Standing {
    account: Account,
    importers: Vec<User>,
}

impl Standing {
    /// How things stand now.
    pub async fn of(conn: &mut Conn, account: Account) -> Result<Self, CliError> {
        let mut importers = active(conn, &account, Role::Admin).await?;
        if account.managers_import {
            importers.extend(active(conn, &account, Role::Manager).await?);
        }
        Ok(Self { account, importers })
    }

    /// The same as one object.
    pub fn to_json(&self) -> Value {
        let settings = &self.account.settings;
        let importers = self.importers.iter().map(
            |user| json!({"email": user.values.email, "name": name(user), "role": user.values.role.as_str()}),
        );
        json!({
            "account": self.account.slug,
            "name": self.account.name,
            "country": settings.country,
            "time_zone": settings.time_zone,
            "language": self.account.language,
            "currency": settings.currency,
            "seats_paid": self.account.paid(),
            "managers_import": self.account.managers_import,
            "importers": importers.collect::<Vec<Value>>(),
        })
    }

    fn say(&self, out: &mut dyn Write) -> io::Result<()> {
        let settings = &self.account.settings;
        writeln!(out, "{}, as {}.", self.account.name, self.account.slug)?;
        writeln!(out, "  Settings  {}, {}, {}", settings.country, settings.time_zone, settings.currency)?;
        writeln!(out, "  Seats     {} paid for", self.account.paid())?;
        writeln!(out, "  Imports   {}", who_imports(self.account.managers_import))?;
        writeln!(out)?;
        writeln!(out, "May import:")?;
        for user in &self.importers {
            writeln!(out, "  {}, {}, {}", name(user), user.values.email, user.values.role)?;
        }
        Ok(())
    }
}

/// Who imports, in words.
pub const fn who_imports(managers: bool) -> &'static str {
    if managers { "Admins, and Managers for their own teams and territories" } else { "Admins only" }
}

fn name(user: &User) -> String {
    words::full_name(&user.values.first_name, &user.values.last_name)
}

/// Everybody active with a role, by name.
async fn active(conn: &mut Conn, account: &Account, role: Role) -> Result<Vec<User>, CliError> {
    let filter = Filter { role: Some(role), status: Some(Status::Active), ..Filter::default() };
    let (mut found, mut page) = (Vec::new(), Page { offset: 0, limit: AT_ONCE });
    loop {
        let part = list::list(conn, account.id, &filter, page).await?.rows;
        if part.is_empty() {
            return Ok(found);
        }
        found.extend(part);
        page.offset += AT_ONCE;
    }
}
