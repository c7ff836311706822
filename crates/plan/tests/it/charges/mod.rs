//! Seats that a plan buys, and what it says they cost.

mod agreed;
mod effects;
mod limits;
mod said;

use jiff::civil::Date;
use plan::billing::{Billing, Currency, Cycle, Price, Terms, Tier};
use plan::plan::Plan;

use crate::world::{World, new_person};

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// 30.00 a month and seat from the first on, without tax.
pub fn terms() -> Terms {
    Terms {
        currency: Currency::parse("USD").expect("a currency"),
        cycle: Cycle::Month,
        anchor: day("2026-01-01"),
        tiers: vec![Tier::all(3_000)],
        tax_ppm: 0,
        commitment: 10,
    }
}

/// Ten seats paid for and eight used, on 12 March 2026.
pub fn priced(terms: Terms) -> World {
    let mut world = World::new();
    world.facts.seats.commitment = terms.commitment;
    world.facts.seats.used = 8;
    let price = Price::new(terms).expect("a price");
    let (billing, _) = Billing::open(price, day("2026-03-01"), 10, 8).expect("a start");
    world.facts.billing = Some(billing);
    world
}

pub fn billing(world: &mut World) -> &mut Billing {
    world.facts.billing.as_mut().expect("a price")
}

fn many(count: u32) -> Vec<String> {
    (1..=count).map(new_person).collect()
}

pub fn plan(world: &World, people: u32) -> Plan {
    let rows = many(people);
    world.plan(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The lines of the report's effects that speak of money.
pub fn said(plan: &Plan) -> Vec<String> {
    let report = plan.report();
    let money = ["  seats", "  charged now", "  up to", "  per "];
    let lines = report.lines().filter(|line| money.iter().any(|start| line.starts_with(start)));
    lines.map(str::to_owned).collect()
}
