//! An edit of several people is an import of rows that say what is changed of all of them, and nothing else.

use std::sync::Arc;

use plan::choices::{Choices, Existing};
use plan::decide::decide;
use plan::draft::draft;
use plan::form::{Edit, Form, ListEdit};
use plan::plan::{Fate, Plan, Ref, Values};
use plan::snapshot::{Access, Person, Role, Status};

use crate::world::{World, codes, fates, finding};

/// Plans what is asked for these people, as they are.
fn edited(world: &World, edit: &Edit, people: &[i64]) -> Plan {
    let of = |id: &i64| world.people.found.iter().find(|person| person.id == *id).unwrap().clone();
    let people: Vec<Person> = people.iter().map(of).collect();
    let form = Form::of_several(edit, &people, &world.facts);
    let facts = Arc::new(world.facts.clone());
    let draft = Arc::new(draft(&form.sheet, &form.mapping, &world.fixes, &facts));
    let choices = Choices { existing: Existing::Update, valid_rows_only: true, ..Choices::default() };
    decide(&draft, &world.people, choices, world.actor)
}

fn world() -> World {
    World::new()
        .with(7, "Dana Mitchell", |dana| {
            dana.role = Role::Admin;
            dana.access = Access::Global;
            (dana.teams, dana.territories) = (Vec::new(), Vec::new());
        })
        .with(8, "Ana Ruiz", |ana| (ana.teams, ana.territories) = (vec![2, 4], vec![12, 14]))
        .with(9, "Ben Okafor", |ben| (ben.status, ben.external_id) = (Status::Invited, None))
        .with(10, "Sue Holt", |sue| sue.status = Status::Suspended)
}

fn known(ids: &[i64]) -> Vec<Ref> {
    ids.iter().map(|id| Ref::Known(*id)).collect()
}

/// The teams of each who changes.
fn teams(plan: &Plan) -> Vec<(i64, Vec<Ref>)> {
    plan.changes().iter().map(|change| (change.person, change.after.teams.clone())).collect()
}

#[test]
fn what_is_not_asked_for_stays_as_it_is_with_each() {
    let edits = [
        Edit { role: Some(Role::Manager), ..Edit::default() },
        Edit { access: Some(Access::Global), territories: ListEdit::Set(vec![]), ..Edit::default() },
        Edit { teams: ListEdit::Add(vec![3]), ..Edit::default() },
        Edit { territories: ListEdit::Remove(vec![12]), ..Edit::default() },
    ];
    for edit in edits {
        let plan = edited(&world(), &edit, &[8, 9, 10]);
        assert_eq!(fates(&plan), [Fate::Update; 3], "{edit:?}");
        for change in plan.changes() {
            let Values { role, access, teams, territories, .. } = change.after.clone();
            let mut after = Values { role, access, teams, territories, ..change.before.clone() };
            assert_eq!(after, change.after, "{edit:?}");
            if edit.role.is_none() {
                after.role = change.before.role;
            }
            if edit.teams.is_kept() {
                after.teams.clone_from(&change.before.teams);
            }
            if edit.access.is_none() {
                after.access = change.before.access;
            }
            if edit.territories.is_kept() {
                after.territories.clone_from(&change.before.territories);
            }
            assert_eq!(after, change.after, "{edit:?}");
        }
    }
}

#[test]
fn nothing_asked_for_changes_nobody_and_has_no_column() {
    let none = Edit { teams: ListEdit::Add(vec![]), ..Edit::default() };
    assert!(none.is_empty() && !Edit { teams: ListEdit::Set(vec![]), ..none.clone() }.is_empty());
    let plan = edited(&world(), &none, &[7, 8, 9]);
    assert_eq!((fates(&plan), plan.sheet().header().len()), (vec![Fate::Unchanged; 3], 1));
}

#[test]
fn teams_are_added_to_what_each_has() {
    let plan = edited(&world(), &Edit { teams: ListEdit::Add(vec![4, 5]), ..Edit::default() }, &[8, 9]);
    assert_eq!(teams(&plan), [(8, known(&[2, 4, 5])), (9, known(&[2, 4, 5]))]);
    assert_eq!(plan.effects().memberships_removed, 0);
}

#[test]
fn teams_are_taken_out_of_what_each_has_and_who_has_none_of_them_stays() {
    let plan = edited(&world(), &Edit { teams: ListEdit::Remove(vec![4]), ..Edit::default() }, &[8, 9]);
    assert_eq!((teams(&plan), fates(&plan)[1]), (vec![(8, known(&[2]))], Fate::Unchanged));
    let plan = edited(&world(), &Edit { teams: ListEdit::Remove(vec![2, 4]), ..Edit::default() }, &[8]);
    assert_eq!(teams(&plan), [(8, vec![])]);
}

