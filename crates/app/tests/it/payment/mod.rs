//! What seats cost, collected by a payment service: one of our own that fails as told, and one that others wrote.

mod fake;
mod faults;
mod localstripe;
pub mod panel;
mod program;
mod visits;

use std::sync::Arc;
use std::time::Duration;

use app::jobs::payment::Payments;
use app::outside::stripe::Api;
use app::pipeline::Pipeline;
use jiff::Timestamp;
use plan::billing::{Currency, Cycle, Price, Terms, Tier};
use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::payment::{self, Standing};
use store::users::{self, NewUser};
use store::{AccountId, Db, Micros, Wait, billing};

use self::fake::{Fake, Sub};
use crate::support::world::{Company, company_with, key, own_db, pipeline_at, unique};

/// How long the service may take here for one answer.
const TIME: Duration = Duration::from_millis(400);

/// The terms of 30.00 a seat and month, with 10 % of tax.
fn terms(commitment: u32) -> Terms {
    Terms {
        currency: Currency::parse("USD").unwrap(),
        cycle: Cycle::Month,
        anchor: "2026-03-01".parse().unwrap(),
        tiers: vec![Tier::all(3_000)],
        tax_ppm: 100_000,
        commitment,
    }
}

/// An installation that collects from a company at a fake service.
struct Shop {
    pipeline: Pipeline,
    company: Company,
    fake: Fake,
    payments: Payments,
}

impl Shop {
    /// One whose company pays for so many seats and has given a card.
    async fn paying(clock: fn() -> Timestamp, seats: u32) -> Self {
        let shop = Self::with(clock, Fake::start(clock).await, seats).await;
        shop.visit().await;
        shop.fake.give_card(&shop.customer().await, "4242");
        shop.wake().await;
        shop.visit().await;
        shop
    }

    /// One whose company has a price and nothing else.
    async fn with(clock: fn() -> Timestamp, fake: Fake, seats: u32) -> Self {
        let db = own_db().await;
        let company = company_with(&db, seats).await;
        let pipeline = pipeline_at(&db, clock);
        let payments = payments(&pipeline, &fake);
        let shop = Self { pipeline, company, fake, payments };
        shop.price(terms(seats)).await;
        shop
    }

    /// The same installation when it is later.
    fn at(&self, clock: fn() -> Timestamp) -> Self {
        let pipeline = pipeline_at(self.db(), clock);
        let payments = payments(&pipeline, &self.fake);
        self.fake.set_clock(clock);
        Self { pipeline, company: self.company.clone(), fake: self.fake.clone(), payments }
    }

    fn db(&self) -> &Db {
        self.pipeline.db()
    }

    fn now(&self) -> Micros {
        self.pipeline.now()
    }

    async fn price(&self, terms: Terms) {
        set_price(self.db(), self.company.account, terms, self.now()).await;
    }

    /// Begins what is due and buys what is missing.
    async fn catch_up(&self) {
        let mut tx = self.db().begin(Wait::Long).await.unwrap();
        billing::catch_up(&mut tx, self.company.account, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// So many people more take a seat, and buy what is missing.
    async fn add_people(&self, people: u32) {
        let mut tx = self.db().begin(Wait::Long).await.unwrap();
        for _ in 0..people {
            users::create(&mut tx, self.company.account, &person(), self.now()).await.unwrap();
        }
        billing::catch_up(&mut tx, self.company.account, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Visits until nothing is due.
    async fn visit(&self) {
        while self.payments.round().await.unwrap() > 0 {}
    }

    async fn wake(&self) {
        let mut tx = self.db().begin(Wait::Long).await.unwrap();
        payment::wake(&mut tx, self.company.account, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn standing(&self) -> Standing {
        standing(self.db(), self.company.account).await
    }

    async fn customer(&self) -> String {
        self.standing().await.names.customer.unwrap()
    }

    async fn sub(&self) -> Sub {
        self.fake.sub_of(&self.customer().await)
    }
}

fn payments(pipeline: &Pipeline, fake: &Fake) -> Payments {
    let api = Api::new(&fake.settings(TIME), key().name()).unwrap();
    Payments::new(pipeline.clone(), Arc::new(api), || 0)
}

async fn standing(db: &Db, account: AccountId) -> Standing {
    payment::get(&mut db.view().await.unwrap(), account).await.unwrap().unwrap()
}

async fn set_price(db: &Db, account: AccountId, terms: Terms, now: Micros) {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let price = Price::new(terms).unwrap();
    billing::set_price(&mut tx, account, &price, &Actor::Operator, now).await.unwrap();
    tx.commit().await.unwrap();
}

fn person() -> NewUser {
    let number = unique();
    NewUser {
        first_name: "Pat".to_owned(),
        last_name: "Doe".to_owned(),
        email: format!("pat{number}@people.example"),
        phone: PhoneNumber::from_digits(16_140_000_000 + number),
        role: Role::Sales,
        access: Access::Global,
        external_id: None,
        status: Status::Active,
        teams: Vec::new(),
        territories: Vec::new(),
    }
}
