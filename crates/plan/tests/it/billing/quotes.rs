//! What is said before anything is done is what is charged then.

use plan::billing::{BillingError, Cap, Cycle, Need, Terms, Tier};

use super::{day, open, period, priced, terms, usd};

#[test]
fn a_quote_says_the_line_that_the_ledger_gets_and_what_a_period_costs_from_the_next_on() {
    let taxed = Terms { tax_ppm: 190_000, commitment: 10, ..terms(Cycle::Quarter, "2026-01-01") };
    let (billing, _) = open(taxed, "2026-01-01", 8);
    let need = Need { paid: 10, added: 3, used: 8, used_after: 13, ..Need::default() };
    let quote = billing.quote(need, day("2026-02-01")).unwrap();
    let line = plan::billing::raise(&billing.price, billing.period, day("2026-02-01"), 10, 13).unwrap();
    assert_eq!((&quote.line, &quote.later), (&line, &None));
    assert_eq!((quote.now.net, quote.now.tax), (usd(5_900), usd(1_121)));
    assert_eq!((quote.before.net, quote.after.net), (usd(30_000), usd(39_000)));
    assert_eq!((quote.before.tax, quote.after.tax), (usd(5_700), usd(7_410)));
    assert_eq!((quote.cycle, quote.next), (Cycle::Quarter, day("2026-04-01")));
}

#[test]
fn the_amounts_per_period_are_of_the_price_that_is_in_force_then_and_of_whole_periods() {
    let (mut billing, _) = open(terms(Cycle::Month, "2026-01-15"), "2026-01-15", 5);
    let yearly = Terms { tiers: vec![Tier::all(20_000)], commitment: 7, ..terms(Cycle::Year, "2026-01-01") };
    billing.next = Some(priced(yearly));
    let need = Need { paid: 5, added: 4, used: 5, used_after: 9, ..Need::default() };
    let quote = billing.quote(need, day("2026-01-15")).unwrap();
    assert_eq!(quote.now.net, usd(12_000), "a month is left, and it is paid as before");
    assert_eq!((quote.before.net, quote.after.net), (usd(140_000), usd(180_000)));
    assert_eq!((quote.cycle, quote.next), (Cycle::Year, day("2026-02-15")));
}

#[test]
fn seats_that_nobody_buys_at_once_are_a_line_of_their_own_behind_those_who_wait() {
    let tiers = vec![Tier { up_to: Some(3), each_minor: 3_100 }, Tier::all(1_550)];
    let (billing, _) = open(Terms { tiers, ..terms(Cycle::Month, "2026-01-01") }, "2026-01-01", 1);
    let need = Need { paid: 1, added: 1, ahead: 1, later: 2, used: 2, used_after: 5 };
    let quote = billing.quote(need, day("2026-01-02")).unwrap();
    assert_eq!(quote.line.unwrap().amount, usd(3_000));
    assert_eq!(quote.later.unwrap().amount, usd(3_000), "the fourth and the fifth seat");
    assert_eq!(quote.now.net, usd(6_000));
}

#[test]
fn nothing_is_quoted_on_a_day_whose_period_was_not_begun() {
    let (billing, _) = open(terms(Cycle::Month, "2026-01-01"), "2026-01-01", 1);
    for added in [0, 1] {
        let need = Need { paid: 1, added, used: 1, used_after: 1 + added, ..Need::default() };
        let outside = BillingError::Outside { day: day("2026-02-01"), period: billing.period };
        assert_eq!(billing.quote(need, day("2026-02-01")), Err(outside));
    }
}

#[test]
fn a_quote_whose_tax_makes_it_too_large_is_none() {
    let dear = Terms { tiers: vec![Tier::all(i64::MAX)], tax_ppm: 1, ..terms(Cycle::Month, "2026-01-01") };
    let (billing, _) = open(dear, "2026-01-01", 0);
    let need = Need { added: 1, used_after: 0, ..Need::default() };
    assert_eq!(billing.quote(need, day("2026-01-01")), Err(BillingError::Overflow));
}

#[test]
fn a_quote_holds_to_the_end_of_the_next_day_but_not_into_another_period() {
    let (mut billing, _) = open(terms(Cycle::Month, "2026-01-01"), "2026-01-01", 1);
    assert_eq!(billing.quote_day(day("2026-01-30")), day("2026-01-30"), "nothing was agreed to");
    for (quoted, today, held) in [
        ("2026-01-29", "2026-01-29", "2026-01-29"),
        ("2026-01-29", "2026-01-30", "2026-01-29"),
        ("2026-01-29", "2026-01-31", "2026-01-31"),
        ("2026-01-30", "2026-01-29", "2026-01-29"),
    ] {
        billing.quoted_on = Some(day(quoted));
        assert_eq!(billing.quote_day(day(today)), day(held), "quoted on {quoted}");
    }
    billing.quoted_on = Some(day("2026-01-31"));
    assert_eq!(billing.quote_day(day("2026-01-31")), day("2026-01-31"));
    billing.period = period("2026-02-01", "2026-03-01");
    assert_eq!(billing.quote_day(day("2026-02-01")), day("2026-02-01"));
}

#[test]
fn a_cap_forbids_what_is_above_it_together_with_what_the_month_has_used() {
    let cap = Cap { most_minor: 10_000, charged_minor: 9_000 };
    assert!(!cap.forbids(usd(1_000)) && cap.forbids(usd(1_001)));
    assert!(!Cap { most_minor: 0, charged_minor: 9_000 }.forbids(usd(0)), "nothing more is never too much");
    assert!(Cap { most_minor: i64::MAX, charged_minor: i64::MAX }.forbids(usd(i64::MAX)));
}