#[test]
fn lists_are_set_to_what_is_chosen_and_to_none() {
    let plan = edited(&world(), &Edit { teams: ListEdit::Set(vec![4, 4, 2]), ..Edit::default() }, &[8, 9]);
    assert_eq!((fates(&plan)[0], teams(&plan)), (Fate::Unchanged, vec![(9, known(&[2, 4]))]));
    let edit = Edit { territories: ListEdit::Set(vec![]), ..Edit::default() };
    let plan = edited(&world(), &edit, &[8, 9]);
    assert!(plan.changes().iter().all(|change| change.after.territories.is_empty()));
    assert_eq!((plan.effects().memberships_removed, codes(&plan)), (3, vec!["access.empty"]));
}

#[test]
fn a_name_with_a_separator_in_it_is_one_territory() {
    let edit = Edit { territories: ListEdit::Add(vec![14]), ..Edit::default() };
    let plan = edited(&world(), &edit, &[9]);
    assert_eq!(plan.change_of(0).unwrap().after.territories, known(&[12, 14]));
}

#[test]
fn who_cannot_be_changed_so_is_left_out_and_the_others_are_changed() {
    let plan = edited(&world(), &Edit { teams: ListEdit::Add(vec![3]), ..Edit::default() }, &[7, 8]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked, Fate::Update], vec!["admin.teams"]));
    let plan = edited(&world(), &Edit { access: Some(Access::Global), ..Edit::default() }, &[7, 8]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Unchanged, Fate::Blocked], vec!["access.global"]));
    let world = world().imported_by(7);
    let plan = edited(&world, &Edit { role: Some(Role::Sales), ..Edit::default() }, &[7, 8]);
    assert_eq!((fates(&plan)[0], codes(&plan)[0]), (Fate::Blocked, "self.protected"));
}

#[test]
fn who_is_made_an_admin_leaves_teams_and_territories_and_is_counted_by_the_guard() {
    let plan = edited(&world(), &Edit { role: Some(Role::Admin), ..Edit::default() }, &[8, 9]);
    assert_eq!(fates(&plan), [Fate::Update; 2]);
    assert!(plan.changes().iter().all(|change| change.after.teams.is_empty()));
    let guard = plan.effects().guard.as_ref().unwrap();
    assert_eq!((guard.number, guard.why.as_str()), (2, "This makes 2 new Admins."));
}

#[test]
fn a_team_that_is_gone_is_said_of_everybody_and_nobody_is_changed() {
    let plan = edited(&world(), &Edit { teams: ListEdit::Add(vec![99]), ..Edit::default() }, &[8, 9]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked; 2], vec!["team.unknown"]));
}

#[test]
fn many_people_whose_roles_change_want_their_number() {
    let mut world = world();
    for id in 30..40 {
        world = world.with(id, &format!("P{id} Many"), |_| {});
    }
    let people: Vec<i64> = (30..40).collect();
    let plan = edited(&world, &Edit { role: Some(Role::Manager), ..Edit::default() }, &people);
    assert_eq!(plan.effects().guard.as_ref().unwrap().number, 10);
}

#[test]
fn a_manager_changes_only_their_own_and_takes_nobody_out_of_teams_of_others() {
    let world = world()
        .with(20, "Mo Lead", |mo| (mo.role, mo.territories) = (Role::Manager, vec![]))
        .with(21, "Far Away", |far| (far.teams, far.territories) = (vec![3], vec![13]))
        .with(22, "Both Sides", |both| (both.teams, both.territories) = (vec![2, 3], vec![]))
        .imported_by(20);
    let plan = edited(&world, &Edit { teams: ListEdit::Set(vec![4]), ..Edit::default() }, &[8, 20, 21, 22]);
    assert_eq!(fates(&plan), [Fate::Update, Fate::Blocked, Fate::Blocked, Fate::Blocked]);
    assert_eq!(finding(&plan, "authority.group").count, 1, "{:?}", plan.findings());
    let plan = edited(&world, &Edit { teams: ListEdit::Add(vec![4]), ..Edit::default() }, &[22]);
    assert_eq!(teams(&plan), [(22, known(&[2, 3, 4]))]);
    let plan = edited(&world, &Edit { role: Some(Role::Manager), ..Edit::default() }, &[8]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["authority.role"]));
}
