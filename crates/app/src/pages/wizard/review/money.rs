//! What the seats of a plan cost: each line, the tax, what it comes to now, and what a period costs from then on.

use plan::effect::{Charge, Effects, Recurring};

/// A line of what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// What it is for.
    pub label: String,
    /// The amount.
    pub amount: String,
    /// What it was before, where it was something else.
    pub before: Option<String>,
    /// Whether this is a sum.
    pub sum: bool,
}

/// Every line, the sum of now, and what follows; nothing without a price.
pub fn costs(effects: &Effects) -> Vec<Cost> {
    let Some(recurring) = &effects.recurring else { return Vec::new() };
    let mut costs: Vec<Cost> = effects.charges.iter().map(line).collect();
    if let Some(charged) = effects.charged() {
        if charged.tax.minor != 0 {
            costs.push(cost("Tax", charged.tax.to_string()));
        }
        let label = if effects.seats.later > 0 { "Together, at the most" } else { "Charged now" };
        let total = charged.total().map_or_else(|problem| problem.to_string(), |total| total.to_string());
        costs.push(Cost { sum: true, ..cost(label, total) });
    }
    costs.push(from_then_on(recurring));
    costs
}

fn line(charge: &Charge) -> Cost {
    let amount = charge.amount().to_string();
    if charge.up_to {
        return cost(&format!("{}, as people join", charge.label), format!("up to {amount}"));
    }
    cost(&charge.label, amount)
}

fn cost(label: &str, amount: String) -> Cost {
    Cost { label: label.to_owned(), amount, before: None, sum: false }
}

/// What a whole period costs with its tax, and what it would cost without this import.
fn from_then_on(recurring: &Recurring) -> Cost {
    let (before, after) = (recurring.before().to_string(), recurring.after().to_string());
    let tax = if recurring.after_tax_minor == 0 { "" } else { " with tax" };
    let label = format!("Per {} from {}{tax}", recurring.period, recurring.from.strftime("%-d %B %Y"));
    Cost { before: (before != after).then_some(before), sum: true, ..cost(&label, after) }
}
