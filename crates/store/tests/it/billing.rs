//! What seats cost, from the price to the invoice.

mod credits;
mod zones;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use plan::billing::{Counting, Cycle, Kind, Price, Terms, Tier};
use plan::choices::Actor;
use plan::finding::Code;
use plan::plan::Plan;
use plan::snapshot::{Role, Seats, Status};
use store::apply::{ApplyError, Order, Recipe};
use store::billing::changes::{Changed, What};
use store::billing::ledger::{self, Booked};
use store::billing::{self, invoices};
use store::invites::{self, Joining};
use store::{Error, Micros, Wait, accounts, seats, users};

use crate::scene::{self, Scene, email, person, phone, recipe, scene_with, sheet};
use crate::world::{self, NOW};

/// A seat costs 90.00 a quarter, which is 1.00 a day in the first one of 2026.
pub fn quarterly(commitment: u32) -> Price {
    Price::new(Terms {
        currency: plan::billing::Currency::parse("USD").unwrap(),
        cycle: Cycle::Quarter,
        anchor: date("2026-01-01"),
        tiers: vec![Tier::all(9_000)],
        tax_ppm: 100_000,
        commitment,
    })
    .unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Nine in the morning of a day.
fn morning(day: &str) -> Micros {
    let at: Timestamp = format!("{day}T09:00:00Z").parse().unwrap();
    Micros(at.as_microsecond())
}

/// An account with two seats, one in use, that pays for them from a day on.
async fn paying(day: &str) -> Scene {
    let scene = scene_with(2, true).await;
    set_price(&scene, &quarterly(2), day).await.unwrap();
    scene
}

async fn set_price(scene: &Scene, price: &Price, day: &str) -> store::Result<()> {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::set_price(&mut tx, scene.account, price, &Actor::Operator, morning(day)).await?;
    tx.commit().await
}

async fn catch_up(scene: &Scene, day: &str) {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::catch_up(&mut tx, scene.account, morning(day)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn is_due(scene: &Scene, day: &str) -> bool {
    let mut view = scene.db.view().await.unwrap();
    billing::due(&mut view, morning(day)).await.unwrap().contains(&scene.account)
}

async fn lines(scene: &Scene) -> Vec<Booked> {
    ledger::all(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap()
}

/// Kind, first day, last day but one, seats, amount and tax of each line.
async fn said(scene: &Scene) -> Vec<(Kind, String, i64, i64, i64)> {
    let of = |booked: &Booked| {
        let line = &booked.entry.line;
        (
            line.kind,
            format!("{} {}", line.days.from, line.days.to),
            line.seats,
            line.amount.minor,
            line.tax.minor,
        )
    };
    lines(scene).await.iter().map(of).collect()
}

async fn seats_now(scene: &Scene, day: &str) -> Seats {
    billing::today(&mut scene.db.view().await.unwrap(), scene.account, morning(day)).await.unwrap().0
}

/// A file with one person each of some numbers.
fn people(scene: &Scene, numbers: &[u64]) -> Recipe {
    let rows: Vec<[String; 5]> = numbers
        .iter()
        .map(|number| {
            let (mail, phone) = (email(scene.mark, *number), phone(scene.mark, *number).to_string());
            [format!("First{number}"), format!("Last{number}"), mail, phone, "Sales".to_owned()]
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    recipe(sheet(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

/// Applies on a day what was planned and approved before.
async fn apply_on(
    scene: &Scene,
    import: store::ImportId,
    recipe: &Recipe,
    prepared: Option<Arc<Plan>>,
    day: &str,
) -> Result<store::apply::Applied, ApplyError> {
    let now = morning(day);
    let order = Order {
        account: scene.account,
        import,
        prepared,
        today: day,
        key: &scene.key,
        lifetime: invites::LIFETIME,
        clock: &|| now,
        progress: &|_| {},
    };
    store::apply::apply(&scene.db, recipe, &order).await
}

#[tokio::test]
async fn the_first_price_charges_the_rest_of_its_period() {
    let scene = paying("2026-02-01").await;
    let expected = vec![(Kind::PeriodCharge, "2026-02-01 2026-04-01".to_owned(), 2, 11_800, 1_180)];
    assert_eq!(said(&scene).await, expected);
    assert_eq!(seats_now(&scene, "2026-02-01").await.paid(), 2);
    let euro = Price::new(Terms {
        currency: plan::billing::Currency::parse("EUR").unwrap(),
        ..quarterly(2).terms().clone()
    });
    let refused = set_price(&scene, &euro.unwrap(), "2026-02-01").await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn an_import_charges_what_its_plan_said() {
    let scene = paying(scene::TODAY).await;
    let (import, plan) = scene.import(&people(&scene, &[1, 2, 3])).await;
    let charge = plan.effects().charges.first().unwrap();
    assert_eq!((charge.amount_minor, charge.tax_minor, charge.seats), (6_000, 600, 2));
    let booked = lines(&scene).await.pop().unwrap();
    assert_eq!(booked.entry.line, charge.line(booked.entry.line.period));
    assert_eq!((booked.cause.import, booked.cause.user, booked.at), (Some(import), None, NOW));
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(ledger::of_import(&mut view, scene.account, import).await.unwrap(), [booked]);
    let changes = seats::changes(&mut view, scene.account).await.unwrap();
    assert_eq!(changes.last().map(|change| (change.before, change.after)), Some((2, 4)));
    // The same file again: nobody, nothing.
    drop(view);
    let again = scene.plan(&people(&scene, &[1, 2, 3])).await;
    assert!(again.effects().charges.is_empty());
}

#[tokio::test]
async fn a_period_begins_once_gives_up_what_nobody_uses_and_closes_the_invoice_before() {
    let scene = paying(scene::TODAY).await;
    scene.import(&people(&scene, &[1, 2, 3])).await;
    let gone = scene.add(&person(scene.mark, 4, Role::Sales, Status::Active)).await;
    assert_eq!(seats_now(&scene, scene::TODAY).await.paid(), 5);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    users::suspend(&mut tx, scene.account, gone, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let before = said(&scene).await.len();
    assert_eq!(seats_now(&scene, "2026-03-31").await.paid(), 5, "a freed seat stays until the period ends");

    // What is only looked at says the same before and after somebody writes it down.
    assert!(!is_due(&scene, "2026-03-31").await && is_due(&scene, "2026-04-01").await);
    let looked = seats_now(&scene, "2026-04-01").await;
    catch_up(&scene, "2026-04-01").await;
    catch_up(&scene, "2026-04-01").await;
    assert_eq!((looked, looked.paid()), (seats_now(&scene, "2026-04-01").await, 4));
    let days = "2026-04-01 2026-07-01".to_owned();
    let begun = said(&scene).await.split_off(before);
    let expected =
        [(Kind::PeriodCharge, days.clone(), 2, 18_000, 1_800), (Kind::AddOn, days, 2, 18_000, 1_800)];
    assert_eq!(begun, expected);
    let listed = invoices::list(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap();
    let stand: Vec<_> =
        listed.iter().map(|it| (it.period.from.to_string(), it.number, it.closed_at)).collect();
    let closed = Some(morning("2026-04-01"));
    assert_eq!(stand, [("2026-04-01".to_owned(), None, None), ("2026-01-01".to_owned(), Some(1), closed)]);
}

#[tokio::test]
async fn another_price_is_in_force_from_the_next_period_on() {
    let scene = paying(scene::TODAY).await;
    let dearer =
        Price::new(Terms { tiers: vec![Tier::all(18_000)], commitment: 3, ..quarterly(2).terms().clone() });
    set_price(&scene, &dearer.unwrap(), "2026-03-10").await.unwrap();
    assert_eq!(said(&scene).await.len(), 1);
    assert_eq!(seats_now(&scene, "2026-03-31").await.commitment, 2);
    catch_up(&scene, "2026-04-02").await;
    let last = said(&scene).await.pop().unwrap();
    assert_eq!((last.0, last.2, last.3), (Kind::PeriodCharge, 3, 54_000));
    assert_eq!(seats_now(&scene, "2026-04-02").await.commitment, 3);
}

#[tokio::test]
async fn a_price_whose_period_began_before_the_one_that_runs_is_refused_and_nothing_lands_on_an_older_invoice()
 {
    let scene = scene_with(2, true).await;
    let monthly = |anchor: &str| {
        let terms = Terms { cycle: Cycle::Month, anchor: date(anchor), ..quarterly(2).terms().clone() };
        Price::new(terms).unwrap()
    };
    set_price(&scene, &monthly("2026-01-01"), "2026-01-10").await.unwrap();
    for (day, runs) in [("2026-01-20", "1 January"), ("2026-02-10", "1 February")] {
        let refused = set_price(&scene, &quarterly(2), day).await.unwrap_err().to_string();
        assert!(
            refused.contains("would have begun on 1 January 2026") && refused.contains(runs),
            "{refused}"
        );
    }
    // In March it fits, for a quarter begins with April; and so does one that begins where February ends.
    let from_march =
        Price::new(Terms { anchor: date("2026-03-01"), ..quarterly(2).terms().clone() }).unwrap();
    set_price(&scene, &from_march, "2026-02-10").await.unwrap();
    set_price(&scene, &monthly("2026-01-01"), "2026-02-10").await.unwrap();
    set_price(&scene, &quarterly(2), "2026-03-10").await.unwrap();
    catch_up(&scene, "2026-04-01").await;
    let listed = invoices::list(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap();
    let stand: Vec<_> = listed.iter().rev().map(|it| (it.period.from.to_string(), it.number)).collect();
    let expected =
        [("2026-01-01", Some(1)), ("2026-02-01", Some(2)), ("2026-03-01", Some(3)), ("2026-04-01", None)];
    assert_eq!(stand, expected.map(|(from, number)| (from.to_owned(), number)));
}

#[tokio::test]
async fn an_admin_gives_their_own_company_no_more_days_of_trial_than_the_operator_did() {
    let scene = paying(scene::TODAY).await;
    let admin = Actor::Person { id: scene.admin.0, role: Role::Admin };
    let set = async |counting, by| {
        let mut tx = scene.db.begin(Wait::Long).await.unwrap();
        let set = billing::set_counting(&mut tx, scene.account, counting, &by, NOW).await;
        tx.commit().await.unwrap();
        set
    };
    let joining = |trial_days| Counting::Joining { trial_days, pending: 0 };
    set(joining(0), admin).await.unwrap();
    assert!(matches!(set(joining(1), admin).await, Err(Error::Refused(_))));
    set(joining(14), Actor::Operator).await.unwrap();
    set(joining(14), admin).await.unwrap();
    assert!(matches!(set(joining(15), admin).await, Err(Error::Refused(_))));
    set(joining(7), admin).await.unwrap();
    set(Counting::Invited, admin).await.unwrap();
    assert!(
        matches!(set(joining(7), admin).await, Err(Error::Refused(_))),
        "nobody gives them by going back"
    );
    set(joining(0), admin).await.unwrap();
}

#[tokio::test]
async fn an_invoice_is_marked_as_paid_by_its_number() {
    let scene = paying(scene::TODAY).await;
    catch_up(&scene, "2026-04-01").await;
    let mark = async |number, paid| {
        let mut tx = scene.db.begin(Wait::Long).await.unwrap();
        let by = Actor::Operator;
        let marked =
            invoices::set_paid(&mut tx, scene.account, number, paid, &by, morning("2026-04-03")).await;
        tx.commit().await.unwrap();
        marked
    };
    assert!(matches!(mark(2, true).await, Err(Error::NotFound("invoice"))));
    mark(1, true).await.unwrap();
    let paid = async || {
        let mut view = scene.db.view().await.unwrap();
        invoices::get(&mut view, scene.account, date("2026-01-01")).await.unwrap().paid_at
    };
    assert_eq!(paid().await, Some(morning("2026-04-03")));
    mark(1, false).await.unwrap();
    assert_eq!(paid().await, None);
}

#[tokio::test]
async fn where_people_count_from_joining_the_seat_is_bought_when_they_join() {
    let scene = paying(scene::TODAY).await;
    count_from_joining(&scene, 0).await;
    let (import, plan) = scene.import(&people(&scene, &[1, 2])).await;
    let effects = plan.effects();
    assert_eq!((effects.seats.added, effects.seats.later), (1, 1));
    assert!(effects.charges.iter().all(|charge| charge.up_to), "{:?}", effects.charges);
    assert_eq!((said(&scene).await.len(), seats_now(&scene, scene::TODAY).await.paid()), (1, 2));
    for number in [1, 2] {
        join(&scene, number, "2026-03-12").await;
    }
    let bought = lines(&scene).await.split_off(1);
    let line = &bought[0].entry.line;
    assert_eq!((bought.len(), line.seats, line.amount.minor), (1, 1, 2_000));
    assert_eq!((bought[0].cause.import, bought[0].cause.user.is_some()), (Some(import), true));
}

#[tokio::test]
async fn whoever_is_on_trial_takes_a_seat_once_it_ends() {
    let scene = paying(scene::TODAY).await;
    count_from_joining(&scene, 7).await;
    scene.import(&people(&scene, &[1, 2])).await;
    for number in [1, 2] {
        join(&scene, number, "2026-03-12").await;
    }
    // Nothing is due, and so nobody raises the revision of the account.
    assert!(!is_due(&scene, "2026-03-18").await && is_due(&scene, "2026-03-19").await);
    catch_up(&scene, "2026-03-18").await;
    assert_eq!((said(&scene).await.len(), seats_now(&scene, "2026-03-18").await.used), (1, 1));
    catch_up(&scene, "2026-03-19").await;
    assert!(!is_due(&scene, "2026-03-19").await);
    let last = said(&scene).await.pop().unwrap();
    assert_eq!((last.0, last.1.as_str(), last.3), (Kind::OneTimeCharge, "2026-03-19 2026-04-01", 1_300));
}

#[tokio::test]
async fn seats_of_ended_trials_say_whose_they_are_and_a_missed_start_counts_who_held_one_on_its_day() {
    let scene = paying(scene::TODAY).await;
    count_from_joining(&scene, 20).await;
    scene.import(&people(&scene, &[1, 2, 3])).await;
    // One trial is over before the period begins, the others after it; nobody looks until the tenth.
    join(&scene, 1, "2026-03-10").await;
    for number in [2, 3] {
        join(&scene, number, "2026-03-14").await;
    }
    let looked = seats_now(&scene, "2026-04-10").await;
    assert_eq!((looked.paid(), looked.used), (2, 4), "what is only looked at");
    catch_up(&scene, "2026-04-10").await;
    let said = said(&scene).await.split_off(1);
    let begun = (Kind::PeriodCharge, "2026-04-01 2026-07-01".to_owned(), 2, 18_000, 1_800);
    assert_eq!(said[0], begun, "who was on trial on 1 April pays nothing for it");
    assert_eq!((said[1].0, said[1].1.as_str(), said[1].2), (Kind::OneTimeCharge, "2026-04-10 2026-07-01", 2));
    let last = lines(&scene).await.pop().unwrap();
    assert!(last.entry.line.label.ends_with(", for 2 people whose trial ended"), "{last:?}");
}

#[tokio::test]
async fn each_change_of_the_billing_is_written_down_with_what_was_before() {
    let scene = paying(scene::TODAY).await;
    let dearer = Price::new(Terms { tiers: vec![Tier::all(9_500)], ..quarterly(2).terms().clone() }).unwrap();
    set_price(&scene, &dearer, scene::TODAY).await.unwrap();
    count_from_joining(&scene, 7).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for most in [Some(5), Some(9), Some(9), None] {
        billing::set_cap(&mut tx, scene.account, most, &Actor::Operator, NOW).await.unwrap();
    }
    accounts::let_imports_buy(&mut tx, scene.account, false, &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut view = scene.db.view().await.unwrap();
    let changes = billing::changes::list(&mut view, scene.account, None, 99).await.unwrap();
    let what: Vec<What> = changes.iter().map(|change| change.what.clone()).collect();
    let joining = Counting::Joining { trial_days: 7, pending: 0 };
    let expected = [
        What::Buying(Changed { before: true, after: false }),
        What::Cap(Changed { before: Some(9), after: None }),
        What::Cap(Changed { before: Some(5), after: Some(9) }),
        What::Cap(Changed { before: None, after: Some(5) }),
        What::Counting(Changed { before: Counting::Invited, after: joining }),
        What::Price(Changed { before: Some(quarterly(2)), after: Some(dearer) }),
        What::Price(Changed { before: None, after: Some(quarterly(2)) }),
    ];
    assert_eq!(what, expected);
    let older = billing::changes::list(&mut view, scene.account, Some(changes[4].id), 1).await.unwrap();
    assert_eq!(older, [changes[5].clone()]);
}

async fn count_from_joining(scene: &Scene, trial_days: u32) {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let counting = Counting::Joining { trial_days, pending: 0 };
    billing::set_counting(&mut tx, scene.account, counting, &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
}

async fn join(scene: &Scene, number: u64, day: &str) {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let user = users::by_email(&mut tx, scene.account, &email(scene.mark, number)).await.unwrap();
    let invite = invites::of_user(&mut tx, scene.account, user.id).await.unwrap().unwrap();
    let by = Joining { password_hash: Some("hash"), phone_confirmed: false };
    invites::join(&mut tx, &invite.token(&scene.key), by, morning(day)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_quote_holds_to_the_end_of_the_next_day_and_no_longer() {
    for (day, holds) in [("2026-03-02", true), ("2026-03-03", true), ("2026-03-04", false)] {
        let scene = paying("2026-01-01").await;
        let recipe = people(&scene, &[1, 2]);
        let plan = scene.plan(&recipe).await;
        let import = scene.approved(&recipe, &plan).await;
        let done = apply_on(&scene, import, &recipe, None, day).await;
        assert_eq!(done.is_ok(), holds, "{day}: {done:?}");
        if holds {
            assert_eq!(lines(&scene).await.pop().unwrap().entry.line.days.from, date("2026-03-02"));
        } else {
            let Err(ApplyError::Stale(stale)) = done else { panic!("{done:?}") };
            let text = stale.lines().join(" ");
            assert!(text.contains("$30.00") && text.contains("$28.00"), "{text}");
            assert_eq!(said(&scene).await.len(), 1);
        }
    }
}

#[tokio::test]
async fn a_price_that_changed_since_the_quote_is_not_charged() {
    let scene = paying("2026-01-01").await;
    let recipe = people(&scene, &[1, 2]);
    let plan = scene.plan(&recipe).await;
    let import = scene.approved(&recipe, &plan).await;
    let dearer =
        Price::new(Terms { tiers: vec![Tier::all(18_000)], ..quarterly(2).terms().clone() }).unwrap();
    set_price(&scene, &dearer, "2026-03-02").await.unwrap();
    let done = apply_on(&scene, import, &recipe, None, "2026-03-02").await;
    assert!(matches!(done, Err(ApplyError::Stale(_))), "{done:?}");
    assert_eq!(said(&scene).await.len(), 1);
}

#[tokio::test]
async fn of_two_hundred_imports_at_once_as_many_get_a_seat_as_the_limit_pays_for() {
    // Ten seats, all in use: one more is not so many that a number has to be typed.
    let scene = scene_with(10, true).await;
    for number in 1..10 {
        scene.add(&person(scene.mark, number, Role::Sales, Status::Active)).await;
    }
    set_price(&scene, &quarterly(10), "2026-01-01").await.unwrap();
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::set_cap(&mut tx, scene.account, Some(10 * 3_000), &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let scene = Arc::new(scene);
    let mut approved = Vec::new();
    for number in 0..200 {
        let mail = format!("one{number}@s{}.example", scene.mark);
        let recipe = recipe(sheet(&[&[
            "Ana",
            &format!("Ruiz{number}"),
            &mail,
            &phone(world::unique(), 1).to_string(),
            "Sales",
        ]]));
        let plan = scene.plan(&recipe).await;
        approved.push((scene.approved(&recipe, &plan).await, recipe));
    }
    let mut tasks = tokio::task::JoinSet::new();
    for (import, recipe) in approved {
        let scene = Arc::clone(&scene);
        tasks.spawn(async move { scene.apply(import, &recipe, None).await });
    }
    let (mut granted, mut refused) = (0, 0);
    while let Some(done) = tasks.join_next().await {
        match done.unwrap() {
            Ok(_) => granted += 1,
            Err(ApplyError::Obstacle(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((granted, refused), (10, 190));
    let seats = seats_now(&scene, scene::TODAY).await;
    assert_eq!((seats.paid(), seats.used), (20, 20));
    let charged: i64 = said(&scene).await[1..].iter().map(|line| line.3).sum();
    assert_eq!(charged, 10 * 3_000);
    let next = scene.plan(&people(&scene, &[12])).await;
    assert!(next.findings().iter().any(|finding| finding.code == Code::SeatsCap));
}

#[tokio::test]
async fn the_ledger_is_only_ever_added_to() {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    let scene = scene::new_account(db, 2, true).await;
    set_price(&scene, &quarterly(2), scene::TODAY).await.unwrap();
    for damage in ["UPDATE ledger SET amount_minor = 0", "DELETE FROM ledger"] {
        let refused = world::raw(&url, damage).await.unwrap_err();
        assert!(refused.to_string().contains("append only"), "{refused}");
    }
    assert_eq!(said(&scene).await[0].3, 6_000);
}
