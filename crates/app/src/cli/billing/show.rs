//! `muster billing show`: price, seats, invoices and the lines of the ledger.

use std::io::{self, Write};

use plan::billing::{Amount, Billing, Counting, Line, Money, Price};
use plan::snapshot::Seats;
use serde_json::{Value, json};
use store::accounts::Account;
use store::billing::invoices::{self, Invoice};
use store::billing::ledger::{self, Booked};
use store::payment::Standing;
use store::{Db, Micros, billing};

use super::payment;
use crate::cli::args;
use crate::cli::exit::{CliError, Exit};
use crate::cli::table::wrap;
use crate::clock;
use crate::pages::words::counted;

/// Show the price of an account, its seats, and every line that was charged
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    account: String,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// What there is to show.
struct Shown {
    account: Account,
    seats: Seats,
    billing: Option<Billing>,
    invoices: Vec<Invoice>,
    lines: Vec<Booked>,
    standing: Option<Standing>,
}

/// Runs the command.
///
/// # Errors
/// Where the account is not found.
pub async fn run(args: &ShowArgs, db: &Db, out: &mut dyn Write) -> Result<Exit, CliError> {
    let mut view = db.view().await?;
    let account = args::account(&mut view, &args.account).await?;
    let (seats, billing) = billing::today(&mut view, account.id, Micros(clock::now_micros())).await?;
    let invoices = invoices::list(&mut view, account.id).await?;
    let lines = ledger::all(&mut view, account.id).await?;
    let standing = store::payment::get(&mut view, account.id).await?;
    let shown = Shown { account, seats, billing, invoices, lines, standing };
    if args.json {
        writeln!(out, "{}", shown.to_json())?;
    } else {
        shown.say(out)?;
    }
    Ok(Exit::Done)
}

impl Shown {
    fn to_json(&self) -> Value {
        let billing = self.billing.as_ref().map(|billing| {
            json!({
                "price": billing.price,
                "next_price": billing.next,
                "period": billing.period,
                "counting": billing.counting,
                "cap": billing.cap,
            })
        });
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|booked| {
                json!({
                    "id": booked.entry.id,
                    "line": booked.entry.line,
                    "import": booked.cause.import,
                    "user": booked.cause.user,
                    "by": booked.cause.by.map(|actor| match actor.person() {
                        Some(person) => json!(person),
                        None => json!("operator"),
                    }),
                })
            })
            .collect();
        let invoices: Vec<Value> = self
            .invoices
            .iter()
            .map(|invoice| {
                json!({
                    "number": invoice.number,
                    "period": invoice.period,
                    "closed": invoice.closed_at.is_some(),
                    "paid": invoice.paid_at.is_some(),
                })
            })
            .collect();
        json!({
            "seats": {"paid": self.seats.paid(), "used": self.seats.used, "commitment": self.seats.commitment},
            "billing": billing,
            "invoices": invoices,
            "ledger": lines,
            "payment": self.standing.as_ref().map(payment::to_json),
        })
    }

    fn say(&self, out: &mut dyn Write) -> io::Result<()> {
        let seats = &self.seats;
        writeln!(out, "{}", self.account.name)?;
        writeln!(
            out,
            "  Seats     {} paid, {} used, {} always paid for",
            seats.paid(),
            seats.used,
            seats.commitment
        )?;
        let Some(billing) = &self.billing else {
            writeln!(out, "  Price     none; nothing is charged. `muster billing price` sets one.")?;
            return Ok(());
        };
        say_billing(billing, out)?;
        if let Some(standing) = &self.standing {
            payment::say(standing, out)?;
        }
        for invoice in &self.invoices {
            self.say_invoice(billing, invoice, out)?;
        }
        Ok(())
    }

    fn say_invoice(&self, billing: &Billing, invoice: &Invoice, out: &mut dyn Write) -> io::Result<()> {
        let lines = self.lines.iter().filter(|booked| booked.entry.line.period == invoice.period);
        let lines: Vec<(i64, &Line)> = lines.map(|booked| (booked.entry.id, &booked.entry.line)).collect();
        let title = match (invoice.number, invoice.paid_at) {
            (Some(number), Some(_)) => format!("Invoice {number}, paid"),
            (Some(number), None) => format!("Invoice {number}, not paid"),
            (None, _) if invoice.closed_at.is_some() => return Ok(()),
            (None, _) => "This period".to_owned(),
        };
        writeln!(out, "\n{title}: {}", invoice.period)?;
        let sum = Amount::of(billing.price.currency(), lines.iter().map(|(_, line)| *line))
            .map_err(io::Error::other)?;
        let total = sum.total().map_err(io::Error::other)?;
        for (id, line) in &lines {
            say_line(out, &format!("{id:>6}"), &line.label, line.amount)?;
        }
        for (word, amount) in [("Before tax", sum.net), ("Tax", sum.tax), ("Together", total)] {
            say_line(out, "", word, amount)?;
        }
        Ok(())
    }
}

/// How wide the words of a line are; what is longer goes on below.
const WORDS: usize = 64;

/// A line of an invoice: its number, which `muster billing reverse` takes, its words and its amount.
fn say_line(out: &mut dyn Write, number: &str, words: &str, amount: Money) -> io::Result<()> {
    for (at, words) in (0..).zip(wrap(words, WORDS)) {
        let (number, amount) = if at == 0 { (number, amount.to_string()) } else { ("", String::new()) };
        // A word without a blank can be wider; then the amount comes after it.
        writeln!(out, "{}", format!("  {number:<6}  {words:<WORDS$} {amount:>16}").trim_end())?;
    }
    Ok(())
}

fn say_billing(billing: &Billing, out: &mut dyn Write) -> io::Result<()> {
    say_price(&billing.price, out)?;
    if let Some(next) = &billing.next {
        let day = billing.period.to.strftime("%-d %B %Y");
        writeln!(out, "            from {day} on:")?;
        say_price(next, out)?;
    }
    writeln!(out, "  Period    {}", billing.period)?;
    match billing.counting {
        Counting::Invited => writeln!(out, "  Counted   from the invitation on")?,
        Counting::Joining { trial_days: 0, .. } => writeln!(out, "  Counted   from joining on")?,
        Counting::Joining { trial_days, .. } => {
            writeln!(out, "  Counted   {} after joining", counted(trial_days.into(), "day", "days"))?;
        }
    }
    if let Some(cap) = billing.cap {
        let money = |minor| Money::new(minor, billing.price.currency());
        writeln!(
            out,
            "  Limit     {} a month for imports, {} used",
            money(cap.most_minor),
            money(cap.charged_minor)
        )?;
    }
    Ok(())
}

fn say_price(price: &Price, out: &mut dyn Write) -> io::Result<()> {
    let terms = price.terms();
    for tier in &terms.tiers {
        let each = Money::new(tier.each_minor, terms.currency);
        let end = tier.up_to.map_or_else(String::new, |last| format!(", up to seat {last}"));
        writeln!(out, "  Price     {each} a seat and {}{end}", terms.cycle)?;
    }
    Ok(())
}
