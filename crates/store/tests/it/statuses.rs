//! How many people stood where on which day: whatever moves people says so, and it adds up to the people of now.

use std::time::Duration;

use plan::choices::{Actor, Standing as Moving};
use plan::snapshot::{Role, Status};
use store::invites::Joining;
use store::statuses::{self, Standing};
use store::{Language, Micros, Wait, accounts, audit, erase, invites, users};

use crate::scene::{self, Scene, email, moving, person};
use crate::world::{self, NOW};

/// So many days after the scene began.
const fn day(number: u32) -> Micros {
    NOW.after(Duration::from_hours(24 * number as u64))
}

/// The days from one on, as `05-02 1 invited, 2 active`.
async fn told(scene: &Scene, from: &str) -> Vec<String> {
    let mut view = scene.db.view().await.unwrap();
    let days = statuses::since(&mut view, scene.account, from.parse().unwrap()).await.unwrap();
    let line = |one: &Standing| {
        let day = one.day.strftime("%m-%d");
        format!("{day} {} invited, {} active, {} suspended", one.invited, one.active, one.suspended)
    };
    days.iter().map(line).collect()
}

/// An account alone in its database with three people who are invited.
async fn company() -> Scene {
    let db = world::open(&world::empty_url().await).await;
    db.migrate(NOW).await.unwrap();
    let scene = scene::new_account(db, 50, true).await;
    for at in 1..=3 {
        let user = scene.add(&person(scene.mark, at, Role::Sales, Status::Invited)).await;
        scene.invite(user).await;
    }
    scene
}

#[tokio::test]
async fn each_way_of_moving_somebody_counts_on_its_day_and_what_was_before_stands_at_its_last() {
    let scene = company().await;
    let (account, key) = (scene.account, &scene.key);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let mut people = Vec::new();
    for at in 1..=3 {
        people.push(users::by_email(&mut tx, account, &email(scene.mark, at)).await.unwrap().id);
    }
    let [one, two, three] = people[..] else { panic!("{people:?}") };
    for (who, at) in [(one, 1), (two, 2)] {
        let invite = invites::of_user(&mut tx, account, who).await.unwrap().unwrap();
        let by = Joining { password_hash: Some("x"), ..Joining::default() };
        invites::join(&mut tx, &invite.token(key), by, day(at)).await.unwrap();
    }
    users::suspend(&mut tx, account, one, day(3)).await.unwrap();
    users::reactivate(&mut tx, account, one, day(4)).await.unwrap();
    users::cancel(&mut tx, key, account, three, day(5)).await.unwrap();
    let named = erase::Named::nowhere(two);
    erase::person(&mut tx, key, account, &named, &Actor::Operator, day(6)).await.unwrap();
    tx.commit().await.unwrap();
    let all = told(&scene, "2000-01-01").await;
    let (first, rest) = all.split_first().unwrap();
    assert!(first.ends_with("3 invited, 1 active, 0 suspended"), "{first}");
    let counts = [
        "2 invited, 2 active, 0 suspended",
        "1 invited, 3 active, 0 suspended",
        "1 invited, 2 active, 1 suspended",
        "1 invited, 3 active, 0 suspended",
        "0 invited, 3 active, 0 suspended",
        "0 invited, 2 active, 0 suspended",
    ];
    assert_eq!(rest.len(), counts.len());
    assert!(rest.iter().zip(counts).all(|(line, counts)| line.ends_with(counts)), "{rest:?}");
    let from = jiff::Timestamp::from_microsecond(day(5).0).unwrap().strftime("%Y-%m-%d").to_string();
    assert_eq!(told(&scene, &from).await, all[4..], "the day before stands for all that was");
    assert_eq!(store::invariants::check(&scene.db).await.unwrap(), []);
}

#[tokio::test]
async fn a_form_that_moves_people_counts_them() {
    let scene = company().await;
    let mut view = scene.db.view().await.unwrap();
    let who = users::by_email(&mut view, scene.account, &email(scene.mark, 1)).await.unwrap();
    drop(view);
    let form = moving(Moving::Cancel, &[who.id.0]);
    let plan = scene.plan(&form).await;
    scene.at_once(&form, &plan).await.unwrap();
    let told = told(&scene, "2000-01-01").await;
    assert!(told[0].ends_with("2 invited, 1 active, 0 suspended"), "{told:?}");
    assert_eq!(store::invariants::check(&scene.db).await.unwrap(), []);
}

#[tokio::test]
async fn a_day_that_does_not_add_up_is_found() {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    let scene = scene::new_account(db, 50, true).await;
    world::raw(&url, "UPDATE status_days SET active = active + 1").await.unwrap();
    let broken = store::invariants::check(&scene.db).await.unwrap();
    let rules: Vec<&str> = broken.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["The days of an account add up to its people by status."]);
}

#[tokio::test]
async fn a_day_is_one_of_the_time_zone_of_the_account() {
    let db = world::db().await;
    let new = world::new_account();
    let settings = accounts::Settings { time_zone: "Pacific/Kiritimati".to_owned(), ..new.settings.clone() };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let noon: jiff::Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
    let new = accounts::NewAccount { settings, ..new };
    let (account, _) = accounts::create(&mut tx, &new, Micros(noon.as_microsecond())).await.unwrap();
    let days = statuses::since(&mut tx, account, jiff::civil::date(2026, 1, 1)).await.unwrap();
    let there = Standing { day: jiff::civil::date(2026, 3, 3), invited: 0, active: 1, suspended: 0 };
    assert_eq!(days, [there]);
}

#[tokio::test]
async fn another_language_is_kept_and_written_down_with_the_one_before_once() {
    let db = world::db().await;
    let (account, admin) = world::account(&db).await;
    let by = Actor::Person { id: admin.0, role: Role::Admin };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert_eq!(accounts::by_id(&mut tx, account).await.unwrap().language, Language::English);
    for language in [Language::German, Language::German, Language::Polish] {
        accounts::set_language(&mut tx, account, language, &by, NOW).await.unwrap();
        assert_eq!(accounts::by_id(&mut tx, account).await.unwrap().language, language);
    }
    let told = audit::newest(&mut tx, account, 10).await.unwrap();
    let told: Vec<_> = told.iter().map(|one| (one.action.as_str(), one.detail.as_str(), one.actor)).collect();
    let action = "account.language";
    let [first, last] = [r#"{"before":"en","after":"de"}"#, r#"{"before":"de","after":"pl"}"#];
    assert_eq!(told, [(action, last, by), (action, first, by)], "once for each change");
}
