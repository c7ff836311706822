//! The law of the ledger: over any history its lines say what the slow calculation says, and no seat is charged twice for a day.
//!
//! A few thousand histories by default, 100,000 with `MUSTER_SOAK=1`; `MUSTER_SOAK_CASES` says how many instead. They run over
//! leap days and ends of months, in time zones that change their clocks and in companies that change their time zone, with
//! prices in tiers, a commitment, tax, prices that change, seats that are freed and used again, charges that are taken back,
//! credits, and rests that are carried into the next invoice.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use plan::billing::{
    Amount, Billing, BillingError, Currency, Cycle, Entry, Invoice, Kind, Line, Money, Period, Price, Start,
    TakenBack, Terms, Tier, carry_over, credit, raise, take_back,
};
use plan::snapshot::Seats;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::slow::{Cost, Day, Prices};

/// Zones whose days begin far apart, and whose clocks change by an hour, by half of one, or never.
const ZONES: [&str; 7] = [
    "UTC",
    "America/Chicago",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
];

/// What happens, after so many hours without anything.
#[derive(Clone, Debug)]
enum Event {
    Join(u32),
    Leave(u32),
    /// Another price is agreed to, for the next period.
    Reprice(Prices),
    /// A charge of the running period is taken back: of those that can be, this one.
    TakeBack(usize),
    Give(i64),
    /// The company moves to another time zone: a day may be skipped, or come again.
    Move(usize),
}

/// The hours before it, and what happens.
type Step = (u32, Event);

#[derive(Clone, Debug)]
struct History {
    first: Day,
    hour: i8,
    zone: usize,
    price: Prices,
    used: u32,
    steps: Vec<Step>,
}

/// Days that are near the ends of months more often than not, over two leap years.
fn days() -> impl Strategy<Value = Day> {
    let ends = prop::sample::select(vec![1, 28, 29, 30, 31]);
    (2023..2029_i32, 1..13, prop_oneof![3 => ends, 2 => 1..32]).prop_map(|(year, month, date)| {
        let mut found = Day { year, month, date: 1 };
        // The last day of the month, where it has fewer.
        for _ in 1..date {
            if found.next().month == month {
                found = found.next();
            }
        }
        found
    })
}

fn prices() -> impl Strategy<Value = Prices> {
    let tops = prop::collection::btree_set(1..12_u32, 0..3);
    let each = prop::collection::vec(prop_oneof![0..10_000_i64, 0..10_i64, 0..1_000_000_000_000_i64], 3);
    let tax = prop_oneof![Just(0_u32), Just(190_000), Just(77_000), 0..1_000_001_u32];
    let months = prop::sample::select(vec![1, 3, 12]);
    (months, days(), tops, each, tax, 0..7_u32).prop_map(
        |(months, anchor, tops, each, tax_ppm, commitment)| {
            let tops: BTreeSet<u32> = tops;
            let tiers = tops.into_iter().chain([u32::MAX]).zip(each).collect();
            Prices { months, anchor, tiers, tax_ppm, commitment }
        },
    )
}

fn histories() -> impl Strategy<Value = History> {
    let event = prop_oneof![
        4 => (1..5_u32).prop_map(Event::Join),
        3 => (1..5_u32).prop_map(Event::Leave),
        1 => prices().prop_map(Event::Reprice),
        2 => (0..4_usize).prop_map(Event::TakeBack),
        1 => (1..5_000_i64).prop_map(Event::Give),
        2 => (0..ZONES.len()).prop_map(Event::Move),
    ];
    let gap = prop_oneof![Just(0_u32), 1..24_u32, 24..200_u32, 200..1_500_u32];
    let steps = prop::collection::vec((gap, event), 1..14);
    let begins = (days(), 0..24_i8, 0..ZONES.len());
    (begins, prices(), 0..8_u32, steps).prop_map(|((first, hour, zone), price, used, steps)| History {
        first,
        hour,
        zone,
        price,
        used,
        steps,
    })
}

fn zone(at: usize) -> TimeZone {
    TimeZone::get(ZONES[at]).unwrap()
}

/// The day that it is somewhere.
fn day_in(zone: &TimeZone, now: Timestamp) -> Day {
    let date = zone.to_datetime(now).date();
    Day { year: date.year().into(), month: date.month().into(), date: date.day().into() }
}

/// The same price as the crate knows it.
fn price(prices: &Prices) -> Price {
    let cycle = Cycle::ALL.into_iter().find(|cycle| cycle.months() == i64::from(prices.months)).unwrap();
    let tier =
        |(last, each): &(u32, i64)| Tier { up_to: (*last < u32::MAX).then_some(*last), each_minor: *each };
    Price::new(Terms {
        currency: Currency::parse("USD").unwrap(),
        cycle,
        anchor: date(prices.anchor),
        tiers: prices.tiers.iter().map(tier).collect(),
        tax_ppm: prices.tax_ppm,
        commitment: prices.commitment,
    })
    .unwrap()
}

fn date(day: Day) -> Date {
    Date::new(day.year as i16, day.month as i8, day.date as i8).unwrap()
}

