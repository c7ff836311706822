//! Seats that a plan adds, and what they cost.

use jiff::civil::Date;

use crate::authority::{Act, may};
use crate::billing::{Billing, BillingError, Need, Quote};
use crate::effect::{Charge, Effects, Recurring, SeatEffect};
use crate::plan::Plan;
use crate::snapshot::Facts;

/// Seats before and after, so many people being created and made active again, and so many leaving their seats. Where people count from joining only, those
/// who wait already take their seats first, and of this plan only those who are made active again take theirs at once.
pub fn seats(facts: &Facts, created: u32, reactivated: u32, freed: u32) -> SeatEffect {
    let (paid, used) = (facts.seats.paid(), facts.seats.used);
    let counting = facts.billing.as_ref().map(|billing| billing.counting).unwrap_or_default();
    let waiting = counting.pending();
    let after = (used + waiting + created + reactivated).saturating_sub(freed);
    let added = after.saturating_sub(paid + ahead(facts));
    let later = if counting.is_at_once() {
        0
    } else {
        added.saturating_sub((used + reactivated).saturating_sub(paid))
    };
    SeatEffect { paid, used, after, added, later }
}

/// Seats that people who wait already will have added before those of a plan.
fn ahead(facts: &Facts) -> u32 {
    let waiting = facts.billing.as_ref().map_or(0, |billing| billing.counting.pending());
    if waiting == 0 { 0 } else { (facts.seats.used + waiting).saturating_sub(facts.seats.paid()) }
}

/// What the seats cost. `None` without a price, and for those who buy no seats: the account's money is none of theirs.
pub fn quote(plan: &Plan) -> Option<Result<Quote, BillingError>> {
    let billing = plan.draft().facts().billing.as_ref()?;
    quote_by(plan, billing)
}

/// What they cost as quoted the day before, if that still holds.
pub fn quote_of_the_day_before(plan: &Plan) -> Option<Quote> {
    let facts = plan.draft().facts();
    let today = facts.today.parse::<Date>().ok()?;
    let before = Billing { quoted_on: today.yesterday().ok(), ..facts.billing.clone()? };
    if plan.effects.charges.is_empty() || before.quote_day(today) == today {
        return None;
    }
    quote_by(plan, &before)?.ok()
}

fn quote_by(plan: &Plan, billing: &Billing) -> Option<Result<Quote, BillingError>> {
    let facts = plan.draft().facts();
    may(&plan.rights, Act::BuySeats, None).ok()?;
    let seats = plan.effects.seats;
    let waiting = billing.counting.pending();
    let need = Need {
        paid: seats.paid,
        added: seats.added - seats.later,
        ahead: ahead(facts),
        later: seats.later,
        used: seats.used + waiting,
        used_after: seats.after,
    };
    let today = facts.today.parse::<Date>().map_err(|_| BillingError::Day(facts.today.clone()));
    Some(today.and_then(|today| billing.quote(need, billing.quote_day(today))))
}

/// Writes a quote into the effects.
pub fn charge(effects: &mut Effects, quote: &Quote) {
    let lines = quote.line.iter().map(|line| Charge::of(line, false));
    let later = quote.later.iter().map(|line| Charge::of(line, true));
    effects.charges = lines.chain(later).collect();
    effects.recurring = Some(Recurring::from(quote));
}
