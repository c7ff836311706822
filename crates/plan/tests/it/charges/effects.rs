//! What a plan says about seats and money in its effects.

use plan::billing::{Counting, Terms};
use plan::snapshot::Status;

use super::{billing, plan, priced, said, terms};
use crate::world::new_person;

#[test]
fn the_json_of_a_plan_has_a_charge_for_each_line_of_the_ledger() {
    let plan = plan(&priced(Terms { tax_ppm: 190_000, ..terms() }), 5);
    let effects = serde_json::to_value(plan.to_json()).expect("JSON")["effects"].clone();
    let charge = serde_json::json!({
        "label": "One Time Charge: 3 seats, 12 March to 31 March 2026", "amount_minor": 5806, "currency": "USD",
        "kind": "one_time_charge", "from": "2026-03-12", "to": "2026-04-01", "seats": 3, "tax_minor": 1103,
    });
    assert_eq!(effects["charges"], serde_json::json!([charge]));
    let recurring = serde_json::json!({
        "period": "month", "from": "2026-04-01", "currency": "USD",
        "before_minor": 30000, "before_tax_minor": 5700, "after_minor": 39000, "after_tax_minor": 7410,
    });
    assert_eq!(effects["recurring"], recurring);
    assert_eq!(effects["seats"], serde_json::json!({"paid": 10, "used": 8, "after": 13, "added": 3}));
    let again: plan::effect::Effects = serde_json::from_value(effects).expect("effects");
    assert_eq!(&again, plan.effects());
}

#[test]
fn without_a_price_nothing_speaks_of_money() {
    let mut world = priced(terms());
    world.facts.billing = None;
    let plan = plan(&world, 5);
    let json = serde_json::to_string(&plan.to_json()).expect("JSON");
    assert!(json.contains(r#""charges":[],"invites""#) && !json.contains("recurring"), "{json}");
    assert_eq!(said(&plan), ["  seats        8 used of 10 paid, 13 afterwards; 3 are bought"]);
    assert!(plan.sentence().starts_with("5 people are created, 3 seats are added, and 5 people get"));
    // As a plan was before there were prices: an import that was agreed to then still holds.
    assert_eq!(
        plan.fingerprint().to_string(),
        "89445b38a66589f15e81226e2ae66a0d.aa4e2882e577f9ad48bdbb997ccdf500"
    );
    assert!(!serde_json::to_string(&world.facts).expect("JSON").contains("billing"));
}

#[test]
fn those_who_wait_take_their_seats_first_and_the_reactivated_take_theirs_at_once() {
    let mut world = priced(terms()).reactivating();
    world.facts.seats.used = 10;
    world = world.with(7, "Ana Ruiz", |ana| ana.status = Status::Suspended);
    billing(&mut world).counting = Counting::Joining { trial_days: 0, pending: 4 };
    let rows = [new_person(1), new_person(2), "Ana||||||||E-7".to_owned()];
    let plan = world.plan(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let seats = plan.effects().seats;
    assert_eq!((seats.after, seats.added, seats.later), (17, 3, 2));
    let charges: Vec<(i64, bool)> =
        plan.effects().charges.iter().map(|charge| (charge.seats, charge.up_to)).collect();
    assert_eq!(charges, [(1, false), (2, true)]);
    let recurring = plan.effects().recurring.expect("amounts");
    assert_eq!((recurring.before_minor, recurring.after_minor), (14 * 3_000, 17 * 3_000));
}