/// Seats that were added within the period, and what they cost by the slow calculation.
struct Charged {
    id: i64,
    seats: u32,
    cost: Cost,
}

/// The account by the crate, and beside it what the slow calculation says.
struct Books {
    /// The day it is, and the first one that was.
    day: Day,
    opened: Day,
    /// The first day of the period that runs, of which something was charged.
    first: Day,
    billing: Billing,
    ledger: Vec<Entry>,
    used: u32,
    paid: u32,
    prices: Prices,
    coming: Option<Prices>,
    /// What is due by the slow calculation.
    due: Cost,
    /// The charges of the period that runs.
    charged: Vec<Charged>,
    /// The periods that are over.
    closed: Vec<Period>,
    /// Each day that is over, and the seats that were paid for when it was.
    days: Vec<(Date, u32)>,
}

impl Books {
    fn open(history: &History) -> Self {
        let (billing, start) =
            Billing::open(price(&history.price), date(history.first), history.used, history.used).unwrap();
        let mut books = Self {
            day: history.first,
            opened: history.first,
            first: history.first,
            billing,
            ledger: Vec::new(),
            used: history.used,
            paid: history.used,
            closed: Vec::new(),
            prices: history.price.clone(),
            coming: None,
            due: Cost::default(),
            charged: Vec::new(),
            days: Vec::new(),
        };
        books.start(history.first, start);
        books
    }

    fn add(&mut self, line: Line) -> i64 {
        let id = self.ledger.last().map_or(1, |entry| entry.id + 1);
        self.ledger.push(Entry { id, line });
        let balance = self.balance();
        assert!(balance.net.minor >= 0 && balance.tax.minor >= 0, "the balance is {balance:?}");
        id
    }

    fn balance(&self) -> Amount {
        let currency = self.billing.price.currency();
        Amount::of(currency, self.ledger.iter().map(|entry| &entry.line)).unwrap()
    }

    fn start(&mut self, day: Day, start: Start) {
        let paid = self.used.max(self.prices.commitment);
        assert_eq!((start.paid, start.released), (paid, self.paid.saturating_sub(paid)));
        for line in start.lines {
            self.add(line);
        }
        let committed = self.prices.commitment;
        self.due = self.due.plus(self.prices.cost(1, committed, day));
        self.due = self.due.plus(self.prices.cost(committed + 1, paid, day));
        self.paid = paid;
        self.first = day;
        self.charged.clear();
    }

    /// Goes to a day, one after the other; or back to one.
    fn reach(&mut self, day: Day) {
        while self.day < day {
            self.wake();
        }
        self.day = day;
    }

    /// The next morning: if a period begins, the other price may be in force, and seats are released.
    fn wake(&mut self) {
        let was_over = self.days.last().is_some_and(|(over, _)| date(self.day) <= *over);
        if !was_over && self.day >= self.opened {
            self.days.push((date(self.day), self.paid));
        }
        self.day = self.day.next();
        let day = self.day;
        let (billing, starts) = self.billing.caught_up(self.paid, self.used, date(day)).unwrap();
        let over = std::mem::replace(&mut self.billing, billing).period;
        let begins = date(day) > over.from && self.prices.begins(day);
        assert_eq!(starts.len(), usize::from(begins), "{day:?}");
        for start in starts {
            if let Some(coming) = self.coming.take() {
                self.prices = coming;
            }
            self.close(over, start.period);
            self.start(day, start);
        }
    }

    /// An invoice closes: what it cannot give back the next one does, and the balance stays as it was.
    fn close(&mut self, period: Period, next: Period) {
        let before = self.balance();
        let lines = self.ledger.iter().map(|entry| &entry.line).filter(|line| line.period == period);
        let carried = carry_over(lines, period, next, before.net.currency).unwrap();
        // What is taken out comes first, so that the balance is not below zero on the way either.
        for line in carried {
            self.add(line);
        }
        assert_eq!(self.balance(), before);
        self.closed.push(period);
    }

    fn seats(&self) -> Seats {
        Seats { commitment: self.prices.commitment, bought: self.paid, used: self.used, may_buy: true }
    }

    fn happen(&mut self, event: &Event) {
        let day = self.day;
        match event {
            Event::Join(people) => self.join(*people),
            Event::Leave(people) => self.used = self.used.saturating_sub(*people),
            Event::Reprice(prices) => match self.billing.follow(price(prices)) {
                Ok(()) => self.coming = Some(prices.clone()),
                Err(refused) => assert!(matches!(refused, BillingError::BeginsBefore { .. }), "{refused}"),
            },
            Event::Move(_) => {}
            Event::TakeBack(which) => self.take_back(*which),
            Event::Give(minor) => {
                let amount = Money::new(*minor, self.billing.price.currency());
                let gives = self.prices.taxed(i128::from(*minor));
                match credit(&self.ledger, &self.billing, date(day), amount, "outage") {
                    Ok(line) => {
                        self.due = self.due.minus(gives);
                        self.add(line);
                    }
                    Err(refused) => self.is_too_much(&refused, gives),
                }
            }
        }
    }

