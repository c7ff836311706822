//! A day that comes again where an account moves to another time zone.

use plan::billing::{Kind, Price, Terms};
use plan::choices::Actor;
use store::accounts::company::{self, Company};
use store::{Wait, accounts};

use super::{apply_on, catch_up, date, lines, people, quarterly, said, seats_now, set_price};
use crate::scene::{self, scene_with};
use crate::world::NOW;

#[tokio::test]
async fn a_time_zone_further_west_on_the_first_day_of_a_period_stops_nobody() {
    let scene = scene_with(2, true).await;
    let begins_tomorrow = Terms { anchor: date("2026-03-03"), ..quarterly(2).terms().clone() };
    set_price(&scene, &Price::new(begins_tomorrow).unwrap(), "2026-03-03").await.unwrap();
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let old = Company::of(&accounts::by_id(&mut tx, scene.account).await.unwrap());
    let west = Company { time_zone: "Pacific/Pago_Pago".to_owned(), ..old.clone() };
    company::set(&mut tx, scene.account, (&old.digest(), &west), &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    // It is 2 March again: one takes the free seat, and for the others two are bought, for the whole quarter.
    assert_eq!(seats_now(&scene, scene::TODAY).await.paid(), 2);
    let recipe = people(&scene, &[1, 2, 3]);
    let plan = scene.plan(&recipe).await;
    assert_eq!(plan.counts().blocked, 0, "{:?}", plan.findings());
    let import = scene.approved(&recipe, &plan).await;
    apply_on(&scene, import, &recipe, None, scene::TODAY).await.unwrap();
    let (kind, days, seats, amount, _) = said(&scene).await.pop().unwrap();
    let quarter = "2026-03-03 2026-06-03";
    assert_eq!((kind, days.as_str(), seats, amount), (Kind::OneTimeCharge, quarter, 2, 18_000));
    catch_up(&scene, scene::TODAY).await;
    catch_up(&scene, "2026-03-04").await;
    assert_eq!(lines(&scene).await.len(), 2, "the period that runs is not begun again");
}
