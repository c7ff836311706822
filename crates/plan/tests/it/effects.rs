//! Seats, messages, the guard and the fingerprint.

use plan::choices::{Inviting, SendAt};
use plan::plan::{Fingerprint, Obstacle};
use plan::snapshot::{Status, Thresholds};

use crate::world::{World, codes, finding, new_person};

fn many(count: u32) -> Vec<String> {
    (1..=count).map(new_person).collect()
}

fn lines(rows: &[String]) -> Vec<&str> {
    rows.iter().map(String::as_str).collect()
}

#[test]
fn seats_are_raised_by_what_is_missing_and_the_guard_asks_for_their_number() {
    let mut world = World::new();
    world.facts.seats.commitment = 10;
    world.facts.seats.used = 8;
    let rows = many(5);
    let plan = world.plan(&lines(&rows));
    let seats = plan.effects().seats;
    assert_eq!((seats.paid, seats.used, seats.after, seats.added), (10, 8, 13, 3));
    let guard = plan.effects().guard.clone().expect("a guard");
    assert_eq!((guard.number, guard.why.as_str()), (3, "This import buys 3 seats."));
    assert!(matches!(plan.obstacle(None), Some(Obstacle::Guard { number: 3, .. })));
    assert!(matches!(plan.obstacle(Some(2)), Some(Obstacle::Guard { .. })));
    assert_eq!(plan.obstacle(Some(3)), None);
}

#[test]
fn the_guard_writes_large_numbers_as_people_read_them() {
    let rows = many(1_100);
    let plan = World::new().plan(&lines(&rows));
    let guard = plan.effects().guard.clone().expect("a guard");
    assert_eq!((guard.number, guard.why.as_str()), (1_000, "This import buys 1,000 seats."));
}

#[test]
fn an_account_that_buys_no_seats_by_import_blocks_the_plan() {
    let mut world = World::new();
    world.facts.seats.commitment = 1;
    world.facts.seats.may_buy = false;
    let rows = many(3);
    let plan = world.plan(&lines(&rows));
    assert!(matches!(plan.obstacle(Some(2)), Some(Obstacle::PlanWide(_))));
    assert_eq!((finding(&plan, "seats.forbidden").rows.len(), codes(&plan)[0]), (0, "seats.forbidden"));
}

#[test]
fn messages_go_to_new_people_and_to_the_invited_whose_address_changes() {
    let mut world =
        World::new().with(7, "Ana Ruiz", |ana| ana.status = Status::Invited).with(8, "Bo Lund", |_| {});
    let rows = [new_person(1), "||ana2@x.example||||||E-7".to_owned(), "||bo2@x.example||||||E-8".to_owned()];
    let plan = world.plan(&lines(&rows));
    assert_eq!(
        (plan.effects().invites.email, plan.effects().invites.text, plan.effects().notices),
        (2, 2, 1)
    );
    world.choices.invites = Inviting::None;
    assert_eq!(world.plan(&lines(&rows)).effects().invites.text, 0);
}

#[test]
fn changes_of_more_than_five_people_ask_for_their_number() {
    let mut world = World::new();
    for id in 1..=6 {
        world = world.with(id, &format!("P{id} Ruiz"), |_| {});
    }
    let change =
        |count: i64| -> Vec<String> { (1..=count).map(|id| format!("|Lund|||||||E-{id}")).collect() };
    let five = change(5);
    assert_eq!(world.plan(&lines(&five)).effects().guard, None);
    let six = change(6);
    assert_eq!(world.plan(&lines(&six)).effects().guard.as_ref().map(|guard| guard.number), Some(6));
}

#[test]
fn an_account_says_from_which_share_and_number_on_the_guard_asks() {
    let mut world = World::new();
    for id in 1..=30 {
        world = world.with(id, &format!("P{id} Ruiz"), |_| {});
    }
    let change =
        |count: i64| -> Vec<String> { (1..=count).map(|id| format!("|Lund|||||||E-{id}")).collect() };
    let mut asks = |percent, most, count| {
        world.facts.thresholds = Thresholds { percent, most };
        world.facts.people = 100;
        world.plan(&lines(&change(count))).effects().guard.as_ref().map(|guard| guard.number)
    };
    assert_eq!((asks(10, 50, 10), asks(10, 50, 11)), (None, Some(11)));
    assert_eq!((asks(25, 200, 25), asks(25, 200, 26)), (None, Some(26)));
    assert_eq!((asks(25, 20, 20), asks(25, 20, 21)), (None, Some(21)), "the lower of the two");
    assert_eq!((asks(1, 50, 5), asks(1, 50, 6)), (None, Some(6)), "five are never many");
    assert_eq!((asks(1, 1, 1), asks(1, 1, 2)), (None, Some(2)), "unless the number says so");
}

#[test]
fn seats_to_buy_are_held_against_the_same_two() {
    let mut world = World::new();
    world.facts.seats.commitment = 100;
    world.facts.seats.used = 100;
    let mut asks = |percent, most, count| {
        world.facts.thresholds = Thresholds { percent, most };
        world.plan(&lines(&many(count))).effects().guard.as_ref().map(|guard| guard.number)
    };
    assert_eq!((asks(5, 50, 5), asks(5, 50, 6)), (None, Some(6)));
    assert_eq!((asks(25, 4, 4), asks(25, 4, 5)), (None, Some(5)));
}

