//! Lines: what a start charges, what is added within a period, and what is given back.

use plan::billing::{
    Amount, Billing, BillingError, Currency, Cycle, Entry, Invoice, Kind, Line, Money, TakenBack, Terms,
    Tier, carry_over, credit, raise, take_back,
};
use plan::snapshot::Seats;

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
fn seats_cannot_be_added_to_a_period_that_is_over() {
    let (billing, _) = open(terms(Cycle::Month, "2026-01-01"), "2026-01-01", 1);
    let raised = |on| raise(&billing.price, billing.period, day(on), 1, 2);
    let outside = BillingError::Outside { day: day("2026-02-01"), period: billing.period };
    assert_eq!(raised("2026-02-01"), Err(outside));
    // A clock that was turned back, by another time zone, gives nobody more days than the period has.
    assert_eq!(raised("2025-12-31"), raised("2026-01-01"));
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

    let TakenBack { line: back, paid } = take_back(&book, 2, billing.period, &seats(13, 10)).unwrap();
    assert_eq!((back.amount, back.tax, back.seats, paid), (usd(-5_900), usd(-454), -3, 10));
    assert_eq!((back.period, back.days), (billing.period, book[1].line.days));
    assert_eq!(back.label, "Reversal of One Time Charge: 3 seats, 1 February to 31 March 2026");
    book.push(Entry { id: 3, line: back });
    assert_eq!(Amount::of(usd(0).currency, book.iter().map(|entry| &entry.line)), Ok(before));

    let again = |id| take_back(&book, id, billing.period, &seats(13, 0)).unwrap_err();
    assert_eq!(again(2), BillingError::Reversed(2));
    assert_eq!(again(3), BillingError::IsReversal(3));
    assert_eq!(again(9), BillingError::NoLine(9));
}

/// Seats that are paid for and used; none is always paid for.
fn seats(paid: u32, used: u32) -> Seats {
    Seats { commitment: 0, bought: paid, used, may_buy: true }
}

#[test]
fn seats_that_somebody_needs_are_not_taken_back_nor_those_of_a_period_that_is_over() {
    let (billing, start) = open(terms(Cycle::Quarter, "2026-01-01"), "2026-01-01", 10);
    let book = ledger(start.lines.into_iter().chain([raised(&billing, "2026-02-01", 10, 13)]));
    let refused = |seats: &Seats| take_back(&book, 2, billing.period, seats).unwrap_err().to_string();
    assert_eq!(refused(&seats(13, 11)), "line 2 pays for 3 seats, and only 2 are free");
    assert_eq!(refused(&seats(13, 12)), "line 2 pays for 3 seats, and only 1 is free");
    assert_eq!(
        refused(&Seats { commitment: 13, ..seats(13, 1) }),
        "line 2 pays for 3 seats, and none is free",
        "what is always paid for is not free"
    );
    let april = period("2026-04-01", "2026-07-01");
    assert_eq!(take_back(&book, 2, april, &seats(13, 0)), Err(BillingError::IsOver(2)));
}

#[test]
fn no_more_is_given_back_than_was_charged() {
    let (billing, start) =
        open(Terms { tax_ppm: 100_000, ..terms(Cycle::Month, "2026-01-01") }, "2026-01-01", 2);
    let mut book = ledger(start.lines);
    let give = |book: &[Entry], minor| credit(book, &billing, day("2026-01-20"), usd(minor), "outage");
    assert_eq!(give(&book, 6_001), Err(BillingError::TooMuch { net: usd(6_000), tax: usd(600) }));
    book.push(Entry { id: 2, line: give(&book, 1).unwrap() });
    let refused = take_back(&book, 1, billing.period, &seats(2, 0)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "of all that was charged only $59.99 before tax and $6.00 of tax were not given back yet"
    );
    // A credit that was a mistake is charged again, and then there is enough to give back.
    let TakenBack { line, paid } = take_back(&book, 2, billing.period, &seats(2, 2)).unwrap();
    assert_eq!((line.amount, paid), (usd(1), 2));
    book.push(Entry { id: 3, line });
    assert_eq!(take_back(&book, 1, billing.period, &seats(2, 0)).map(|back| back.paid), Ok(0));
}