    /// A refusal to give back is right: so much was not charged.
    fn is_too_much(&self, refused: &BillingError, gives: Cost) {
        assert!(matches!(refused, BillingError::TooMuch { .. }), "{refused}");
        assert!(gives.net > self.due.net || gives.tax > self.due.tax, "{gives:?} of {:?}", self.due);
    }

    fn join(&mut self, people: u32) {
        let day = self.day;
        self.used += people;
        let (before, after) = (self.paid, self.paid.max(self.used));
        let Billing { price, period, .. } = &self.billing;
        let early = date(day) < period.from;
        let line = raise(price, *period, date(day), before, after).unwrap();
        assert_eq!(line.is_some(), before < after, "a seat that is free costs nothing");
        if let Some(line) = line {
            // Days that were over and came again are paid for now, too.
            for (_, paid) in self.days.iter_mut().filter(|(over, _)| line.covers(*over)) {
                *paid += after - before;
            }
            let id = self.add(line);
            // Before the period's first day, where it is that early again, as much as on it.
            let cost = self.prices.cost(before + 1, after, if early { self.first } else { day });
            self.due = self.due.plus(cost);
            self.charged.push(Charged { id, seats: after - before, cost });
            self.paid = after;
        }
    }

    /// Takes back a charge whose seats nobody uses.
    fn take_back(&mut self, which: usize) {
        let free = self.paid - self.used.max(self.prices.commitment);
        let open = |charge: &Charged| charge.seats <= free;
        let places: Vec<usize> = (0..self.charged.len()).filter(|at| open(&self.charged[*at])).collect();
        let Some(at) = places.get(which % places.len().max(1)) else { return };
        let Charged { id, seats, cost } = self.charged.remove(*at);
        let before: Vec<Entry> = self.ledger.clone();
        let TakenBack { line, paid } = match take_back(&self.ledger, id, self.billing.period, &self.seats()) {
            Ok(back) => back,
            Err(refused) => return self.is_too_much(&refused, cost),
        };
        assert_eq!((line.seats, paid), (-i64::from(seats), self.paid - seats));
        // Days that are over were paid for with seats that are given back now.
        for (_, paid) in self.days.iter_mut().filter(|(day, _)| line.covers(*day)) {
            *paid -= seats;
        }
        self.add(line);
        let without = before.iter().filter(|entry| entry.id != id).map(|entry| &entry.line);
        let currency = self.billing.price.currency();
        assert_eq!(Amount::of(currency, without), Ok(self.balance()), "as if it had not been");
        self.paid -= seats;
        let again = take_back(&self.ledger, id, self.billing.period, &self.seats());
        assert_eq!(again, Err(BillingError::Reversed(id)), "once only");
        self.due = self.due.minus(cost);
    }

    fn check(&self) {
        let balance = self.balance();
        let found = Cost { net: balance.net.minor.into(), tax: balance.tax.minor.into() };
        assert_eq!(found, self.due, "net and tax by the crate, and by the slow calculation");
        for period in &self.closed {
            let invoice = Invoice::of(&self.ledger, *period, balance.net.currency).unwrap();
            assert!(invoice.total.minor >= 0, "{} is to be paid for {period}", invoice.total);
        }
        for (day, paid) in &self.days {
            let covering = self.ledger.iter().filter(|entry| entry.line.covers(*day));
            let seats: i64 = covering.map(|entry| entry.line.seats).sum();
            assert_eq!(seats, i64::from(*paid), "seats that are paid for on {day}");
        }
    }
}

fn cases() -> u32 {
    let said = std::env::var("MUSTER_SOAK_CASES").ok().and_then(|text| text.parse().ok());
    let soak = std::env::var("MUSTER_SOAK").is_ok_and(|text| text == "1");
    said.unwrap_or(if soak { 100_000 } else { 3_000 })
}

#[test]
fn the_lines_of_the_ledger_are_what_a_history_of_seats_costs_day_by_day() {
    let config =
        Config { cases: cases(), failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let seen = std::cell::RefCell::new(BTreeSet::new());
    let turned_back = std::cell::Cell::new(0_u32);
    let law = |history: History| {
        let mut books = Books::open(&history);
        let mut zone_now = zone(history.zone);
        let begun = date(history.first).at(history.hour, 0, 0, 0);
        let mut now = zone_now.to_ambiguous_timestamp(begun).compatible().unwrap();
        books.reach(day_in(&zone_now, now));
        for (hours, event) in &history.steps {
            now += SignedDuration::from_hours((*hours).into());
            books.reach(day_in(&zone_now, now));
            books.happen(event);
            if let Event::Move(other) = event {
                zone_now = zone(*other);
                books.reach(day_in(&zone_now, now));
                turned_back.set(turned_back.get() + u32::from(books.day < books.first));
            }
        }
        books.check();
        seen.borrow_mut().extend(books.ledger.iter().map(|entry| entry.line.kind));
        Ok(())
    };
    TestRunner::new(config).run(&histories(), law).unwrap();
    assert_eq!(seen.into_inner(), BTreeSet::from(Kind::ALL), "every kind of line was tried");
    assert!(turned_back.get() > 0, "some zone led back before the period");
}
