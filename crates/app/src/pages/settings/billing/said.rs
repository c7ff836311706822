//! Prices and settings of a billing as people read them.

use plan::billing::{Counting, Money, Price};

use crate::pages::words;

/// `$30.00 a seat, per month`, tier by tier.
pub fn price(price: &Price) -> String {
    let terms = price.terms();
    let each = |minor| Money::new(minor, terms.currency);
    let mut below = 0;
    let mut parts = Vec::new();
    for tier in &terms.tiers {
        let which = match (below, tier.up_to) {
            (0, None) => "a seat".to_owned(),
            (0, Some(last)) => format!("for the first {}", words::counted(last.into(), "seat", "seats")),
            (_, Some(last)) => format!("up to seat {}", words::count(last.into())),
            (_, None) => "for each seat above".to_owned(),
        };
        parts.push(format!("{} {which}", each(tier.each_minor)));
        below = tier.up_to.unwrap_or(below);
    }
    format!("{}, per {}", parts.join(", "), terms.cycle)
}

/// All of a price: `$30.00 a seat, per month, 19 % tax on top, 40 seats always paid for`.
pub fn whole_price(one: &Price) -> String {
    parts(one).join(", ")
}

/// What two prices do not have in common, of the one before and of the one after; a day on which a period begins is told where
/// it is another.
pub fn changed_price(before: &Price, after: &Price) -> (String, String) {
    let begins = |one: &Price| one.terms().anchor.strftime("a period begins on %-d %B %Y").to_string();
    let whole = |one: &Price| parts(one).into_iter().chain([begins(one)]);
    let both = whole(before).zip(whole(after));
    let (before, after): (Vec<_>, Vec<_>) = both.filter(|(before, after)| before != after).unzip();
    (before.join(", "), after.join(", "))
}

fn parts(one: &Price) -> [String; 3] {
    let terms = one.terms();
    let tax = match terms.tax_ppm {
        0 => "no tax".to_owned(),
        ppm => format!("{} % tax on top", percent(ppm)),
    };
    let committed = words::counted(terms.commitment.into(), "seat", "seats");
    [price(one), tax, format!("{committed} always paid for")]
}

/// A tax of so many parts in a million: `7.7 % on top`.
pub fn tax(ppm: u32) -> String {
    format!("{} % on top", percent(ppm))
}

fn percent(ppm: u32) -> String {
    let percent = format!("{}.{:04}", ppm / 10_000, ppm % 10_000);
    percent.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// From when on a seat counts.
pub fn counting(counting: Counting) -> String {
    match counting {
        Counting::Invited => "from the invitation on".to_owned(),
        Counting::Joining { trial_days: 0, .. } => "from joining on".to_owned(),
        Counting::Joining { trial_days, .. } => {
            format!("{} after joining", words::counted(trial_days.into(), "day", "days"))
        }
    }
}
