//! Credits, and lines that are taken back: never more than was charged, and what an invoice cannot give the next one does.

use plan::billing::{Kind, Line, Money};
use plan::choices::Actor;
use store::billing::changes::What;
use store::billing::ledger::{self, Cause};
use store::billing::{self, invoices};
use store::{Error, Wait, users};

use super::{catch_up, date, lines, morning, paying, people};
use crate::scene::{self, Scene, email};
use crate::world::NOW;

/// Gives an account so much back.
async fn credit(scene: &Scene, minor: i64, day: &str) -> store::Result<Line> {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let usd = plan::billing::Currency::parse("USD").unwrap();
    let amount = Money::new(minor, usd);
    let line =
        billing::credit(&mut tx, scene.account, amount, "outage", &Actor::Operator, morning(day)).await?;
    tx.commit().await?;
    Ok(line)
}

/// Takes a line of the ledger back.
async fn take_back(scene: &Scene, id: i64, day: &str) -> store::Result<Line> {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let line = billing::take_back(&mut tx, scene.account, id, &Actor::Operator, morning(day)).await?;
    tx.commit().await?;
    Ok(line)
}

#[tokio::test]
async fn a_credit_says_who_gave_it_and_no_more_is_given_than_was_charged() {
    let scene = paying(scene::TODAY).await;
    let refused = credit(&scene, 6_001, "2026-03-10").await.unwrap_err();
    assert!(matches!(refused, Error::Billing(_)), "{refused}");
    credit(&scene, 1_000, "2026-03-10").await.unwrap();
    let last = lines(&scene).await.pop().unwrap();
    assert_eq!((last.cause, last.entry.line.label.as_str()), (Cause::by(Actor::Operator), "Credit: outage"));
    assert_eq!((last.entry.line.amount.minor, last.entry.line.tax.minor), (-1_000, -100));
    let changes =
        billing::changes::list(&mut scene.db.view().await.unwrap(), scene.account, None, 9).await.unwrap();
    let What::Credit(given) = &changes[0].what else { panic!("{changes:?}") };
    assert_eq!((given.amount.minor, given.label.as_str()), (-1_000, "Credit: outage"));
}

#[tokio::test]
async fn a_line_is_taken_back_once_with_its_seats_and_what_it_used_of_the_limit() {
    let scene = paying(scene::TODAY).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    billing::set_cap(&mut tx, scene.account, Some(50_000), &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let (import, _) = scene.import(&people(&scene, &[1, 2, 3])).await;
    let bought = lines(&scene).await.pop().unwrap();
    let in_use = take_back(&scene, bought.entry.id, scene::TODAY).await.unwrap_err();
    assert!(in_use.to_string().ends_with("pays for 2 seats, and none is free"), "{in_use}");
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for number in [1, 2] {
        let user = users::by_email(&mut tx, scene.account, &email(scene.mark, number)).await.unwrap().id;
        users::cancel(&mut tx, &scene.key, scene.account, user, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    take_back(&scene, bought.entry.id, scene::TODAY).await.unwrap();
    let back = lines(&scene).await.pop().unwrap();
    assert_eq!(back.entry.line.reverses, Some(bought.entry.id));
    assert_eq!((back.cause.import, back.cause.by), (Some(import), Some(Actor::Operator)));
    let (seats, now) = billing::today(&mut scene.db.view().await.unwrap(), scene.account, NOW).await.unwrap();
    assert_eq!((seats.paid(), seats.used, now.unwrap().cap.unwrap().charged_minor), (2, 2, 0));
    let again = take_back(&scene, bought.entry.id, scene::TODAY).await.unwrap_err();
    assert!(again.to_string().contains("has been taken back already"), "{again}");
    assert_eq!(store::invariants::check(&scene.db).await.unwrap().len(), 0);
}

#[tokio::test]
async fn what_an_invoice_cannot_give_back_the_next_one_does() {
    let scene = paying(scene::TODAY).await;
    catch_up(&scene, "2026-04-01").await;
    // April charged 180.00, and 200.00 of both are given back.
    credit(&scene, 20_000, "2026-04-03").await.unwrap();
    catch_up(&scene, "2026-07-01").await;
    let mut view = scene.db.view().await.unwrap();
    let usd = plan::billing::Currency::parse("USD").unwrap();
    let sums = ledger::sums(&mut view, scene.account, usd).await.unwrap();
    let totals: Vec<_> =
        sums.iter().map(|(day, sum)| (day.to_string(), sum.total().unwrap().minor)).collect();
    let expected = [("2026-01-01", 6_600), ("2026-04-01", 0), ("2026-07-01", 19_800 - 2_200)];
    assert_eq!(totals, expected.map(|(day, minor)| (day.to_owned(), minor)));
    let april = ledger::of_period(&mut view, scene.account, date("2026-04-01")).await.unwrap();
    assert_eq!(april.last().unwrap().entry.line.kind, Kind::CarryOver);
    let numbers = invoices::list(&mut view, scene.account).await.unwrap();
    assert_eq!(numbers.iter().map(|invoice| invoice.number).collect::<Vec<_>>(), [None, Some(2), Some(1)]);
}
