//! `muster billing`: what the seats of an account cost. The price is the operator's to set; what an account wants to spend
//! is its Admins', in the panel, and can be set here too. Only here is anything given back.

mod giving;
mod invoice;
mod payment;
mod price;
mod show;

use std::io::Write;

use clap::Subcommand;
use plan::billing::{Counting, Currency, Price};
use plan::choices::Actor;
use store::accounts::Account;
use store::billing::invoices;
use store::{Micros, Tx, Wait, billing};

use self::giving::{CreditArgs, ReverseArgs};
use self::invoice::InvoiceArgs;
use self::payment::SyncArgs;
use self::price::PriceArgs;
use self::show::ShowArgs;
use super::args;
use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::outside::stripe::amount;
use crate::pages::words::counted;
use crate::{clock, installation};

/// Set what the seats of an account cost, and see what was charged
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: BillingCommand,
}

impl Args {
    /// Whether the answer is one JSON object.
    pub const fn json(&self) -> bool {
        matches!(&self.command, BillingCommand::Show(args) if args.json)
    }
}

#[derive(Debug, Subcommand)]
enum BillingCommand {
    Show(ShowArgs),
    Price(PriceArgs),
    Cap(CapArgs),
    Counting(CountingArgs),
    Paid(PaidArgs),
    Credit(CreditArgs),
    Reverse(ReverseArgs),
    Invoice(InvoiceArgs),
    Sync(SyncArgs),
}

/// Limit what imports may charge in a calendar month, before tax
#[derive(Debug, clap::Args)]
struct CapArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// The most, such as 500 or 499.50
    #[arg(long, value_name = "AMOUNT", required_unless_present = "none", conflicts_with = "none")]
    most: Option<String>,

    /// No limit
    #[arg(long)]
    none: bool,
}

/// Say from when on somebody takes a seat: from the invitation on, or from joining
#[derive(Debug, clap::Args)]
struct CountingArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// From when on
    #[arg(long, value_name = "WHEN", value_enum)]
    from: From,

    /// Days after joining that cost nothing
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=366))]
    trial_days: u32,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum From {
    Invitation,
    Joining,
}

/// Mark an invoice as paid
#[derive(Debug, clap::Args)]
struct PaidArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// The number of the invoice
    #[arg(long, value_name = "N")]
    invoice: u32,

    /// It is not paid after all
    #[arg(long)]
    undo: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the account is not found, has no price yet, or a value cannot be read.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let db = installation::open(config).await?;
    let exit = match &args.command {
        BillingCommand::Show(args) => show::run(args, &db, out).await,
        BillingCommand::Price(args) => {
            price(Task::begin(&db, &args.account).await?, args, config.stripe.is_some(), out).await
        }
        BillingCommand::Cap(args) => cap(Task::begin(&db, &args.account).await?, args, out).await,
        BillingCommand::Counting(args) => counting(Task::begin(&db, &args.account).await?, args, out).await,
        BillingCommand::Paid(args) => paid(Task::begin(&db, &args.account).await?, args, out).await,
        BillingCommand::Credit(args) => {
            giving::credit(Task::begin(&db, &args.account).await?, args, out).await
        }
        BillingCommand::Reverse(args) => {
            giving::reverse(Task::begin(&db, &args.account).await?, args, out).await
        }
        BillingCommand::Invoice(args) => invoice::run(args, &db, out).await,
        BillingCommand::Sync(args) => payment::sync(args, config, &db, out).await,
    };
    db.close().await;
    exit
}

/// A change by the operator.
struct Task {
    tx: Tx,
    account: Account,
    now: Micros,
}

impl Task {
    async fn begin(db: &store::Db, slug: &str) -> Result<Self, CliError> {
        let mut tx = db.begin(Wait::Long).await?;
        let account = args::account(&mut tx, slug).await?;
        Ok(Self { tx, account, now: Micros(clock::now_micros()) })
    }

    fn currency(&self) -> Result<Currency, CliError> {
        Currency::parse(&self.account.settings.currency).map_err(|problem| wrong(problem.to_string()))
    }
}

async fn price(
    mut task: Task,
    args: &PriceArgs,
    collects: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let before = billing::today(&mut task.tx, task.account.id, task.now).await?.1;
    let coming = before.as_ref().map(|billing| billing.coming().terms().commitment);
    let terms = args.terms(task.currency()?, coming.unwrap_or(task.account.settings.commitment))?;
    if collects {
        amount::each(&terms).map_err(wrong)?;
    }
    let price = Price::new(terms).map_err(|problem| wrong(problem.to_string()))?;
    billing::set_price(&mut task.tx, task.account.id, &price, &Actor::Operator, task.now).await?;
    task.tx.commit().await?;
    match before {
        None => writeln!(
            out,
            "{} pays from today on. `muster billing show` says what was charged.",
            task.account.name
        )?,
        Some(before) => writeln!(
            out,
            "{} pays this from {} on, when the next period begins.",
            task.account.name,
            before.period.to.strftime("%-d %B %Y")
        )?,
    }
    Ok(Exit::Done)
}

async fn cap(mut task: Task, args: &CapArgs, out: &mut dyn Write) -> Result<Exit, CliError> {
    let most = args.most.as_deref().map(|text| price::read(text, task.currency()?)).transpose()?;
    let minor = most.map(|most| most.minor);
    billing::set_cap(&mut task.tx, task.account.id, minor, &Actor::Operator, task.now).await?;
    task.tx.commit().await?;
    match most {
        Some(most) => writeln!(out, "Imports of {} charge {most} a month at the most.", task.account.name)?,
        None => writeln!(out, "Imports of {} charge without a limit.", task.account.name)?,
    }
    Ok(Exit::Done)
}

async fn counting(mut task: Task, args: &CountingArgs, out: &mut dyn Write) -> Result<Exit, CliError> {
    let trial_days = args.trial_days;
    let (counting, said) = match args.from {
        From::Invitation if trial_days > 0 => {
            return Err(wrong("A trial begins with joining: say --from joining.".to_owned()));
        }
        From::Invitation => (Counting::Invited, "from the invitation on".to_owned()),
        From::Joining if trial_days == 0 => {
            (Counting::Joining { trial_days, pending: 0 }, "from joining on".to_owned())
        }
        From::Joining => (
            Counting::Joining { trial_days, pending: 0 },
            format!("{} after joining", counted(trial_days.into(), "day", "days")),
        ),
    };
    billing::set_counting(&mut task.tx, task.account.id, counting, &Actor::Operator, task.now).await?;
    task.tx.commit().await?;
    writeln!(out, "People of {} take a seat {said}.", task.account.name)?;
    Ok(Exit::Done)
}

async fn paid(mut task: Task, args: &PaidArgs, out: &mut dyn Write) -> Result<Exit, CliError> {
    let is_paid = !args.undo;
    invoices::set_paid(&mut task.tx, task.account.id, args.invoice, is_paid, &Actor::Operator, task.now)
        .await?;
    task.tx.commit().await?;
    let said = if is_paid { "is paid" } else { "is not paid" };
    writeln!(out, "Invoice {} of {} {said}.", args.invoice, task.account.name)?;
    Ok(Exit::Done)
}

/// What is wrong with the call, as a sentence.
fn wrong(mut text: String) -> CliError {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !text.ends_with('.') {
        text.push('.');
    }
    CliError::refused("billing.invalid", text)
}
