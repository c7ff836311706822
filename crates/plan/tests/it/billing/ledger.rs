//! Lines: what a start charges, what is added within a period, and what is given back.

use plan::billing::{
    Amount, Billing, BillingError, Currency, Cycle, Entry, Invoice, Kind, Line, Money, Terms, Tier, credit,
    raise, reversal,
};

use super::{day, ledger, open, period, priced, terms, usd};

/// A raise of the running period.
fn raised(billing: &Billing, on: &str, before: u32, after: u32) -> Line {
    raise(&billing.price, billing.period, day(on), before, after).unwrap().unwrap()
}

fn amounts(lines: &[Line]) -> Vec<(Kind, i64, i64, i64)> {
    lines.iter().map(|line| (line.kind, line.seats, line.amount.minor, line.tax.minor)).collect()
}

#[test]
fn a_seat_added_on_1_february_to_a_quarter_from_1_january_pays_1_february_to_31_march() {
    let (billing, _) = open(terms(Cycle::Quarter, "2026-01-01"), "2026-01-01", 10);
    let line = raised(&billing, "2026-02-01", 10, 11);
    assert_eq!(line.days, period("2026-02-01", "2026-04-01"));
    // 59 of 90 days of 30.00: 19.666…
    assert_eq!((line.kind, line.seats, line.amount), (Kind::OneTimeCharge, 1, usd(1_967)));
    assert_eq!(line.label, "One Time Charge: 1 seat, 1 February to 31 March 2026");
}

#[test]
fn a_leap_year_has_a_day_more_to_pay_for_and_to_divide_by() {
    let (billing, _) = open(terms(Cycle::Quarter, "2026-01-01"), "2028-01-01", 0);
    assert_eq!(raised(&billing, "2028-02-01", 0, 1).amount, usd(1_978), "60 of 91 days");
    assert_eq!(raised(&billing, "2028-02-29", 0, 1).amount, usd(1_055), "32 of 91 days");
    assert_eq!(raised(&billing, "2028-03-31", 0, 1).amount, usd(33), "1 of 91 days");
    assert_eq!(raised(&billing, "2028-01-01", 0, 1).amount, usd(3_000), "all of them");
}

#[test]
fn half_a_minor_unit_is_rounded_up_once_a_line() {
    let cheap = |each| Terms { tiers: vec![Tier::all(each)], ..terms(Cycle::Month, "2026-02-01") };
    let half = |each, seats| {
        let (billing, _) = open(cheap(each), "2026-02-01", 0);
        raised(&billing, "2026-02-15", 0, seats).amount.minor
    };
    assert_eq!((half(1, 1), half(3, 1), half(2, 1)), (1, 2, 1), "14 of 28 days");
    assert_eq!(half(1, 3), 2, "1.5 is rounded, and not three times 0.5");
}

#[test]
fn tax_is_computed_on_each_line_and_rounded_there() {
    let taxed = Terms { tax_ppm: 190_000, commitment: 1, ..terms(Cycle::Month, "2026-01-01") };
    let (_, start) = open(Terms { tiers: vec![Tier::all(50)], ..taxed }, "2026-01-01", 2);
    // 9.5 and 9.5: of both together it would be 19.
    assert_eq!(amounts(&start.lines), [(Kind::PeriodCharge, 1, 50, 10), (Kind::AddOn, 1, 50, 10)]);
    let yen = Terms {
        currency: Currency::parse("JPY").unwrap(),
        tax_ppm: 100_000,
        ..terms(Cycle::Month, "2026-01-01")
    };
    let (billing, _) = open(yen, "2026-01-01", 0);
    let line = raised(&billing, "2026-01-01", 0, 1);
    assert_eq!(line.total().unwrap().to_string(), "¥3,300");
}

#[test]
fn a_start_charges_the_commitment_and_what_is_used_above_it() {
    let committed = |seats| Terms { commitment: seats, ..terms(Cycle::Month, "2026-01-01") };
    for (commitment, used, paid, lines) in [
        (10, 12, 12, vec![(Kind::PeriodCharge, 10, 30_000, 0), (Kind::AddOn, 2, 6_000, 0)]),
        (10, 4, 10, vec![(Kind::PeriodCharge, 10, 30_000, 0)]),
        (0, 3, 3, vec![(Kind::AddOn, 3, 9_000, 0)]),
        (0, 0, 0, vec![]),
    ] {
        let (_, start) = open(committed(commitment), "2026-01-01", used);
        assert_eq!((start.paid, amounts(&start.lines)), (paid, lines), "{used} of {commitment}");
    }
}

