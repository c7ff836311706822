//! Gives back what was charged: a credit, or a line that is taken back.

use std::io::Write;

use plan::billing::Line;
use plan::choices::Actor;
use store::billing;

use super::{Task, price};
use crate::cli::exit::{CliError, Exit};
use crate::cli::table::plain;

/// Give an amount back, on the invoice of the period that runs, with the tax on it
#[derive(Debug, clap::Args)]
pub struct CreditArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// How much, before tax, such as 50 or 49.90
    #[arg(long, value_name = "AMOUNT")]
    amount: String,

    /// Why, as the invoice says it
    #[arg(long, value_name = "WORDS")]
    reason: String,
}

/// Take a line of the period that runs back, with its seats, or a credit
#[derive(Debug, clap::Args)]
pub struct ReverseArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// The number of the line, as `muster billing show` says it
    #[arg(long, value_name = "N")]
    line: i64,
}

/// Gives an amount back.
///
/// # Errors
/// Where it is no amount, or more than was charged.
pub async fn credit(mut task: Task, args: &CreditArgs, out: &mut dyn Write) -> Result<Exit, CliError> {
    let amount = price::read(&args.amount, task.currency()?)?;
    let by = Actor::Operator;
    let line = billing::credit(&mut task.tx, task.account.id, amount, &args.reason, &by, task.now).await?;
    done(task, &line, out).await
}

/// Takes a line back.
///
/// # Errors
/// Where there is no such line, or it cannot be taken back.
pub async fn reverse(mut task: Task, args: &ReverseArgs, out: &mut dyn Write) -> Result<Exit, CliError> {
    let line =
        billing::take_back(&mut task.tx, task.account.id, args.line, &Actor::Operator, task.now).await?;
    done(task, &line, out).await
}

async fn done(task: Task, line: &Line, out: &mut dyn Write) -> Result<Exit, CliError> {
    task.tx.commit().await?;
    writeln!(out, "{}", plain(&line.label))?;
    writeln!(
        out,
        "  {} before tax and {} of tax, on the invoice of {}.",
        line.amount, line.tax, line.period
    )?;
    Ok(Exit::Done)
}
