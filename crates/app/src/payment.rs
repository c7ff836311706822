//! What things of this installation are called at the payment service.
//!
//! Names and keys follow from what they are for, so that any process makes the same ones, and two installations that share
//! an account at the service keep apart.

use plan::billing::Terms;
use sha2::{Digest, Sha256};
use store::AccountId;

use crate::random::hex;

/// The keys of an account: the service answers one and the same key the same.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'a> {
    /// What the installation is called.
    pub installation: &'a str,
    /// The account.
    pub account: AccountId,
}

impl Keys<'_> {
    /// The key of one thing to be done for a revision. Another generation is another key for the same.
    pub fn of(&self, what: &str, revision: i64, generation: i64) -> String {
        format!("muster-{}-{}-{what}-{revision}-{generation}", self.installation, self.account)
    }

    /// The key with which the company is made known, whatever its seats are by then.
    pub fn of_customer(&self, generation: i64) -> String {
        self.of("customer", 0, generation)
    }
}

/// The name of the plan of a price: the same for the same tiers, tax, currency and period of an account. The commitment is
/// none of its business.
pub fn plan_name(installation: &str, account: AccountId, terms: &Terms) -> String {
    let tiers = terms.tiers.iter().map(|tier| {
        let up_to = tier.up_to.map_or_else(String::new, |last| last.to_string());
        format!("{up_to}:{}", tier.each_minor)
    });
    let tiers: Vec<String> = tiers.collect();
    let text = format!("{} {} {} {}", terms.currency, terms.cycle, terms.tax_ppm, tiers.join(" "));
    let digest = hex(Sha256::digest(text).get(..8).unwrap_or_default());
    format!("muster-{installation}-{account}-{digest}")
}

#[cfg(test)]
mod tests {
    use plan::billing::{Currency, Cycle, Tier};

    use super::*;

    #[test]
    fn a_plan_is_called_by_what_a_seat_costs_and_nothing_else() {
        let terms = Terms {
            currency: Currency::parse("USD").unwrap(),
            cycle: Cycle::Month,
            anchor: "2026-01-01".parse().unwrap(),
            tiers: vec![Tier::all(3_000)],
            tax_ppm: 0,
            commitment: 3,
        };
        let name = |terms: &Terms| plan_name("0a1b", AccountId(7), terms);
        assert!(name(&terms).starts_with("muster-0a1b-7-"));
        assert_eq!(name(&terms), name(&Terms { commitment: 9, ..terms.clone() }));
        for other in [
            Terms { cycle: Cycle::Year, ..terms.clone() },
            Terms { tax_ppm: 1, ..terms.clone() },
            Terms { tiers: vec![Tier { up_to: Some(3), each_minor: 3_000 }, Tier::all(1)], ..terms.clone() },
        ] {
            assert_ne!(name(&terms), name(&other));
        }
    }
}
