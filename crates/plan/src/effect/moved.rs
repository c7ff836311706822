//! What is other than somebody agreed to, in words: the new and the old amount of each.

use super::{Charge, Effects, Guard, Invites, Recurring};
use crate::billing::day_said;
use crate::choices::Inviting;
use crate::wording::thousands;

impl Effects {
    /// What of these effects is other than of those that somebody agreed to, a sentence each. Nothing where only the rows are,
    /// or a price whose amounts are the same for now.
    pub fn moved_from(&self, agreed: &Self) -> Vec<String> {
        let groups = |new: &[String], old: &[String], what: &str| {
            let named = |names: &[String]| {
                if names.is_empty() { "none".to_owned() } else { names.join(", ") }
            };
            (new != old)
                .then(|| format!("{what} it creates are now: {}. Before: {}.", named(new), named(old)))
        };
        let sentences = [
            moved(self.seats.added, agreed.seats.added, |number| counted(number, "seat", "seats"))
                .map(|text| format!("It adds {text}.")),
            moved(&self.charges, &agreed.charges, |charges| charged(charges))
                .map(|text| format!("It charges {text}.")),
            moved(self.recurring.as_ref(), agreed.recurring.as_ref(), per_period)
                .map(|text| format!("Afterwards seats cost {text}.")),
            moved(self.invites, agreed.invites, invited).map(|text| format!("It sends {text}.")),
            moved(self.notices, agreed.notices, |number| counted(number, "message", "messages"))
                .map(|text| format!("To old addresses it sends {text}.")),
            groups(&self.new_teams, &agreed.new_teams, "The teams that"),
            groups(&self.new_territories, &agreed.new_territories, "The territories that"),
            guarded(self.guard.as_ref(), agreed.guard.as_ref()),
        ];
        sentences.into_iter().flatten().collect()
    }
}

/// `5 seats instead of 4 seats`; nothing where both are said alike.
fn moved<T: Copy>(new: T, old: T, said: impl Fn(T) -> String) -> Option<String> {
    let (new, old) = (said(new), said(old));
    (new != old).then(|| format!("{new} instead of {old}"))
}

fn counted(number: u32, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", thousands(number)),
    }
}

/// `$58.06 and $11.03 tax (One Time Charge: 3 seats, 12 March to 31 March 2026)`.
fn charged(charges: &[Charge]) -> String {
    let line = |charge: &Charge| {
        let up_to = if charge.up_to { "up to " } else { "" };
        match charge.tax() {
            tax if tax.minor == 0 => format!("{up_to}{} ({})", charge.amount(), charge.label),
            tax => format!("{up_to}{} and {tax} tax ({})", charge.amount(), charge.label),
        }
    };
    if charges.is_empty() {
        return "nothing".to_owned();
    }
    charges.iter().map(line).collect::<Vec<_>>().join(" and ")
}

/// `$464.10 a month from 1 April 2026 on`, with tax.
fn per_period(recurring: Option<&Recurring>) -> String {
    recurring.map_or_else(
        || "nothing".to_owned(),
        |recurring| {
            let from = day_said(recurring.from);
            format!("{} a {} from {from} on", recurring.after(), recurring.period)
        },
    )
}

/// `3 invitations by e-mail and 2 by text at once`.
fn invited(invites: Invites) -> String {
    let by_mail = counted(invites.email, "invitation by e-mail", "invitations by e-mail");
    let by_text = if invites.text == 0 { "none".to_owned() } else { thousands(invites.text) };
    let when = match invites.when {
        Inviting::None => String::new(),
        Inviting::Now => " at once".to_owned(),
        Inviting::Held => " once somebody releases them".to_owned(),
        Inviting::At(at) => format!(" on {}", at.said()),
    };
    format!("{by_mail} and {by_text} by text{when}")
}

fn guarded(new: Option<&Guard>, old: Option<&Guard>) -> Option<String> {
    match (new, old) {
        (Some(new), Some(old)) if new != old => Some(format!(
            "The number to type in is {} ({}) instead of {}.",
            new.number,
            new.label.to_lowercase(),
            old.number
        )),
        (Some(new), None) => {
            Some(format!("{} It asks for the number {}, and asked for none before.", new.why, new.number))
        }
        (None, Some(old)) => Some(format!("It asks for no number any more instead of {}.", old.number)),
        _ => None,
    }
}