#[test]
fn freed_seats_are_used_again_without_charge_and_released_at_the_periods_end() {
    let committed = Terms { commitment: 5, ..terms(Cycle::Month, "2026-01-01") };
    let (billing, _) = open(committed, "2026-01-01", 12);
    assert_eq!(raise(&billing.price, billing.period, day("2026-01-10"), 12, 12), Ok(None));
    assert_eq!(raise(&billing.price, billing.period, day("2026-01-10"), 12, 9), Ok(None));
    let (after, starts) = billing.caught_up(12, 9, day("2026-02-01")).unwrap();
    assert_eq!((starts.len(), starts[0].paid, starts[0].released), (1, 9, 3));
    let (_, starts) = after.caught_up(9, 2, day("2026-03-01")).unwrap();
    assert_eq!((starts[0].paid, starts[0].released), (5, 4), "never under the commitment");
    assert_eq!(billing.caught_up(12, 9, day("2026-01-31")), Ok((billing.clone(), vec![])));
}

#[test]
fn another_price_is_in_force_from_the_next_start_on() {
    let (mut billing, _) = open(terms(Cycle::Month, "2026-01-01"), "2026-01-01", 2);
    billing.next = Some(priced(Terms { tiers: vec![Tier::all(4_000)], ..terms(Cycle::Month, "2026-01-01") }));
    assert_eq!(raised(&billing, "2026-01-31", 2, 3).amount, usd(97), "the old price until then");
    let (billing, starts) = billing.caught_up(3, 3, day("2026-02-03")).unwrap();
    assert_eq!(amounts(&starts[0].lines), [(Kind::AddOn, 3, 12_000, 0)]);
    assert_eq!((billing.next.clone(), billing.period), (None, period("2026-02-01", "2026-03-01")));
    assert_eq!(raised(&billing, "2026-02-28", 3, 4).amount, usd(143));
}

#[test]
fn a_price_that_begins_within_its_period_charges_the_rest_of_it() {
    let (billing, start) = open(terms(Cycle::Quarter, "2026-01-01"), "2026-02-01", 3);
    assert_eq!((start.day, billing.period), (day("2026-02-01"), period("2026-01-01", "2026-04-01")));
    assert_eq!(amounts(&start.lines), [(Kind::AddOn, 3, 5_900, 0)]);
    assert_eq!(start.lines[0].days, period("2026-02-01", "2026-04-01"));

    let (mut monthly, _) = open(terms(Cycle::Month, "2026-01-15"), "2026-01-15", 1);
    monthly.next = Some(priced(terms(Cycle::Year, "2026-01-01")));
    let (yearly, starts) = monthly.caught_up(1, 1, day("2026-02-15")).unwrap();
    assert_eq!(yearly.period, period("2026-01-01", "2027-01-01"));
    assert_eq!(
        (starts[0].day, starts[0].lines[0].amount),
        (day("2026-02-15"), usd(2_630)),
        "320 of 365 days"
    );
}

#[test]
fn periods_that_were_missed_are_begun_one_after_the_other() {
    let (billing, _) = open(terms(Cycle::Month, "2026-01-31"), "2026-01-31", 2);
    let (now, starts) = billing.caught_up(2, 1, day("2026-05-01")).unwrap();
    let begun: Vec<String> = starts.iter().map(|start| start.day.to_string()).collect();
    assert_eq!(begun, ["2026-02-28", "2026-03-31", "2026-04-30"]);
    assert_eq!(starts.iter().map(|start| start.released).collect::<Vec<_>>(), [1, 0, 0]);
    assert_eq!(now.period, period("2026-04-30", "2026-05-31"));
    assert_eq!(now.caught_up(1, 1, day("2026-05-01")), Ok((now.clone(), vec![])), "twice is once");
}

#[test]
fn seats_cannot_be_added_to_a_period_that_is_over_or_to_come() {
    let (billing, _) = open(terms(Cycle::Month, "2026-01-01"), "2026-01-01", 1);
    for on in ["2025-12-31", "2026-02-01"] {
        let outside = BillingError::Outside { day: day(on), period: billing.period };
        assert_eq!(raise(&billing.price, billing.period, day(on), 1, 2), Err(outside));
    }
    let empty = period("2026-01-01", "2026-01-01");
    assert!(raise(&billing.price, empty, day("2026-01-01"), 1, 2).is_err());
}