#[test]
fn an_invoice_below_zero_hands_its_rest_on_to_the_next() {
    let (january, start) =
        open(Terms { tax_ppm: 100_000, ..terms(Cycle::Month, "2026-01-01") }, "2026-01-01", 3);
    let (february, starts) = january.caught_up(3, 1, day("2026-02-01")).unwrap();
    let mut book = ledger(start.lines.into_iter().chain(starts[0].lines.clone()));
    let credit = credit(&book, &february, day("2026-02-03"), usd(8_000), "a mistake of January").unwrap();
    book.push(Entry { id: 3, line: credit });
    let (march, starts) = february.caught_up(1, 1, day("2026-03-01")).unwrap();
    let closing = |book: &[Entry], period, next| {
        let lines = book.iter().map(|entry| &entry.line).filter(|line| line.period == period);
        carry_over(lines, period, next, usd(0).currency).unwrap()
    };
    assert_eq!(closing(&book, january.period, february.period), []);
    let carried = closing(&book, february.period, march.period);
    assert_eq!(amounts(&carried), [(Kind::CarryOver, 0, 5_000, 500), (Kind::CarryOver, 0, -5_000, -500)]);
    assert_eq!(carried[0].label, "Carry Over: given by the next invoice, of 1 March to 31 March 2026");
    assert_eq!(
        carried[1].label,
        "Carry Over: what the invoice of 1 February to 28 February 2026 could not give back"
    );
    let lines = carried.into_iter().chain(starts[0].lines.clone());
    book.extend((4..).zip(lines).map(|(id, line)| Entry { id, line }));
    let total = |period| Invoice::of(&book, period, usd(0).currency).unwrap().total;
    assert_eq!((total(february.period), total(march.period)), (usd(0), usd(-2_200)));
    let refused = take_back(&book, 4, march.period, &seats(1, 1));
    assert_eq!(refused, Err(BillingError::IsCarriedOver(4)));
}

#[test]
fn seats_of_ended_trials_say_for_how_many_people_they_are() {
    let (billing, _) = open(terms(Cycle::Month, "2026-01-01"), "2026-01-01", 1);
    for (more, words) in [(1, "1 person whose trial ended"), (3, "3 people whose trial ended")] {
        let line = raised(&billing, "2026-01-31", 1, 1 + more).for_ended_trials();
        assert!(line.label.ends_with(&format!("31 January 2026, for {words}")), "{}", line.label);
    }
}

#[test]
fn a_credit_gives_back_an_amount_with_its_tax_for_a_reason() {
    let (billing, start) =
        open(Terms { tax_ppm: 190_000, ..terms(Cycle::Month, "2026-01-01") }, "2026-01-01", 1);
    let mut book = ledger(start.lines);
    let give = |amount: Money, reason: &str| credit(&book, &billing, day("2026-01-20"), amount, reason);
    let line = give(usd(50), "  two days of outage ").unwrap();
    assert_eq!((line.amount, line.tax, line.seats), (usd(-50), usd(-10), 0), "as a charge of 50 is taxed");
    assert_eq!(line.label, "Credit: two days of outage");
    assert!(!line.covers(day("2026-01-20")));
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
    book.push(Entry { id: 2, line });
    let back = take_back(&book, 2, billing.period, &seats(1, 1)).unwrap();
    assert_eq!((back.line.amount, back.line.tax, back.paid), (usd(50), usd(10), 1));
}

#[test]
fn an_invoice_has_the_lines_that_its_period_made() {
    let taxed = Terms { tax_ppm: 190_000, commitment: 2, ..terms(Cycle::Month, "2026-01-01") };
    let (january, start) = open(taxed, "2026-01-01", 3);
    let added = raised(&january, "2026-01-17", 3, 5);
    let (february, starts) = january.caught_up(5, 5, day("2026-02-01")).unwrap();
    let mut book = ledger(start.lines.into_iter().chain([added]).chain(starts[0].lines.clone()));
    let outage = credit(&book, &february, day("2026-02-10"), usd(2_903), "outage").unwrap();
    book.push(Entry { id: 9, line: outage });

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
