//! A form is an import of one row, and a selection one of a few.

use std::sync::Arc;

use plan::choices::{Choices, Existing, Standing, Suspended};
use plan::decide::decide;
use plan::draft::draft;
use plan::fix::Fix;
use plan::form::{Form, ROW, Typed};
use plan::plan::{Fate, Obstacle, Plan, Ref};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;

use crate::world::{World, codes, fates, finding};

/// Plans what a form says.
fn plan(world: &World, form: &Form) -> Plan {
    let facts = Arc::new(world.facts.clone());
    let draft = Arc::new(draft(&form.sheet, &form.mapping, &world.fixes, &facts));
    decide(&draft, &world.people, world.choices, world.actor)
}

fn added(world: &World, typed: &Typed) -> Plan {
    plan(world, &Form::of_one(typed, None, &world.facts))
}

fn edited(world: &World, id: i64, change: impl FnOnce(&mut Typed)) -> Plan {
    let was = typed_of(world, id);
    let mut typed = was.clone();
    change(&mut typed);
    plan(world, &Form::of_one(&typed, Some((id, &was)), &world.facts))
}

/// What the form of somebody is filled with.
fn typed_of(world: &World, id: i64) -> Typed {
    let person = world.people.found.iter().find(|person| person.id == id).unwrap();
    Typed {
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        email: person.email.clone(),
        phone: person.phone.map(PhoneNumber::spaced).unwrap_or_default(),
        role: person.role.to_string(),
        access: person.access.to_string(),
        teams: person.teams.clone(),
        territories: person.territories.clone(),
        external_id: person.external_id.clone().unwrap_or_default(),
    }
}

fn moved(world: &World, standing: Standing, people: &[i64]) -> Plan {
    let choices = Choices { existing: Existing::Update, standing, ..Choices::default() };
    let world = World { choices, ..world.clone() };
    plan(&world, &Form::of_people(people))
}

fn ada() -> Typed {
    Typed {
        first_name: "Ada".into(),
        last_name: "Byron".into(),
        email: "ada@northwind.example".into(),
        phone: "(414) 555-0101".into(),
        role: "Sales".into(),
        access: "Limited".into(),
        teams: vec![4],
        territories: vec![14],
        external_id: "N-1".into(),
    }
}

fn world() -> World {
    World::new()
        .with(7, "Dana Mitchell", |dana| {
            dana.role = Role::Admin;
            dana.access = Access::Global;
            (dana.teams, dana.territories) = (Vec::new(), Vec::new());
        })
        .with(8, "Ana Ruiz", |_| {})
        .with(9, "Ben Okafor", |ben| ben.status = Status::Invited)
        .with(10, "Sue Holt", |sue| sue.status = Status::Suspended)
}

#[test]
fn somebody_added_by_a_form_is_created_with_what_was_chosen_by_id() {
    let world = world();
    let plan = added(&world, &ada());
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create], vec![]));
    let create = plan.create_of(0).unwrap();
    assert_eq!((create.teams, create.territories), (vec![Ref::Known(4)], vec![Ref::Known(14)]));
    assert_eq!((plan.effects().invites.email, plan.effects().seats.after), (1, 4));
}

#[test]
fn what_is_typed_in_a_form_is_meant_as_it_stands() {
    let typed = Typed { first_name: "Null".into(), last_name: "=Byron".into(), ..ada() };
    let plan = added(&world(), &typed);
    assert_eq!(codes(&plan), Vec::<&str>::new());
    let create = plan.create_of(0).unwrap();
    assert_eq!((create.first_name, create.last_name), ("Null", "=Byron"));
}

#[test]
fn a_form_for_somebody_new_never_changes_somebody_who_is_there() {
    let typed = Typed {
        email: "ana@northwind.example".into(),
        phone: "+13125550109".into(),
        external_id: "E-8".into(),
        ..ada()
    };
    let plan = added(&world(), &typed);
    assert_eq!(fates(&plan), [Fate::Blocked]);
    assert_eq!(codes(&plan), ["email.taken", "phone.taken", "external_id.taken"]);
    let text = &finding(&plan, "external_id.taken").text;
    assert_eq!(text, "E-8 is in use by Ana Ruiz, Active. Say another.");
}