#[test]
fn a_created_team_is_an_effect_only_where_a_row_that_applies_needs_it() {
    let world = World::new()
        .fix(r#"{"fix": "create_reference", "field": "teams", "value": "Inside Sales", "parent": "Pacific"}"#)
        .fix(r#"{"fix": "create_reference", "field": "teams", "value": "Outside", "parent": null}"#);
    let plan = world.plan(&[
        "A|B|a@x.example|(414) 555-0101|Sales|inside  sales|Global||",
        "C|D|bad|(414) 555-0102|Sales|Outside|Global||",
    ]);
    assert_eq!(plan.effects().new_teams, ["Pacific > Inside Sales"]);
    assert_eq!(plan.new_teams().len(), 1);
    assert_eq!(plan.group_name(plan.creates().next().expect("one").teams[0], true), "Inside Sales");
}

#[test]
fn the_fingerprint_moves_by_halves() {
    let world = World::new();
    let one = world.plan(&[&new_person(1)]).fingerprint();
    assert_eq!(one, world.plan(&[&new_person(1)]).fingerprint());
    assert_eq!(Fingerprint::parse(&one.to_string()), Some(one));

    let other = world.plan(&[&new_person(2)]).fingerprint();
    assert_ne!(one.rows, other.rows);
    assert_eq!(one.effects, other.effects);

    let mut poor = world.clone();
    poor.facts.seats.commitment = 0;
    let dear = poor.plan(&[&new_person(1)]).fingerprint();
    assert_eq!(one.rows, dear.rows);
    assert_ne!(one.effects, dear.effects);

    let mut used = world.clone();
    used.facts.seats.used = 5;
    assert_eq!(one, used.plan(&[&new_person(1)]).fingerprint(), "numbers only shown are outside");
}

#[test]
fn the_fingerprint_covers_the_version_of_the_people_touched() {
    let world = World::new().with(7, "Ana Ruiz", |_| {});
    let mut later = world.clone();
    later.people.found[0].version = 2;
    let line = ["Anna||||||||E-7"];
    assert_ne!(world.plan(&line).fingerprint().rows, later.plan(&line).fingerprint().rows);
    assert_ne!(world.plan(&line).row_digests(), later.plan(&line).row_digests());
}

#[test]
fn when_the_messages_go_out_is_agreed_to_where_there_are_any() {
    let mut world = World::new();
    let now = world.plan(&[&new_person(1)]).fingerprint();
    let at = |hour: i64| Inviting::At(SendAt { micros: hour * 3_600_000_000, offset: 0 });
    let mut seen = vec![now];
    for inviting in [Inviting::Held, at(1), at(2), Inviting::None] {
        world.choices.invites = inviting;
        let other = world.plan(&[&new_person(1)]).fingerprint();
        assert_eq!(other.rows, now.rows);
        assert!(!seen.contains(&other), "{inviting:?}");
        seen.push(other);
    }
    let known = World::new().with(7, "Ana Ruiz", |_| {});
    let mut later = known.clone();
    later.choices.invites = at(1);
    let line = ["Ana||||||||E-7"];
    assert_eq!(known.plan(&line).fingerprint(), later.plan(&line).fingerprint(), "nobody is told anything");
}

#[test]
fn the_same_moment_written_in_another_zone_is_the_same_plan() {
    let mut world = World::new();
    let mut of = |text: &str| {
        world.choices.invites = Inviting::At(SendAt::parse(text).expect("a time"));
        world.plan(&[&new_person(1)]).fingerprint()
    };
    assert_eq!(of("2026-12-01T08:00:00-06:00"), of("2026-12-01T15:00:00+01:00"));
}

#[test]
fn a_report_says_when_the_invitations_go_out() {
    let mut world = World::new();
    let mut said = |inviting: Inviting| {
        world.choices.invites = inviting;
        let plan = world.plan(&[&new_person(1)]);
        let line =
            plan.report().lines().find(|line| line.starts_with("  invitations")).expect("a line").to_owned();
        (plan.sentence(), line)
    };
    let at = Inviting::At(SendAt::parse("2026-12-01T08:00-06:00").expect("a time"));
    for (inviting, sentence, line) in [
        (Inviting::Now, "gets an invitation by e-mail and text.", "1 by e-mail, 1 by text"),
        (at, "by e-mail and text on 1 December 2026 at 08:00.", "1 by text, on 1 December 2026 at 08:00"),
        (
            Inviting::Held,
            "by e-mail and text once somebody releases it.",
            "held until somebody releases them",
        ),
        (Inviting::None, "and nobody gets an invitation.", "0 by e-mail, 0 by text"),
    ] {
        let (found, below) = said(inviting);
        assert!(found.ends_with(sentence), "{found}");
        assert!(below.ends_with(line), "{below}");
    }
}

#[test]
fn rows_with_an_error_do_not_just_stay_as_they_are() {
    let rest = |rows: &[&str]| World::new().plan(rows).rest();
    let (good, bad) = (new_person(1), new_person(2).replace('@', " at "));
    assert_eq!(rest(&[&good]), None);
    assert_eq!(rest(&[&bad]).as_deref(), Some("1 of 1 row has an error."));
    let also = new_person(3).replace('@', " at ");
    assert_eq!(rest(&[&good, &bad, &also]).as_deref(), Some("2 of 3 rows have an error."));
}
