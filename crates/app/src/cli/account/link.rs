//! `muster account link`: the way back in for an Admin.

use std::io::Write;

use plan::choices::Actor;
use plan::snapshot::{Role, Status};
use plan::value::email::EmailAddress;
use serde_json::json;
use store::links::{self, Link};
use store::{Micros, Token, Wait, accounts, audit, users};

use super::create::{LINK_LIFETIME, wrong};
use crate::cli::exit::{CliError, Exit};
use crate::config::Config;
use crate::messages::password_link;
use crate::{clock, installation, random};

/// Print a one-time link by which an Admin sets a new password and gets in
///
/// It works also where the company's own sign-in is the only way in: when that fails, this is the way back. It ends the
/// sessions of the Admin.
#[derive(Debug, clap::Args)]
pub struct LinkArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// The address that the Admin signs in with
    #[arg(long, value_name = "EMAIL")]
    email: String,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where no active Admin of the account signs in with the address.
pub async fn run(args: &LinkArgs, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let now = Micros(clock::now_micros());
    let token = Token::random(&random::bytes()?);
    let email = EmailAddress::parse(&args.email).map(EmailAddress::into_string).unwrap_or_default();
    let mut tx = db.begin(Wait::Long).await?;
    let nobody = || wrong(format!("No active Admin of {} signs in as {}.", args.account, args.email));
    let account = accounts::by_slug(&mut tx, &args.account).await.map_err(|_| nobody())?.id;
    let found = users::sign_in(&mut tx, &email).await?;
    let admin = found.filter(|who| who.account == account && who.role == Role::Admin).ok_or_else(nobody)?;
    if admin.status != Status::Active {
        return Err(nobody());
    }
    let made = Link { account, user: admin.user, expires_at: now.after(LINK_LIFETIME) };
    links::create_with(&mut tx, &token, made, now).await?;
    let subject = Some(admin.user.0);
    audit::add(&mut tx, account, &Actor::Operator, "account.link", subject, &json!({}), now).await?;
    tx.commit().await?;
    db.close().await;
    let link = password_link(&config.public_url, &token);
    if args.json {
        writeln!(out, "{}", json!({"account": args.account, "link": link}))?;
    } else {
        writeln!(out, "With this link the Admin sets a new password. It works once, within seven days:")?;
        writeln!(out, "{link}")?;
    }
    Ok(Exit::Done)
}
