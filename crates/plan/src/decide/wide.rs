//! What there is to say about the plan as a whole.

use crate::authority::{Act, may};
use crate::billing::{BillingError, Quote};
use crate::finding::{Code, Finding};
use crate::grouping::{plan_wide, plan_wide_said};
use crate::plan::Plan;
use crate::wording;

/// Every finding that is about no row: fields without a column, seats, fixes that matched nothing.
pub fn findings(plan: &Plan, quote: Option<&Result<Quote, BillingError>>) -> Vec<Finding> {
    let draft = plan.draft();
    let missing = draft.missing();
    let missing = missing.iter().map(|field| plan_wide(Code::MappingMissing, Some(*field), String::new()));
    let unmatched = draft.unmatched.iter().map(|fix| {
        let value = serde_json::to_string(fix).unwrap_or_default();
        plan_wide(Code::FixUnmatched, None, value)
    });
    missing.chain(seats(plan, quote)).chain(unmatched).collect()
}

/// What stands in the way of the seats that the plan adds: each switch and limit, so that nobody lifts one and meets the next.
fn seats(plan: &Plan, quote: Option<&Result<Quote, BillingError>>) -> Vec<Finding> {
    let facts = plan.draft().facts();
    let added = plan.effects.seats.added;
    let mut findings = Vec::new();
    if added == 0 {
        return findings;
    }
    if !facts.seats.may_buy {
        let text = wording::seats::forbidden(&plan.effects);
        findings.push(plan_wide_said(Code::SeatsForbidden, added.to_string(), &text));
    } else if let Err(denied) = may(&plan.rights, Act::BuySeats, None) {
        findings.push(plan_wide(denied.code(), None, added.to_string()));
    }
    let today = facts.today.parse().ok();
    let overdue = facts.billing.as_ref().and_then(|billing| billing.overdue);
    if let Some(overdue) = overdue.filter(|overdue| today.is_none_or(|today| overdue.forbids(today))) {
        let text = wording::seats::overdue(added, overdue);
        findings.push(plan_wide_said(Code::SeatsOverdue, added.to_string(), &text));
    }
    let cap = facts.billing.as_ref().and_then(|billing| billing.cap);
    match (quote, cap) {
        (Some(Ok(quote)), Some(cap)) if cap.forbids(quote.now.net) => {
            let text = wording::seats::over_the_cap(&plan.effects, quote, cap);
            findings.push(plan_wide_said(Code::SeatsCap, quote.now.net.to_string(), &text));
        }
        (Some(Err(error)), _) => {
            let text = wording::seats::unpriced(added, error);
            findings.push(plan_wide_said(Code::SeatsUnpriced, added.to_string(), &text));
        }
        _ => {}
    }
    findings
}