#[test]
fn a_charge_that_does_not_fit_is_an_error_and_nothing_is_wrapped() {
    let dear = Terms { tiers: vec![Tier::all(i64::MAX)], ..terms(Cycle::Month, "2026-01-01") };
    let price = priced(dear);
    let january = period("2026-01-01", "2026-02-01");
    let charge = |on, seats| raise(&price, january, day(on), 0, seats);
    assert_eq!(charge("2026-01-01", 2), Err(BillingError::Overflow));
    assert_eq!(charge("2026-01-01", u32::MAX), Err(BillingError::Overflow));
    assert_eq!(charge("2026-01-31", 31).unwrap().unwrap().amount, usd(i64::MAX), "a day of thirty-one");
}

#[test]
fn a_reversal_is_the_exact_negative_of_a_line_and_comes_once() {
    let taxed = Terms { tax_ppm: 77_000, ..terms(Cycle::Quarter, "2026-01-01") };
    let (billing, start) = open(taxed, "2026-01-01", 10);
    let mut book = ledger(start.lines.into_iter().chain([raised(&billing, "2026-02-01", 10, 13)]));
    let before = Amount::of(usd(0).currency, book[..1].iter().map(|entry| &entry.line)).unwrap();

    let april = period("2026-04-01", "2026-07-01");
    let back = reversal(&book, 2, april).unwrap();
    assert_eq!((back.amount, back.tax, back.seats), (usd(-5_900), usd(-454), -3));
    assert_eq!((back.period, back.days), (april, book[1].line.days), "on the invoice that is open");
    assert_eq!(back.label, "Reversal of One Time Charge: 3 seats, 1 February to 31 March 2026");
    book.push(Entry { id: 3, line: back });
    assert_eq!(Amount::of(usd(0).currency, book.iter().map(|entry| &entry.line)), Ok(before));

    assert_eq!(reversal(&book, 2, april), Err(BillingError::Reversed(2)));
    assert_eq!(reversal(&book, 3, april), Err(BillingError::IsReversal(3)));
    assert_eq!(reversal(&book, 9, april), Err(BillingError::NoLine(9)));
}

#[test]
fn a_credit_gives_back_an_amount_with_its_tax_for_a_reason() {
    let (billing, _) = open(Terms { tax_ppm: 190_000, ..terms(Cycle::Month, "2026-01-01") }, "2026-01-01", 1);
    let give = |amount: Money, reason: &str| {
        credit(&billing.price, billing.period, day("2026-01-20"), amount, reason)
    };
    let line = give(usd(50), "  two days of outage ").unwrap();
    assert_eq!((line.amount, line.tax, line.seats), (usd(-50), usd(-10), 0), "as a charge of 50 is taxed");
    assert_eq!(line.label, "Credit: two days of outage");
    assert!(!line.covers(day("2026-01-20")));
    let back = reversal(&ledger([line]), 1, billing.period).unwrap();
    assert_eq!((back.amount, back.tax), (usd(50), usd(10)));
    for (amount, reason) in [(usd(0), "none"), (usd(-1), "a charge"), (usd(1), "  ")] {
        assert_eq!(give(amount, reason), Err(BillingError::Credit));
    }
    assert!(matches!(
        give(
            Money::zero(Currency::parse("EUR").unwrap())
                .plus(Money::new(1, Currency::parse("EUR").unwrap()))
                .unwrap(),
            "euros"
        ),
        Err(BillingError::Mixed(..))
    ));
}

#[test]
fn an_invoice_has_the_lines_that_its_period_made() {
    let taxed = Terms { tax_ppm: 190_000, commitment: 2, ..terms(Cycle::Month, "2026-01-01") };
    let (january, start) = open(taxed, "2026-01-01", 3);
    let added = raised(&january, "2026-01-17", 3, 5);
    let (february, starts) = january.caught_up(5, 5, day("2026-02-01")).unwrap();
    let mut book = ledger(start.lines.into_iter().chain([added]).chain(starts[0].lines.clone()));
    book.push(Entry { id: 9, line: reversal(&book, 3, february.period).unwrap() });

    let of = |period| Invoice::of(&book, period, usd(0).currency).unwrap();
    let first = of(january.period);
    assert_eq!(first.lines.iter().map(|entry| entry.id).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!((first.amount.net, first.amount.tax), (usd(6_000 + 3_000 + 2_903), usd(1_140 + 570 + 552)));
    assert_eq!(first.total, usd(14_165));
    let second = of(february.period);
    assert_eq!(second.lines.iter().map(|entry| entry.id).collect::<Vec<_>>(), [4, 5, 9]);
    assert_eq!(second.total, usd(15_000 + 2_850 - 2_903 - 552));
    assert_eq!(of(period("2026-03-01", "2026-04-01")).total, usd(0));
}
