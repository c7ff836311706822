//! However the service fails and whoever is killed: it has the right number of seats in the end, and has charged each seat
//! that was added once.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use app::jobs::payment::Payments;
use axum::http::Method;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{AccountId, Db, Micros, Wait, billing, invariants};

use super::fake::{Fake, Fault};
use super::{payments, set_price, standing, terms};
use crate::support::world::{company_with, own_db, pipeline_at};
use crate::support::{is_soak, tell};

const ACCOUNTS: usize = 8;

/// Changes of seats, over all accounts.
fn changes() -> usize {
    if is_soak() { 10_000 } else { 240 }
}

static CLOCK: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    Timestamp::from_microsecond(CLOCK.load(Ordering::SeqCst)).unwrap()
}

fn set_clock(at: Timestamp) {
    CLOCK.store(at.as_microsecond(), Ordering::SeqCst);
}

fn pass(span: Duration) {
    CLOCK.fetch_add(i64::try_from(span.as_micros()).unwrap(), Ordering::SeqCst);
}

/// Numbers that look random and are the same in each run.
#[derive(Debug)]
struct Dice(AtomicU64);

impl Dice {
    fn roll(&self, sides: u64) -> u64 {
        // The mixing of SplitMix64, over a counter.
        let at = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
        let mut mixed = (at ^ (at >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }
}

/// What goes wrong: a call in seven, and of those that write one in four.
fn fault(dice: &Dice, method: &Method) -> Fault {
    let sides = if method == Method::POST { 28 } else { 70 };
    match dice.roll(sides) {
        0 => Fault::LoseCall,
        1 | 2 => Fault::LoseAnswer,
        3 => Fault::BreakBefore,
        4 => Fault::BreakAfter,
        5 => Fault::Linger,
        6 => Fault::TooMany(30),
        7 if dice.roll(20) == 0 => Fault::AnswerLate,
        _ => Fault::None,
    }
}

/// Noon and an hour of the first day of a month, in Chicago.
fn first_day(month: i64) -> Timestamp {
    let day = Date::constant(2026, 3, 1).checked_add(jiff::Span::new().months(month)).unwrap();
    day.at(13, 0, 0, 0).in_tz("America/Chicago").unwrap().timestamp()
}

fn now() -> Micros {
    Micros(clock().as_microsecond())
}

/// A service that fails, two workers who talk to it, and accounts that change.
struct Storm {
    db: Db,
    fake: Fake,
    dice: Arc<Dice>,
    workers: [Payments; 2],
    accounts: Vec<AccountId>,
    /// Seats that were added so far.
    added: u64,
}

impl Storm {
    async fn new() -> Self {
        let dice = Arc::new(Dice(AtomicU64::new(20_260_301)));
        set_clock(first_day(0));
        let faulty = Arc::clone(&dice);
        let fake = Fake::failing(clock, move |_, method, _| fault(&faulty, method)).await;
        let db = own_db().await;
        let pipeline = pipeline_at(&db, clock);
        let workers = [payments(&pipeline, &fake), payments(&pipeline, &fake)];
        let mut accounts = Vec::new();
        for _ in 0..ACCOUNTS {
            let account = company_with(&db, 1).await.account;
            set_price(&db, account, terms(1), now()).await;
            accounts.push(account);
        }
        Self { db, fake, dice, workers, accounts, added: ACCOUNTS as u64 }
    }

    async fn is_settled(&self) -> bool {
        for account in &self.accounts {
            if !standing(&self.db, *account).await.is_settled() {
                return false;
            }
        }
        true
    }

    /// Works until the service knows of everything.
    async fn work(&self) {
        let mut turns = 0_u32;
        while !self.is_settled().await {
            turns += 1;
            assert!(turns < 10_000, "it does not end");
            self.turn().await;
            // Now and then so long that keys are forgotten.
            let long = self.dice.roll(40) == 0;
            pass(Duration::from_secs(if long { 25 * 3_600 } else { 20 + self.dice.roll(40) }));
        }
    }

    /// Both workers have a turn, or one is killed in whatever it is at: what it has asked for may be done yet.
    async fn turn(&self) {
        let [one, two] = &self.workers;
        if self.dice.roll(16) > 0 {
            let (first, second) = tokio::join!(one.round(), two.round());
            first.unwrap();
            second.unwrap();
            return;
        }
        let doomed = one.clone();
        let doomed = tokio::spawn(async move { doomed.round().await });
        tokio::time::sleep(Duration::from_millis(self.dice.roll(12))).await;
        doomed.abort();
        let _ = doomed.await;
        tokio::time::sleep(Duration::from_millis(2)).await;
        self.fake.idle().await;
    }

    /// Everybody gives a card, and is subscribed in the end.
    async fn give_cards(&self) {
        for account in &self.accounts {
            let customer = standing(&self.db, *account).await.names.customer.unwrap();
            self.fake.give_card(&customer, "4242");
            let mut tx = self.db.begin(Wait::Long).await.unwrap();
            store::payment::wake(&mut tx, *account, now()).await.unwrap();
            tx.commit().await.unwrap();
            while standing(&self.db, *account).await.quantity.is_none() {
                self.turn().await;
                pass(Duration::from_mins(1));
            }
        }
    }

    /// Another number of seats for each account, from the first day of a month on.
    async fn change(&mut self, month: i64) {
        let mut wanted = Vec::new();
        for account in &self.accounts {
            wanted.push(1 + self.dice.roll(60) as u32);
            set_price(&self.db, *account, terms(*wanted.last().unwrap()), now()).await;
        }
        set_clock(first_day(month).max(clock()));
        for account in &self.accounts {
            let before = standing(&self.db, *account).await.wanted;
            let mut tx = self.db.begin(Wait::Long).await.unwrap();
            billing::catch_up(&mut tx, *account, now()).await.unwrap();
            tx.commit().await.unwrap();
            self.added += u64::from(standing(&self.db, *account).await.wanted.saturating_sub(before));
        }
        self.work().await;
        for (account, wanted) in self.accounts.iter().zip(wanted) {
            let standing = standing(&self.db, *account).await;
            let there = self.fake.sub_of(&standing.names.customer.unwrap()).quantity;
            assert_eq!((standing.wanted, there), (wanted, wanted), "after {month} changes of {account}");
        }
    }

    fn tell(&self) {
        let postgres = std::env::var("MUSTER_TEST_ENGINE").is_ok_and(|engine| engine == "postgres");
        let books = self.fake.books();
        tell(format_args!(
            "{} changes of seats of {ACCOUNTS} accounts on {}: {} calls, {} writes, {} seats charged; {:?}",
            changes(),
            if postgres { "PostgreSQL" } else { "SQLite" },
            books.calls,
            books.changes,
            books.charged,
            books.faults,
        ));
        assert_eq!((books.charged, books.given), (self.added, 0), "{:?}", books.faults);
        assert!(books.faults.len() >= 7, "{:?}", books.faults);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_any_faults_and_kills_the_service_has_the_right_seats_and_has_charged_each_once() {
    let mut storm = Storm::new().await;
    storm.work().await;
    storm.give_cards().await;
    for month in 1..=i64::try_from(changes() / ACCOUNTS).unwrap() {
        storm.change(month).await;
    }
    storm.tell();
    assert_eq!(invariants::check(&storm.db).await.unwrap(), []);
}
