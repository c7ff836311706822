//! `muster billing sync`, and what `show` says of the payment service.

use std::io::{self, Write};

use jiff::Timestamp;
use serde_json::{Value, json};
use store::payment::{self, Standing, State};
use store::{Db, Micros};

use super::wrong;
use crate::cli::args;
use crate::cli::exit::{CliError, Exit};
use crate::config::Config;
use crate::installation;
use crate::pages::words::{count, counted};

/// Ask the payment service how an account stands, and set right there what is another
#[derive(Debug, clap::Args)]
pub struct SyncArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,
}

/// Runs the command.
///
/// # Errors
/// Where no payment service is set, the account has no price, or the service cannot be asked now.
pub async fn sync(args: &SyncArgs, config: &Config, db: &Db, out: &mut dyn Write) -> Result<Exit, CliError> {
    let account = args::account(&mut *db.view().await?, &args.account).await?;
    let key = installation::key(config, db).await?;
    let pipeline = installation::pipeline(config, db, &key)?;
    let payments = installation::payments(config, &pipeline, &key)?
        .ok_or_else(|| wrong("No payment service is set; MUSTER_STRIPE_KEY sets one.".to_owned()))?;
    let standing = async || Ok::<_, CliError>(payment::get(&mut *db.view().await?, account.id).await?);
    let before = standing().await?.ok_or_else(|| wrong(format!("{} has no price.", account.name)))?;
    if !payments.visit_now(account.id).await.map_err(|problem| CliError::unexpected(problem.to_string()))? {
        let until = when(before.rests_until);
        return Err(wrong(format!(
            "Stripe is being asked already, or wants to be left alone until {until}."
        )));
    }
    let after = standing().await?.unwrap_or(before);
    if let Some(words) = &after.words {
        return Err(CliError::unexpected(format!("Stripe could not be asked: {words}")));
    }
    writeln!(out, "{}", account.name)?;
    say(&after, out)?;
    Ok(Exit::Done)
}

fn when(at: Micros) -> String {
    Timestamp::from_microsecond(at.0).unwrap_or_default().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// How an account stands with the payment service, line by line; nothing where nobody has ever looked.
///
/// # Errors
/// Where it cannot be written.
pub fn say(standing: &Standing, out: &mut dyn Write) -> io::Result<()> {
    if standing.state == State::Unknown && standing.words.is_none() {
        return Ok(());
    }
    let state = match standing.state {
        State::Unknown => "not known yet",
        State::NoMethod => "no way to pay yet",
        State::Active => "all is paid",
        State::Incomplete => "the first payment did not go through",
        State::PastDue => "the last payment did not go through",
        State::Unpaid => "the last payment did not go through, and Stripe has given up",
        State::Ended => "Stripe has ended the payments",
    };
    writeln!(out, "  Payment   {state}")?;
    if let Some(method) = &standing.method {
        writeln!(out, "            {}", method.words)?;
    }
    if let (Some(quantity), Some(at)) = (standing.quantity, standing.looked_at) {
        let (seats, wanted) = (counted(quantity.into(), "seat", "seats"), count(standing.wanted.into()));
        writeln!(out, "            {seats} at Stripe at {}, {wanted} wanted", when(at))?;
    }
    if let Some(drift) = standing.drift {
        let found = if drift.found == drift.wanted {
            "another price was".to_owned()
        } else {
            let verb = if drift.found == 1 { "was" } else { "were" };
            let seats = counted(drift.found.into(), "seat", "seats");
            format!("{seats} instead of {} {verb}", count(drift.wanted.into()))
        };
        writeln!(out, "            {found} found at {} and set right", when(drift.at))?;
    }
    if let Some(words) = &standing.words {
        let words: String = words.chars().filter(|letter| !letter.is_control()).collect();
        writeln!(out, "            not asked, try {}: {words}", standing.tries)?;
    }
    Ok(())
}

/// The same as JSON.
pub fn to_json(standing: &Standing) -> Value {
    json!({
        "state": standing.state.as_str(),
        "customer": standing.names.customer,
        "subscription": standing.names.subscription,
        "method": standing.method.as_ref().map(|method| &method.words),
        "wanted": standing.wanted,
        "quantity": standing.quantity,
        "settled": standing.is_settled(),
        "tries": standing.tries,
        "problem": standing.words,
        "overdue_since": standing.arrears().map(when),
        "looked_at": standing.looked_at.map(when),
    })
}