#[test]
fn a_form_says_what_is_missing_at_each_field_and_nothing_of_rows() {
    let plan = added(&world(), &Typed::default());
    let missing =
        ["first_name.missing", "last_name.missing", "email.missing", "phone.missing", "role.missing"];
    for code in missing {
        let found = finding(&plan, code);
        assert!(found.field.is_some() && found.fixes.is_empty(), "{found:?}");
        assert!(!found.text.contains("row"), "{}", found.text);
    }
    assert_eq!(plan.obstacle(None), Some(Obstacle::Blocked(1)));
}

#[test]
fn a_form_says_all_that_is_wrong_at_once() {
    let typed = Typed {
        email: "ana@northwind.example".into(),
        last_name: String::new(),
        phone: "12".into(),
        ..ada()
    };
    let mut said = codes(&added(&world(), &typed));
    said.sort_unstable();
    assert_eq!(said, ["email.taken", "last_name.missing", "phone.invalid"]);
    let plan = edited(&world(), 8, |ana| {
        ana.email = "ben@northwind.example".into();
        ana.first_name.clear();
    });
    assert_eq!((fates(&plan), plan.changes().len()), (vec![Fate::Blocked], 0));
    assert_eq!(codes(&plan), ["value.needed", "email.taken"]);
}

#[test]
fn a_form_about_a_person_is_about_that_person_whatever_is_typed() {
    let plan = edited(&world(), 8, |ana| {
        ana.email = "ana.ruiz@northwind.example".into();
        ana.external_id = "E-800".into();
        ana.phone = "+13125550199".into();
    });
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Update], vec![]));
    let change = plan.change_of(0).unwrap();
    assert_eq!((change.person, change.after.email.as_str()), (8, "ana.ruiz@northwind.example"));
    assert_eq!(plan.effects().notices, 2, "the old address and the old phone are told");
    let plan = edited(&world(), 8, |ana| ana.external_id = "E-9".into());
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["external_id.taken"]));
}

#[test]
fn a_form_that_is_sent_as_it_was_filled_changes_nothing() {
    for id in [7, 8, 9, 10] {
        let plan = edited(&world(), id, |_| {});
        assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Unchanged], vec![]), "{id}");
    }
}

#[test]
fn a_field_that_was_emptied_is_cleared_and_a_needed_one_is_asked_for() {
    let plan = edited(&world(), 8, |ana| {
        ana.external_id = " ".into();
        ana.teams.clear();
    });
    let after = &plan.change_of(0).unwrap().after;
    assert_eq!((&after.external_id, after.teams.len()), (&None, 0));
    let plan = edited(&world(), 8, |ana| ana.email.clear());
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["value.needed"]));
    assert_eq!(finding(&plan, "value.needed").text, "Everybody needs an e-mail. Fill it in.");
}

#[test]
fn somebody_made_an_admin_by_a_form_leaves_teams_and_territories() {
    let plan = edited(&world(), 8, |ana| {
        *ana = Typed {
            role: "Admin".into(),
            access: String::new(),
            teams: vec![],
            territories: vec![],
            ..ana.clone()
        };
    });
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Update], vec![]));
    assert_eq!(plan.effects().guard.as_ref().unwrap().why, "This makes 1 new Admin.");
}

#[test]
fn a_team_that_is_gone_is_said_and_not_left_out() {
    let plan = added(&world(), &Typed { teams: vec![99], ..ada() });
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["team.unknown"]));
}

#[test]
fn the_phone_of_somebody_suspended_is_handed_on_in_a_form_too() {
    let mut world = world();
    let typed = Typed { phone: "+13125550110".into(), ..ada() };
    let plan = added(&world, &typed);
    let offered: Vec<&Fix> = finding(&plan, "phone.taken").fixes.iter().map(|one| &one.fix).collect();
    let release = Fix::Release { field: plan::field::Field::Phone, rows: vec![ROW] };
    assert_eq!(offered, [&release]);
    world.fixes.push(release);
    let plan = added(&world, &typed);
    assert_eq!((fates(&plan), plan.releases().len()), (vec![Fate::Create], 1));
}

