//! The words for what seats cost: the sentence and the report.

use plan::billing::{Counting, Cycle, Price, Terms, Tier};
use plan::choices::Inviting;

use super::{billing, plan, priced, said, terms};
use crate::world::codes;

#[test]
fn a_plan_says_what_its_seats_cost_now_and_from_the_next_period_on() {
    let plan = plan(&priced(Terms { tax_ppm: 190_000, ..terms() }), 5);
    let sentence = "5 people are created, 3 seats are added for $69.09 now and $107.10 more a month from 1 April 2026, \
        tax included, and 5 people get an invitation by e-mail and text.";
    assert_eq!(plan.sentence(), sentence);
    let expected = [
        "  seats        8 used of 10 paid, 13 afterwards; 3 are bought",
        "  charged now  $58.06 and $11.03 tax (One Time Charge: 3 seats, 12 March to 31 March 2026)",
        "  per month    $390.00 and $74.10 tax from 1 April 2026 on, instead of $300.00 and $57.00 tax",
    ];
    assert_eq!(said(&plan), expected);
    assert_eq!(plan.obstacle(Some(3)), None);
}

#[test]
fn seats_that_are_free_cost_nothing_now_and_may_be_paid_for_in_the_next_period() {
    let world = priced(terms());
    let within = plan(&world, 2);
    assert!(within.effects().charges.is_empty());
    assert!(within.sentence().starts_with("2 people are created, and"), "{}", within.sentence());
    assert_eq!(said(&within)[1..], ["  per month    $300.00 from 1 April 2026 on"]);

    let mut freed = priced(Terms { commitment: 0, ..terms() });
    freed.facts.seats.bought = 10;
    let reused = plan(&freed, 2);
    assert!(reused.effects().charges.is_empty());
    let sentence = "2 people are created, seats cost $60.00 more a month from 1 April 2026, and";
    assert!(reused.sentence().starts_with(sentence), "{}", reused.sentence());
}

#[test]
fn tiers_and_a_price_to_come_are_in_the_amounts() {
    let tiers = vec![Tier { up_to: Some(11), each_minor: 3_100 }, Tier::all(1_550)];
    let mut world = priced(Terms { tiers, ..terms() });
    billing(&mut world).next = Some(Price::new(Terms { cycle: Cycle::Year, ..terms() }).expect("a price"));
    let plan = plan(&world, 4);
    assert_eq!(plan.effects().charges[0].amount_minor, (3_100 + 1_550) * 20 / 31);
    assert!(plan.sentence().contains("for $30.00 now and $60.00 more a year from 1 April 2026, and"));
}

#[test]
fn where_people_count_from_joining_a_plan_says_up_to_and_buys_nothing_itself() {
    let mut world = priced(terms());
    billing(&mut world).counting = Counting::Joining { trial_days: 14, pending: 0 };
    let plan = plan(&world, 5);
    let seats = plan.effects().seats;
    assert_eq!((seats.added, seats.later, plan.effects().charges.len()), (3, 3, 1));
    assert!(plan.effects().charges[0].up_to);
    let sentence = "5 people are created, up to 3 seats are added for up to $58.06 until 31 March 2026 and $90.00 more a \
        month from 1 April 2026, and 5";
    assert!(plan.sentence().starts_with(sentence), "{}", plan.sentence());
    let expected = [
        "  seats        8 used of 10 paid, 13 afterwards; up to 3 bought as people join",
        "  up to        $58.06 (One Time Charge: 3 seats, 12 March to 31 March 2026)",
    ];
    assert_eq!(said(&plan)[..2], expected);
    assert!(
        plan.effects().guard.as_ref().is_some_and(|guard| guard.why == "This import buys up to 3 seats.")
    );
    assert_ne!(plan.fingerprint(), super::plan(&priced(terms()), 5).fingerprint());
    let json = serde_json::to_value(plan.effects()).expect("JSON");
    assert_eq!((&json["seats"]["later"], &json["charges"][0]["up_to"]), (&3.into(), &true.into()));
    world.facts.seats.may_buy = false;
    assert_eq!(
        codes(&super::plan(&world, 5)),
        ["seats.forbidden"],
        "the switch is asked as if all joined today"
    );
}

#[test]
fn an_import_that_changes_nothing_costs_nothing() {
    let mut world = priced(terms()).with(7, "Ana Ruiz", |_| {});
    world.choices.invites = Inviting::None;
    let plan = world.plan(&["Ana||||||||E-7"]);
    assert!(plan.effects().charges.is_empty());
    let recurring = plan.effects().recurring.expect("amounts");
    assert_eq!(recurring.before_minor, recurring.after_minor);
    assert!(!plan.sentence().contains('$'), "{}", plan.sentence());
}
