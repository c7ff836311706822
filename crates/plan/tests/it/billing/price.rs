//! Prices with tiers.

use plan::billing::{BillingError, Cycle, Price, Terms, Tier};
use proptest::prelude::*;

use super::{priced, terms, usd};

fn tiered(tiers: &[(Option<u32>, i64)]) -> Terms {
    let tiers = tiers.iter().map(|(up_to, each_minor)| Tier { up_to: *up_to, each_minor: *each_minor });
    Terms { tiers: tiers.collect(), ..terms(Cycle::Month, "2026-01-01") }
}

#[test]
fn a_tier_prices_only_the_seats_within_it() {
    let price = priced(tiered(&[(Some(10), 3_000), (Some(50), 2_500), (None, 2_000)]));
    for (seats, minor) in [
        (0, 0),
        (1, 3_000),
        (10, 30_000),
        (11, 32_500),
        (50, 130_000),
        (51, 132_000),
        (1_000, 130_000 + 950 * 2_000),
    ] {
        assert_eq!(price.total(seats), Ok(usd(minor)), "{seats} seats");
    }
}

#[test]
fn tiers_rise_to_a_last_one_without_an_end() {
    for tiers in [
        &[][..],
        &[(Some(10), 3_000)],
        &[(Some(0), 3_000), (None, 2_000)],
        &[(Some(10), 3_000), (Some(10), 2_500), (None, 2_000)],
        &[(Some(10), 3_000), (Some(5), 2_500), (None, 2_000)],
        &[(None, 3_000), (None, 2_000)],
        &[(None, 3_000), (Some(10), 2_000)],
        &[(Some(10), 3_000), (None, 2_000), (Some(20), 1_000)],
    ] {
        assert_eq!(Price::new(tiered(tiers)), Err(BillingError::Tiers), "{tiers:?}");
    }
}

#[test]
fn a_seat_costs_nothing_less_than_nothing_and_its_tax_no_more_than_itself() {
    assert_eq!(Price::new(tiered(&[(Some(1), 1), (None, -1)])), Err(BillingError::Negative));
    let taxed = |tax_ppm| Price::new(Terms { tax_ppm, ..tiered(&[(None, 1)]) });
    assert_eq!(taxed(1_000_001), Err(BillingError::Tax(1_000_001)));
    assert!(taxed(1_000_000).is_ok() && Price::new(tiered(&[(None, 0)])).is_ok());
}

#[test]
fn a_total_that_does_not_fit_is_an_error() {
    let price = priced(tiered(&[(None, i64::MAX)]));
    assert_eq!(price.total(1), Ok(usd(i64::MAX)));
    assert_eq!(price.total(2), Err(BillingError::Overflow));
    assert_eq!(price.total(u32::MAX), Err(BillingError::Overflow));
}

#[test]
fn a_price_is_read_back_from_what_it_is_written_as_and_nothing_else_is() {
    let price = priced(tiered(&[(Some(10), 3_000), (None, 2_000)]));
    let written = serde_json::to_string(&price).unwrap();
    let expected = concat!(
        r#"{"currency":"USD","cycle":"month","anchor":"2026-01-01","tiers":[{"up_to":10,"each_minor":3000},"#,
        r#"{"up_to":null,"each_minor":2000}],"tax_ppm":0,"commitment":0}"#
    );
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_str::<Price>(&written).unwrap(), price);
    let falling = written.replace("\"up_to\":10", "\"up_to\":0");
    assert!(serde_json::from_str::<Price>(&falling).unwrap_err().to_string().contains("do not rise"));
    assert!(serde_json::from_str::<Price>(&written.replace("USD", "US")).is_err());
}

proptest! {
    #[test]
    fn one_seat_more_never_makes_the_whole_cheaper(
        tops in proptest::collection::btree_set(1_u32..60, 0..4),
        each in proptest::collection::vec(0_i64..100_000, 5),
        seats in 0_u32..100,
    ) {
        let ends = tops.into_iter().map(Some).chain([None]);
        let tiers: Vec<(Option<u32>, i64)> = ends.zip(each).collect();
        let price = priced(tiered(&tiers));
        prop_assert!(price.total(seats).unwrap().minor <= price.total(seats + 1).unwrap().minor);
    }
}
