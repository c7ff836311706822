//! What the seats of a plan cost: each line, the tax, what it comes to now, and what a period costs from then on.

use plan::billing::Money;
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
    let tax = effects.charges.iter().fold(0, |sum: i64, charge| sum.saturating_add(charge.tax_minor));
    if tax != 0 {
        costs.push(cost("Tax", Money::new(tax, recurring.currency).to_string()));
    }
    if let Some((amount, at_most)) = sum_of(effects) {
        let label = if at_most { "Together, at the most" } else { "Charged now" };
        costs.push(Cost { sum: true, ..cost(label, amount) });
    }
    costs.push(from_then_on(recurring));
    costs
}

/// What is charged with its tax, and whether that is the most it can be; nothing where nothing is charged.
pub fn sum_of(effects: &Effects) -> Option<(String, bool)> {
    let currency = effects.charges.first()?.currency;
    let charged = |charge: &Charge| charge.amount_minor.saturating_add(charge.tax_minor);
    let sum = effects.charges.iter().fold(0, |sum: i64, charge| sum.saturating_add(charged(charge)));
    let at_most = effects.charges.iter().any(|charge| charge.up_to);
    Some((Money::new(sum, currency).to_string(), at_most))
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
    let money = |net: i64, tax: i64| Money::new(net.saturating_add(tax), recurring.currency).to_string();
    let before = money(recurring.before_minor, recurring.before_tax_minor);
    let after = money(recurring.after_minor, recurring.after_tax_minor);
    let tax = if recurring.after_tax_minor == 0 { "" } else { " with tax" };
    let label = format!("Per {} from {}{tax}", recurring.period, recurring.from.strftime("%-d %B %Y"));
    Cost { before: (before != after).then_some(before), sum: true, ..cost(&label, after) }
}
