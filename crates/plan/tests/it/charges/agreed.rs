//! What is agreed to of the money, and for how long.

use plan::billing::{Billing, Cap, Price, Terms, Tier};

use super::{billing, day, plan, priced, terms};
use crate::world::World;

#[test]
fn what_is_agreed_to_is_the_line_with_its_day_and_the_price_that_follows() {
    let world = priced(terms());
    let one = plan(&world, 5).fingerprint();
    assert_eq!(one, plan(&world, 5).fingerprint());
    let other = |change: &dyn Fn(&mut World)| {
        let mut other = world.clone();
        change(&mut other);
        let found = plan(&other, 5).fingerprint();
        assert_eq!(found.rows, one.rows);
        found != one
    };
    let reprice = |world: &mut World, change: fn(&mut Terms), coming: bool| {
        let billing = world.facts.billing.as_mut().expect("a price");
        let mut terms = billing.price.terms().clone();
        change(&mut terms);
        let price = Price::new(terms).expect("a price");
        if coming { billing.next = Some(price) } else { billing.price = price }
    };
    assert!(other(&|world| world.facts.today = "2026-03-13".to_owned()), "another day");
    let only_now = |world: &mut World, change: fn(&mut Terms)| {
        reprice(world, |_| {}, true);
        reprice(world, change, false);
    };
    assert!(other(&|world| only_now(world, |terms| terms.tax_ppm = 1_000)), "another tax");
    assert!(
        other(&|world| reprice(world, |terms| terms.tiers = vec![Tier::all(3_001)], false)),
        "another price"
    );
    assert!(
        other(&|world| reprice(world, |terms| terms.tiers = vec![Tier::all(3_001)], true)),
        "another later"
    );
    assert!(other(&|world| world.facts.billing = None), "none");
    assert!(!other(&|world| reprice(world, |_| {}, true)), "the same price, agreed to again");
    let cap = Cap { most_minor: 1_000_000, charged_minor: 5 };
    assert!(!other(&|world| billing(world).cap = Some(cap)), "a cap that is far away");
}

#[test]
fn how_many_seats_there_are_is_only_shown() {
    let of = |bought, used| {
        let mut world = priced(Terms { commitment: 0, ..terms() });
        world.facts.seats.bought = bought;
        world.facts.seats.used = used;
        plan(&world, 5)
    };
    let (one, other) = (of(10, 8), of(9, 7));
    assert_ne!(one.effects().recurring, other.effects().recurring);
    assert_eq!(one.fingerprint(), other.fingerprint());
}

#[test]
fn a_quote_of_yesterday_holds_and_one_of_the_day_before_does_not() {
    let mut world = priced(terms());
    let agreed = plan(&world, 5);
    let mut on = |today: &str, quoted: Option<&str>| {
        world.facts.today = today.to_owned();
        billing(&mut world).quoted_on = quoted.map(day);
        plan(&world, 5)
    };
    let held = on("2026-03-13", Some("2026-03-12"));
    assert_eq!(held.fingerprint(), agreed.fingerprint());
    assert_eq!(held.effects(), agreed.effects());
    let anew = on("2026-03-13", None);
    assert_ne!(anew.fingerprint(), agreed.fingerprint());
    assert_eq!(anew.effects().charges[0].amount_minor, 5_516);
    let late = on("2026-03-14", Some("2026-03-12"));
    assert_eq!(
        (late.effects().charges[0].amount_minor, late.effects().charges[0].from),
        (5_226, day("2026-03-14"))
    );
}

#[test]
fn a_quote_does_not_hold_into_a_period_that_has_begun_since() {
    let mut world = priced(terms());
    let (begun, _) = billing(&mut world).caught_up(10, 8, day("2026-04-01")).expect("a start");
    world.facts.billing = Some(Billing { quoted_on: Some(day("2026-03-31")), ..begun });
    world.facts.today = "2026-04-01".to_owned();
    assert_eq!(plan(&world, 5).effects().charges[0].amount_minor, 9_000);
}

#[test]
fn what_moved_of_the_money_is_said_with_the_new_and_the_old_amount() {
    let world = priced(Terms { tax_ppm: 190_000, ..terms() });
    let agreed = plan(&world, 5);
    let moved = |change: &dyn Fn(&mut World)| {
        let mut other = world.clone();
        change(&mut other);
        plan(&other, 5).effects().moved_from(agreed.effects())
    };
    assert_eq!(moved(&|_| {}), [""; 0]);
    let reprice = |world: &mut World, change: fn(&mut Terms)| {
        let mut terms = billing(world).price.terms().clone();
        change(&mut terms);
        Price::new(terms).expect("a price")
    };
    let days = "12 March to 31 March 2026";
    let old = format!("$58.06 and $11.03 tax (One Time Charge: 3 seats, {days})");
    let later = "$464.10 a month from 1 April 2026 on.";
    assert_eq!(
        moved(&|world| world.facts.seats.used = 9),
        [
            "It adds 4 seats instead of 3 seats.".to_owned(),
            format!("It charges $77.42 and $14.71 tax (One Time Charge: 4 seats, {days}) instead of {old}."),
            format!("Afterwards seats cost $499.80 a month from 1 April 2026 on instead of {later}"),
            "The number to type in is 4 (seats to buy) instead of 3.".to_owned(),
        ]
    );
    let tax_only = moved(&|world| billing(world).price = reprice(world, |terms| terms.tax_ppm = 0));
    assert_eq!(
        tax_only[0],
        format!("It charges $58.06 (One Time Charge: 3 seats, {days}) instead of {old}.")
    );
    let coming = moved(&|world| {
        billing(world).next = Some(reprice(world, |terms| terms.tiers = vec![Tier::all(3_100)]));
    });
    assert_eq!(
        coming,
        [format!("Afterwards seats cost $479.57 a month from 1 April 2026 on instead of {later}")]
    );
}
