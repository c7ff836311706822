//! However the service fails and whoever is killed: it has the right number of seats in the end, and has charged each seat
//! that was added once.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

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
    CLOCK.fetch_add(span.as_micros() as i64, Ordering::SeqCst);
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

async fn is_settled(db: &Db, accounts: &[AccountId]) -> bool {
    for account in accounts {
        if !standing(db, *account).await.is_settled() {
            return false;
        }
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_any_faults_and_kills_the_service_has_the_right_seats_and_has_charged_each_once() {
    let dice = Arc::new(Dice(AtomicU64::new(20_260_301)));
    set_clock(first_day(0));
    let faulty = Arc::clone(&dice);
    let fake = Fake::failing(clock, move |_, method, _| fault(&faulty, method)).await;
    let db = own_db().await;
    let pipeline = pipeline_at(&db, clock);
    let (one, two) = (payments(&pipeline, &fake), payments(&pipeline, &fake));
    let mut accounts = Vec::new();
    let mut seats = [1_u32; ACCOUNTS];
    for _ in 0..ACCOUNTS {
        let account = company_with(&db, 1).await.account;
        set_price(&db, account, terms(1), now()).await;
        accounts.push(account);
    }
    let work = async || {
        let mut turns = 0_u32;
        while !is_settled(&db, &accounts).await {
            turns += 1;
            assert!(turns < 10_000, "it does not end");
            if dice.roll(16) == 0 {
                // Killed in whatever it is at; what it has asked for may be done yet.
                let doomed = one.clone();
                let doomed = tokio::spawn(async move { doomed.round().await });
                tokio::time::sleep(Duration::from_millis(dice.roll(12))).await;
                doomed.abort();
                let _ = doomed.await;
                tokio::time::sleep(Duration::from_millis(2)).await;
                fake.idle().await;
            } else {
                let (first, second) = tokio::join!(one.round(), two.round());
                first.unwrap();
                second.unwrap();
            }
            // Now and then so long that keys are forgotten.
            pass(Duration::from_secs(if dice.roll(40) == 0 { 25 * 3600 } else { 20 + dice.roll(40) }));
        }
    };
    // Everybody becomes known and gives a card.
    work().await;
    for account in &accounts {
        let customer = standing(&db, *account).await.names.customer.unwrap();
        fake.give_card(&customer, "4242");
        let mut tx = db.begin(Wait::Long).await.unwrap();
        // Only what is wanted is waited for.
        store::payment::wake(&mut tx, *account, now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut rises = ACCOUNTS as u64;
    for month in 1..=changes() / ACCOUNTS {
        for (account, seats) in accounts.iter().zip(&mut seats) {
            let wanted = 1 + dice.roll(60) as u32;
            set_price(&db, *account, terms(wanted), now()).await;
            // A month may have gone by while it was worked at.
            *seats = wanted;
        }
        set_clock(first_day(month as i64).max(clock()));
        for account in &accounts {
            let before = standing(&db, *account).await.wanted;
            let mut tx = db.begin(Wait::Long).await.unwrap();
            billing::catch_up(&mut tx, *account, now()).await.unwrap();
            tx.commit().await.unwrap();
            let after = standing(&db, *account).await.wanted;
            let known = standing(&db, *account).await.quantity;
            rises += u64::from(after.saturating_sub(if known.is_some() { before } else { 1 }));
        }
        work().await;
        for (account, wanted) in accounts.iter().zip(&seats) {
            let standing = standing(&db, *account).await;
            assert_eq!(standing.wanted, *wanted);
            let customer = standing.names.customer.unwrap();
            assert_eq!(fake.sub_of(&customer).quantity, *wanted, "after {month} changes of {account}");
        }
    }
    let books = fake.books();
    tell(format_args!(
        "{} changes of seats of {ACCOUNTS} accounts on {}: {} calls, {} writes, {} seats charged; {:?}",
        changes(),
        if std::env::var("MUSTER_TEST_ENGINE").is_ok_and(|engine| engine == "postgres") {
            "PostgreSQL"
        } else {
            "SQLite"
        },
        books.calls,
        books.changes,
        books.charged,
        books.faults,
    ));
    assert_eq!((books.charged, books.given), (rises, 0), "{:?}", books.faults);
    assert!(books.faults.len() >= 7, "{:?}", books.faults);
    drop(books);
    assert_eq!(invariants::check(&db).await.unwrap(), []);
}
