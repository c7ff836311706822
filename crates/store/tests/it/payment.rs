//! What the payment service has to be told, and who tells it.

use std::time::Duration;

use plan::billing::{Price, Terms, Tier};
use plan::choices::Actor;
use plan::snapshot::{Role, Status};
use store::billing::changes::{self, Changed, What};
use store::payment::work::{self, Claim, Collected, Look, PutOff};
use store::payment::{self, Drift, GRACE, Names, Standing, State, events};
use store::{Micros, Wait, accounts, billing, invariants, queue, users};

use crate::billing::quarterly;
use crate::scene::{Scene, new_account, person, scene_with};
use crate::world::{self, NOW};

const LEASE: Duration = Duration::from_mins(2);
const DAY: Duration = Duration::from_hours(24);

async fn price(scene: &Scene, price: &Price, now: Micros) {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::set_price(&mut tx, scene.account, price, &Actor::Operator, now).await.unwrap();
    tx.commit().await.unwrap();
}

/// An account with two seats that pays for them.
async fn paying() -> Scene {
    let scene = scene_with(2, true).await;
    price(&scene, &quarterly(2), NOW).await;
    scene
}

async fn standing(scene: &Scene) -> Standing {
    payment::get(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap().unwrap()
}

async fn claim(scene: &Scene, now: Micros) -> Option<Claim> {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let claim = work::claim_one(&mut tx, scene.account, now, LEASE).await.unwrap();
    tx.commit().await.unwrap();
    claim
}

fn look(standing: &Standing, state: State) -> Look {
    let (names, quantity) = (standing.names.clone(), Some(standing.wanted));
    Look { revision: standing.revision, names, state, method: None, quantity, collected: None }
}

async fn settle(scene: &Scene, claim: Claim, look: &Look, now: Micros) -> bool {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let settled = work::settle(&mut tx, claim, look, now.after(DAY), now).await.unwrap();
    tx.commit().await.unwrap();
    settled
}

/// Somebody more joins, and takes a seat.
async fn one_more(scene: &Scene, number: u64) {
    let new = scene.add(&person(scene.mark, number, Role::Sales, Status::Suspended)).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    users::reactivate(&mut tx, scene.account, new, NOW).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn every_change_of_seats_or_price_is_a_revision_and_due_at_once() {
    let scene = paying().await;
    let first = standing(&scene).await;
    assert_eq!((first.wanted, first.revision, first.due_at, first.is_settled()), (2, 1, NOW, false));
    one_more(&scene, 1).await;
    assert_eq!(standing(&scene).await.revision, 1, "a free seat is no change");
    one_more(&scene, 2).await;
    let raised = standing(&scene).await;
    assert_eq!((raised.wanted, raised.revision), (3, 2));
    let dearer = Price::new(Terms { tiers: vec![Tier::all(9_500)], ..quarterly(2).terms().clone() }).unwrap();
    price(&scene, &dearer, NOW).await;
    assert_eq!(standing(&scene).await.revision, 2, "not in force yet");
    let april = NOW.after(DAY * 31);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::catch_up(&mut tx, scene.account, april).await.unwrap();
    tx.commit().await.unwrap();
    let repriced = standing(&scene).await;
    assert_eq!((repriced.wanted, repriced.revision, &repriced.price), (3, 3, &dearer));
    assert_eq!(invariants::check(&scene.db).await.unwrap(), []);
}

#[tokio::test]
async fn a_change_that_is_taken_back_is_no_revision() {
    let scene = paying().await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for number in 1..4 {
        users::create(&mut tx, scene.account, &person(scene.mark, number, Role::Sales, Status::Active), NOW)
            .await
            .unwrap();
    }
    billing::catch_up(&mut tx, scene.account, NOW).await.unwrap();
    tx.roll_back().await.unwrap();
    assert_eq!((standing(&scene).await.wanted, standing(&scene).await.revision), (2, 1));
}

#[tokio::test]
async fn only_the_newest_claim_writes_and_what_is_wanted_meanwhile_is_due_afterwards() {
    let scene = paying().await;
    let old = claim(&scene, NOW).await.unwrap();
    assert_eq!(claim(&scene, NOW).await, None, "somebody has it");
    let later = NOW.after(LEASE);
    let new = claim(&scene, later).await.unwrap();
    let seen = standing(&scene).await;
    assert!(!settle(&scene, old, &look(&seen, State::Active), later).await);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let late = PutOff { until: later, words: "late", other_keys: true };
    assert!(!work::put_off(&mut tx, old, late, later).await.unwrap());
    assert!(!work::note(&mut tx, old, &Names::default(), true).await.unwrap());
    let drift = Drift { at: later, found: 1, wanted: 2 };
    assert_eq!(work::drifted(&mut tx, old, drift, seen.revision).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(standing(&scene).await, seen, "an old claim has written");
    one_more(&scene, 1).await;
    one_more(&scene, 2).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    assert_eq!(
        work::drifted(&mut tx, new, drift, seen.revision).await.unwrap(),
        None,
        "more is wanted since"
    );
    tx.commit().await.unwrap();
    assert_eq!(standing(&scene).await.drift, None);
    assert!(settle(&scene, new, &look(&seen, State::Active), later).await);
    let after = standing(&scene).await;
    assert!(!after.is_settled() && after.due_at <= later && after.rests_until <= later, "{after:?}");
}

#[tokio::test]
async fn what_was_told_to_be_left_alone_is_left_alone_whatever_is_wanted() {
    let scene = paying().await;
    let claimed = claim(&scene, NOW).await.unwrap();
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let until = NOW.after(Duration::from_mins(10));
    let late = PutOff { until, words: "too many", other_keys: false };
    assert!(work::put_off(&mut tx, claimed, late, NOW).await.unwrap());
    payment::wake(&mut tx, scene.account, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let put_off = standing(&scene).await;
    assert_eq!((put_off.tries, put_off.words.as_deref(), put_off.generation), (1, Some("too many"), 1));
    assert_eq!(claim(&scene, until.before(Duration::from_secs(1))).await, None);
    assert!(claim(&scene, until).await.is_some());
}

#[tokio::test]
async fn a_payment_that_does_not_go_through_is_known_to_plans_and_written_down_when_it_begins_and_ends() {
    let scene = paying().await;
    let revision =
        async || accounts::by_id(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap().revision;
    let before = revision().await;
    let states = [State::Active, State::PastDue, State::Unpaid, State::Active];
    let mut since = Vec::new();
    for (at, state) in states.into_iter().enumerate() {
        let now = NOW.after(DAY * at as u32);
        let claimed = claim(&scene, now).await.unwrap();
        assert!(settle(&scene, claimed, &look(&standing(&scene).await, state), now).await);
        since.push(standing(&scene).await.overdue_since);
        let billing =
            billing::today(&mut scene.db.view().await.unwrap(), scene.account, now).await.unwrap().1;
        let overdue = billing.unwrap().overdue;
        assert_eq!(overdue.is_some(), state.is_overdue());
        if let Some(overdue) = overdue {
            assert_eq!(
                (overdue.since.to_string(), overdue.until.to_string()),
                ("2026-03-03".into(), "2026-03-17".into())
            );
        }
    }
    let began = Some(NOW.after(DAY));
    assert_eq!(since, [None, began, began, None]);
    assert_eq!(revision().await, before + 2, "plans that are open hear of both, and of nothing else");
    let mut view = scene.db.view().await.unwrap();
    let said = changes::list(&mut view, scene.account, None, 2).await.unwrap();
    let said: Vec<_> = said.into_iter().map(|change| (change.by, change.what)).collect();
    let goes = |before, after| (Actor::Service, What::GoesThrough(Changed { before, after }));
    assert_eq!(said, [goes(false, true), goes(true, false)]);
    assert_eq!(GRACE, DAY * 14);
}

#[tokio::test]
async fn invoices_that_the_service_has_collected_are_paid_and_no_others() {
    let scene = paying().await;
    let october = NOW.after(DAY * 31 * 7);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::catch_up(&mut tx, scene.account, october).await.unwrap();
    tx.commit().await.unwrap();
    let claimed = claim(&scene, october).await.unwrap();
    let collected = Collected { from: "2026-04-01".parse().unwrap(), to: "2026-07-01".parse().unwrap() };
    let look = Look { collected: Some(collected), ..look(&standing(&scene).await, State::Active) };
    assert!(settle(&scene, claimed, &look, october).await);
    let invoices = billing::invoices::list(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap();
    let paid: Vec<_> =
        invoices.iter().map(|one| (one.period.from.to_string(), one.paid_at.is_some())).collect();
    let expected =
        [("2026-10-01", false), ("2026-07-01", false), ("2026-04-01", true), ("2026-01-01", false)];
    assert_eq!(paid, expected.map(|(from, paid)| (from.to_owned(), paid)));
}

#[tokio::test]
async fn what_was_marked_as_not_paid_by_hand_is_not_marked_again_by_the_next_look() {
    let scene = paying().await;
    let october = NOW.after(DAY * 31 * 7);
    let collected = Collected { from: "2026-03-01".parse().unwrap(), to: "2026-07-01".parse().unwrap() };
    let looked = async |now: Micros, to: &str| {
        let claimed = claim(&scene, now).await.unwrap();
        let collected = Some(Collected { to: to.parse().unwrap(), ..collected });
        let look = Look { collected, ..look(&standing(&scene).await, State::Active) };
        assert!(settle(&scene, claimed, &look, now).await);
    };
    let paid = async || {
        let invoices =
            billing::invoices::list(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap();
        let paid = invoices.iter().rev().filter(|one| one.paid_at.is_some());
        paid.map(|one| one.number.unwrap()).collect::<Vec<_>>()
    };
    // The service has begun a period that has not begun here: nothing is closed yet, and is marked later.
    looked(NOW, "2026-04-01").await;
    assert_eq!(paid().await, Vec::<u32>::new());
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::catch_up(&mut tx, scene.account, october).await.unwrap();
    tx.commit().await.unwrap();
    looked(october, "2026-07-01").await;
    assert_eq!(paid().await, [1, 2]);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let undo = billing::invoices::set_paid(&mut tx, scene.account, 1, false, &Actor::Operator, october);
    undo.await.unwrap();
    tx.commit().await.unwrap();
    looked(october.after(DAY), "2026-07-01").await;
    assert_eq!(paid().await, [2]);
    looked(october.after(DAY * 2), "2026-10-01").await;
    assert_eq!(paid().await, [2, 3], "what has ended since is marked");
}

#[tokio::test]
async fn without_a_service_nobody_is_held_to_arrears_and_none_are_forgotten() {
    let scene = paying().await;
    let claimed = claim(&scene, NOW).await.unwrap();
    assert!(settle(&scene, claimed, &look(&standing(&scene).await, State::PastDue), NOW).await);
    let overdue = async || {
        let mut view = scene.db.view().await.unwrap();
        billing::today(&mut view, scene.account, NOW).await.unwrap().1.unwrap().overdue
    };
    let before = overdue().await;
    assert!(before.is_some());
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    payment::without_service(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((overdue().await, standing(&scene).await.state), (None, State::Unknown));
    // A service is set again, which still has not been paid.
    let later = NOW.after(DAY * 3);
    let claimed = claim(&scene, later).await.unwrap();
    assert!(settle(&scene, claimed, &look(&standing(&scene).await, State::PastDue), later).await);
    assert_eq!(overdue().await, before, "the days that it has to be paid in do not begin anew");
    let mut view = scene.db.view().await.unwrap();
    let said = changes::list(&mut view, scene.account, None, 9).await.unwrap();
    let goes = said.iter().filter(|change| matches!(change.what, What::GoesThrough(_)));
    assert_eq!(goes.count(), 1, "it is written down once");
}

#[tokio::test]
async fn an_event_counts_once_and_finds_its_account_by_the_name_of_the_company() {
    let scene = paying().await;
    let (customer, event) = (format!("cus_of_{}", scene.mark), format!("evt_{}", scene.mark));
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    assert_eq!(payment::introduce(&mut tx, scene.account, &customer).await.unwrap(), customer);
    assert_eq!(
        payment::introduce(&mut tx, scene.account, "cus_other").await.unwrap(),
        customer,
        "it has one"
    );
    assert_eq!(events::of_customer(&mut tx, &customer).await.unwrap(), Some(scene.account));
    assert_eq!(events::of_customer(&mut tx, "cus_nobody").await.unwrap(), None);
    assert!(events::is_new(&mut tx, &event, NOW).await.unwrap());
    assert!(!events::is_new(&mut tx, &event, NOW).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_the_service_has_not_been_told_is_a_queue_once_somebody_speaks_to_it() {
    let db = world::open(&world::empty_url().await).await;
    db.migrate(NOW).await.unwrap();
    let scene = new_account(db, 2, true).await;
    price(&scene, &quarterly(2), NOW).await;
    let waits = async || {
        let queues = queue::all(&mut scene.db.view().await.unwrap(), NOW).await.unwrap();
        let payments = queues.iter().find(|queue| queue.name == "payments").unwrap();
        (payments.due, payments.later)
    };
    assert_eq!(waits().await, (0, 0), "without a service nobody is told");
    let first = claim(&scene, NOW).await.unwrap();
    let told = standing(&scene).await;
    let names = Names { customer: Some("cus_1".to_owned()), ..told.names.clone() };
    assert!(settle(&scene, first, &Look { names, ..look(&told, State::Active) }, NOW).await);
    assert_eq!(waits().await, (0, 0), "it has been told");
    one_more(&scene, 1).await;
    one_more(&scene, 2).await;
    assert_eq!(waits().await, (1, 0));
    claim(&scene, NOW).await.unwrap();
    assert_eq!(waits().await, (0, 1), "in hand");
}