#[test]
fn somebody_who_is_gone_is_not_made_anew() {
    let mut world = world();
    let was = typed_of(&world, 9);
    world.people.found.retain(|person| person.id != 9);
    let plan = plan(
        &world,
        &Form::of_one(&Typed { first_name: "Bo".into(), ..was.clone() }, Some((9, &was)), &world.facts),
    );
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["person.unknown"]));
}

#[test]
fn suspending_moves_active_people_and_says_why_others_stay() {
    let plan = moved(&world(), Standing::Suspend, &[8, 9, 10]);
    assert_eq!(fates(&plan), [Fate::Update, Fate::Blocked, Fate::Unchanged]);
    let after = &plan.change_of(0).unwrap().after;
    assert_eq!(after.status, Status::Suspended);
    assert_eq!(
        finding(&plan, "status.unfit").text,
        "Ben Okafor has not joined yet. Cancel the invitation instead."
    );
    let seats = plan.effects().seats;
    assert_eq!((seats.used, seats.after, seats.added), (3, 2, 0));
    assert_eq!((plan.effects().invites.email, plan.effects().notices), (0, 0));
}

#[test]
fn cancelling_moves_invited_people_only_and_frees_their_seats() {
    let plan = moved(&world(), Standing::Cancel, &[8, 9, 10]);
    assert_eq!(fates(&plan), [Fate::Blocked, Fate::Update, Fate::Blocked]);
    assert_eq!(plan.change_of(1).unwrap().after.status, Status::Cancelled);
    assert_eq!(plan.effects().seats.after, 2);
}

#[test]
fn reactivating_takes_a_seat_and_buys_it_where_none_is_free() {
    let mut world = world();
    world.facts.seats.commitment = 3;
    world.choices.suspended = Suspended::Reactivate;
    let plan = plan(&world, &Form::of_people(&[8, 10]));
    assert_eq!(fates(&plan), [Fate::Unchanged, Fate::Update]);
    assert_eq!(plan.effects().seats.added, 1);
}

#[test]
fn nobody_suspends_themselves_or_the_last_admin() {
    let plan = moved(&world().imported_by(7), Standing::Suspend, &[7]);
    assert_eq!(codes(&plan), ["self.protected"]);
    assert_eq!(
        finding(&plan, "self.protected").text,
        "Nobody changes their own role, e-mail, phone or status. Another Admin can do it."
    );
    let mut world = world();
    world.facts.active_admins = 1;
    let plan = moved(&world, Standing::Suspend, &[7]);
    assert_eq!(codes(&plan), ["admin.last"]);
    world.facts.active_admins = 2;
    let plan = moved(&world, Standing::Suspend, &[7]);
    assert_eq!(plan.effects().guard.as_ref().unwrap().why, "This suspends 1 Admin.");
}

#[test]
fn a_manager_moves_and_changes_only_their_own_sales_people() {
    let world = world()
        .with(20, "Mo Lead", |mo| (mo.role, mo.territories) = (Role::Manager, vec![]))
        .with(21, "Far Away", |far| (far.teams, far.territories) = (vec![3], vec![13]))
        .imported_by(20);
    let plan = moved(&world, Standing::Suspend, &[7, 8, 20, 21]);
    assert_eq!(fates(&plan), [Fate::Blocked, Fate::Update, Fate::Blocked, Fate::Blocked]);
    let plan = edited(&world, 8, |ana| ana.role = "Manager".into());
    assert_eq!(codes(&plan), ["authority.role"]);
    let plan = added(&world, &Typed { teams: vec![3], territories: vec![], ..ada() });
    assert_eq!((fates(&plan), codes(&plan)[0]), (vec![Fate::Blocked], "authority.group"));
}

#[test]
fn suspending_many_asks_for_their_number() {
    let mut world = world();
    for id in 30..40 {
        world = world.with(id, &format!("P{id} Many"), |_| {});
    }
    let people: Vec<i64> = (30..40).collect();
    let guard = moved(&world, Standing::Suspend, &people).effects().guard.clone().unwrap();
    assert_eq!((guard.number, guard.why.as_str()), (10, "This suspends 10 people."));
}
