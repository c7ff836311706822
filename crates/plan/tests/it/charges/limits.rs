//! What stands in the way of seats that cost something.

use plan::billing::{Cap, Overdue, Price, Terms, Tier};
use plan::plan::Obstacle;
use plan::snapshot::Role;

use super::{billing, day, plan, priced, terms};
use crate::world::{codes, finding};

#[test]
fn a_plan_above_the_cap_of_the_month_is_blocked_and_says_all_its_amounts() {
    let mut world = priced(terms());
    let mut with = |charged_minor: i64| {
        billing(&mut world).cap = Some(Cap { most_minor: 50_000, charged_minor });
        plan(&world, 5)
    };
    assert_eq!(codes(&with(50_000 - 5_806)), Vec::<&str>::new(), "up to the cap itself");
    let plan = with(50_000 - 5_805);
    let found = finding(&plan, "seats.cap");
    assert_eq!((found.count, found.value.as_str()), (0, "$58.06"));
    assert_eq!(found.title, "Above the cap of the month");
    assert_eq!(
        found.text,
        "This needs 3 more seats than are paid for. They cost $58.06 before tax. Imports may charge $500.00 in a month, and \
         $441.95 of that is used. Leave rows out, wait for the next month, or have an Admin raise the cap under Billing."
    );
    assert!(matches!(plan.obstacle(Some(3)), Some(Obstacle::PlanWide(text)) if text == found.text));
    assert_eq!(plan.effects().charges[0].amount_minor, 5_806, "what it would cost stays in sight");
}

#[test]
fn where_seats_are_not_bought_by_import_the_plan_says_what_they_would_cost_and_who_may_allow_it() {
    let mut world = priced(terms());
    world.facts.seats.may_buy = false;
    billing(&mut world).cap = Some(Cap { most_minor: 1, charged_minor: 0 });
    let plan = plan(&world, 5);
    assert_eq!(
        codes(&plan),
        ["seats.forbidden", "seats.cap"],
        "both, so that nobody lifts one and meets the other"
    );
    assert_eq!(
        finding(&plan, "seats.forbidden").text,
        "This needs 3 more seats than are paid for. They cost $58.06 now and $90.00 more a month from 1 April 2026, and your \
         account does not buy seats by import. Leave rows out, or have an Admin allow it under Billing."
    );
}

#[test]
fn what_cannot_be_priced_is_not_bought() {
    let mut world = priced(terms());
    world.facts.today = "2026-04-01".to_owned();
    let late = plan(&world, 5);
    assert_eq!(codes(&late), ["seats.unpriced"]);
    let text = "This needs 3 more seats than are paid for, and what that costs cannot be worked out: 2026-04-01 is not within \
        1 March to 31 March 2026. Leave rows out, or have an Admin look at the price under Billing.";
    assert_eq!(finding(&late, "seats.unpriced").text, text);
    assert!(
        late.effects().charges.is_empty() && matches!(late.obstacle(Some(3)), Some(Obstacle::PlanWide(_)))
    );
    assert_eq!(codes(&plan(&world, 2)), Vec::<&str>::new(), "free seats need no price");

    let mut dear = priced(terms());
    let price = Price::new(Terms { tiers: vec![Tier::all(i64::MAX)], ..terms() });
    billing(&mut dear).price = price.expect("a price");
    assert!(finding(&plan(&dear, 5), "seats.unpriced").text.contains("the amount is too large"));
}

#[test]
fn a_manager_is_told_nothing_of_the_accounts_money() {
    let mut world = priced(terms()).with(7, "Mia Wolf", |mia| mia.role = Role::Manager).imported_by(7);
    billing(&mut world).cap = Some(Cap { most_minor: 1, charged_minor: 0 });
    let plan = plan(&world, 5);
    assert_eq!(codes(&plan), ["authority.seats"]);
    assert!(!plan.report().contains('$') && plan.effects().recurring.is_none());
    world.facts.seats.may_buy = false;
    assert!(!super::plan(&world, 5).report().contains('$'));
}

#[test]
fn imports_buy_seats_for_two_weeks_after_a_payment_that_did_not_go_through_and_not_after_them() {
    let mut world = priced(terms());
    let mut on = |today: &str| {
        world.facts.today = today.to_owned();
        billing(&mut world).overdue = Some(Overdue { since: day("2026-03-02"), until: day("2026-03-16") });
        plan(&world, 5)
    };
    assert_eq!(codes(&on("2026-03-16")), Vec::<&str>::new(), "up to the last day itself");
    let late = on("2026-03-17");
    assert_eq!(codes(&late), ["seats.overdue"]);
    assert_eq!(
        finding(&late, "seats.overdue").text,
        "This needs 3 more seats than are paid for, and imports buy none since 17 March 2026: a payment has not gone through \
         since 2 March 2026. Leave rows out, or have an Admin update the way to pay under Billing."
    );
    assert!(matches!(late.obstacle(Some(3)), Some(Obstacle::PlanWide(_))));
    assert_eq!(codes(&plan(&world, 2)), Vec::<&str>::new(), "seats that are free are paid for");
}
