//! The words of seats: what they cost, and what stands in the way of more.

use jiff::civil::Date;

use super::{more_seats, thousands};
use crate::billing::{BillingError, Cap, Money, Overdue, Quote, day_said};
use crate::effect::Effects;
use crate::finding::Code;

/// What the seats that are added cost: `$54.15 now and $107.10 more a month from 1 January 2027, tax included`. `None` where
/// nothing is charged.
pub fn cost(effects: &Effects) -> Option<String> {
    let charged = effects.charged()?;
    let now = charged.total().ok()?;
    let mut text = match effects.recurring {
        Some(recurring) if effects.seats.later > 0 => {
            format!("up to {now} until {}", day_said(last_before(recurring.from)))
        }
        _ => format!("{now} now"),
    };
    if let Some(more) = more(effects) {
        text = format!("{text} and {more}");
    }
    Some(if charged.tax.minor > 0 { format!("{text}, tax included") } else { text })
}

/// What is paid from the next period on beyond what would be paid anyway: `$107.10 more a month from 1 January 2027`, with
/// tax. `None` where it is nothing.
pub fn more(effects: &Effects) -> Option<String> {
    let recurring = effects.recurring?;
    let more = recurring.after().minus(recurring.before()).ok()?;
    (more.minor > 0).then(|| format!("{more} more a {} from {}", recurring.period, day_said(recurring.from)))
}

/// The heading of what stands in the way.
pub fn title(code: Code) -> &'static str {
    match code {
        Code::SeatsCap => "Above the cap of the month",
        Code::SeatsOverdue => "A payment has not gone through",
        Code::SeatsUnpriced => "What the seats cost cannot be worked out",
        _ => "Not enough seats",
    }
}

/// Why a plan is refused where the account buys no seats by import. Without a price there is only whoever hosts it to ask.
pub fn forbidden(effects: &Effects) -> String {
    let added = effects.seats.added;
    match cost(effects) {
        Some(cost) => format!(
            "{} {cost}, and your account does not buy seats by import. Leave rows out, or have an Admin allow it under Billing.",
            missing(added)
        ),
        None => format!(
            "This needs {} than are paid for, and your account does not buy seats by import. Leave rows out, or ask whoever hosts Muster for more seats.",
            more_seats(&added.to_string())
        ),
    }
}

/// Why a plan is refused that would charge more than a month may.
pub fn over_the_cap(effects: &Effects, quote: &Quote, cap: Cap) -> String {
    let money = |minor: i64| Money::new(minor, quote.now.net.currency);
    let up_to = if effects.seats.later > 0 { "up to " } else { "" };
    format!(
        "{} {up_to}{} before tax. Imports may charge {} in a month, and {} of that is used. Leave rows out, wait for the next month, or have an Admin raise the cap under Billing.",
        missing(effects.seats.added),
        quote.now.net,
        money(cap.most_minor),
        money(cap.charged_minor.max(0)),
    )
}

/// Why a plan is refused while a payment has not gone through for too long.
pub fn overdue(added: u32, overdue: Overdue) -> String {
    format!(
        "This needs {} than are paid for, and imports buy none since {}: a payment has not gone through since {}. Leave rows out, or have an Admin update the way to pay under Billing.",
        more_seats(&thousands(added)),
        day_said(overdue.until.tomorrow().unwrap_or(overdue.until)),
        day_said(overdue.since),
    )
}

/// Why a plan is refused of which nobody can say what it costs.
pub fn unpriced(added: u32, error: &BillingError) -> String {
    format!(
        "This needs {} than are paid for, and what that costs cannot be worked out: {error}. Leave rows out, or have an Admin look at the price under Billing.",
        more_seats(&thousands(added))
    )
}

/// How many seats are missing, up to what they cost.
fn missing(added: u32) -> String {
    match added {
        1 => format!("This needs {} than is paid for. It costs", more_seats("1")),
        _ => format!("This needs {} than are paid for. They cost", more_seats(&thousands(added))),
    }
}

fn last_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}
