//! Amounts as Stripe counts them, which is not everywhere as ISO 4217 does.
//!
//! Króna and shilling of Uganda are counted there in hundredths and taken whole only; the ariary has no hundredths; dinars and
//! rials have thousandths of which only whole tens are taken.

use plan::billing::{Currency, Money, Terms};

/// How many decimal digits Stripe's numbers have, and which multiples of their last it takes.
fn counted(currency: Currency) -> (u32, i64) {
    match currency.as_str() {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => (0, 1),
        "ISK" | "UGX" => (2, 100),
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => (3, 10),
        _ => (2, 1),
    }
}

/// What each tier of a price costs in Stripe's numbers, or which amount these cannot say, as a sentence.
pub fn each(terms: &Terms) -> Result<Vec<i64>, String> {
    let of = |each_minor| {
        let money = Money::new(each_minor, terms.currency);
        told(money)
            .ok_or_else(|| format!("Stripe does not count so finely: it cannot collect {money} a seat."))
    };
    terms.tiers.iter().map(|tier| of(tier.each_minor)).collect()
}

/// An amount in Stripe's numbers; `None` where these cannot say it.
fn told(money: Money) -> Option<i64> {
    let ((theirs, step), ours) = (counted(money.currency), money.currency.digits());
    let finer = 10_i64.checked_pow(theirs.saturating_sub(ours))?;
    let coarser = 10_i64.checked_pow(ours.saturating_sub(theirs))?;
    let number = money.minor.checked_mul(finer)?;
    let fits = number % coarser == 0 && (number / coarser) % step == 0;
    fits.then(|| number / coarser)
}

/// The amount that a number of Stripe's says, rounded to what the currency counts in.
pub fn heard(number: i64, currency: Currency) -> Money {
    let ((theirs, _), ours) = (counted(currency), currency.digits());
    let finer = 10_i64.saturating_pow(ours.saturating_sub(theirs));
    let coarser = 10_i64.saturating_pow(theirs.saturating_sub(ours));
    let rounded = number.saturating_add(coarser / 2).div_euclid(coarser);
    Money::new(rounded.saturating_mul(finer), currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, currency: &str) -> Money {
        Money::new(minor, Currency::parse(currency).unwrap())
    }

    #[test]
    fn each_currency_is_told_as_stripe_counts_it_and_what_does_not_fit_is_not() {
        for (minor, currency, number) in [
            (3_000, "USD", Some(3_000)),
            (3_000, "HUF", Some(3_000)),
            (3_000, "TWD", Some(3_000)),
            (3_000, "JPY", Some(3_000)),
            (3_000, "ISK", Some(300_000)),
            (3_000, "UGX", Some(300_000)),
            (300_000, "MGA", Some(3_000)),
            (300_050, "MGA", None),
            (3_000, "KWD", Some(3_000)),
            (3_005, "KWD", None),
            (i64::MAX, "ISK", None),
        ] {
            assert_eq!(told(money(minor, currency)), number, "{minor} {currency}");
            if let Some(number) = number {
                assert_eq!(heard(number, Currency::parse(currency).unwrap()), money(minor, currency));
            }
        }
        assert_eq!(heard(12_350, Currency::parse("ISK").unwrap()), money(124, "ISK"));
        assert_eq!(heard(-12_350, Currency::parse("ISK").unwrap()), money(-123, "ISK"));
    }
}
