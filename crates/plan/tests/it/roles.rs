//! Roles, access, teams and territories; and who may do what.

use plan::choices::Actor;
use plan::plan::{Fate, Ref};
use plan::snapshot::{Access, Role, Status};

use crate::world::{World, codes, fates, finding};

fn admin(world: World, id: i64, name: &str) -> World {
    world.with(id, name, |person| {
        person.role = Role::Admin;
        person.access = Access::Global;
        person.teams.clear();
        person.territories.clear();
    })
}

#[test]
fn blank_access_of_new_people_follows_from_role_and_territories() {
    let world = World::new();
    let plan = world.plan(&[
        "A|B|a@x.example|(414) 555-0101|Sales||| North East|",
        "C|D|c@x.example|(414) 555-0102|Admin||||",
        "E|F|e@x.example|(414) 555-0103|Manager||||",
    ]);
    let access: Vec<Access> = plan.creates().map(|new| new.access).collect();
    assert_eq!(access, [Access::Limited, Access::Global, Access::Limited]);
    assert_eq!(finding(&plan, "access.assumed").rows, [4]);
}

#[test]
fn a_role_that_is_asked_or_listed_is_said_and_never_taken() {
    let world = World::new();
    for (role, sure) in [
        ("Admin?", Some("Admin? → Admin")),
        ("Manager?", Some("Manager? → Manager")),
        ("Sales,Manager", None),
        ("Sales; Manager", None),
    ] {
        let plan = world.plan(&[&format!("A|B|a@x.example|(414) 555-0101|{role}||Global||")]);
        assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["role.unknown"]), "{role}");
        let fixes = &finding(&plan, "role.unknown").fixes;
        let best = fixes.iter().find(|fix| fix.sure).map(|fix| fix.label.as_str());
        assert_eq!(best, sure, "{role}");
        let offered = ["Sales", "Manager", "Admin"].map(|to| format!("{role} → {to}"));
        assert!(offered.iter().all(|one| fixes.iter().any(|fix| fix.label == *one)), "{role}: {fixes:?}");
    }
}

#[test]
fn an_admin_with_teams_territories_or_limited_has_one_fix_for_all_rows() {
    let lines = [
        "A|B|a@x.example|(414) 555-0101|Admin|Midwest|Limited|North East|",
        "C|D|c@x.example|(414) 555-0102|Admin|Pacific|||",
    ];
    let world = World::new();
    let plan = world.plan(&lines);
    assert_eq!(fates(&plan), [Fate::Blocked, Fate::Blocked]);
    let mut fixed = world.clone();
    for code in ["admin.teams", "admin.territories", "admin.limited"] {
        let best = &finding(&plan, code).fixes[0];
        assert!(best.sure);
        fixed.fixes.push(best.fix.clone());
    }
    assert_eq!(fates(&fixed.plan(&lines)), [Fate::Create, Fate::Create]);
}

#[test]
fn promotion_to_admin_drops_teams_and_territories_as_changes() {
    let plan = World::new().with(7, "Ana Ruiz", |_| {}).plan(&["||||Admin||||E-7"]);
    let after = &plan.changes()[0].after;
    assert_eq!((after.access, after.teams.len(), after.territories.len()), (Access::Global, 0, 0));
    assert_eq!(plan.effects().memberships_removed, 2);
    assert_eq!(plan.effects().admins_added, 1);
    assert_eq!(plan.effects().guard.as_ref().map(|guard| guard.number), Some(1));
}

#[test]
fn demotion_gives_limited_with_a_warning() {
    let world = admin(admin(World::new(), 7, "Ana Ruiz"), 8, "Bo Lund");
    let plan = world.plan(&["||||Sales||||E-7"]);
    assert_eq!(plan.changes()[0].after.access, Access::Limited);
    assert!(codes(&plan).contains(&"admin.demoted"));
}

#[test]
fn the_last_admin_cannot_be_demoted() {
    let mut world = admin(admin(World::new(), 7, "Ana Ruiz"), 8, "Bo Lund");
    world.facts.active_admins = 2;
    let plan = world.plan(&["||||Sales||||E-7", "||||Manager||||E-8"]);
    assert_eq!(fates(&plan), [Fate::Blocked, Fate::Blocked]);
    assert_eq!(finding(&plan, "admin.last").rows, [2, 3]);
    let plan = world.plan(&["||||Sales||||E-7"]);
    assert_eq!(fates(&plan), [Fate::Update]);
}

#[test]
fn an_admins_own_keys_role_and_status_are_never_changed_by_their_import() {
    let mut world = admin(admin(World::new(), 7, "Ana Ruiz"), 8, "Bo Lund");
    world.actor = Actor::Person { id: 7, role: Role::Admin };
    for line in ["||new@x.example||||||E-7", "|||(414) 555-0199|||||E-7", "||||Sales||||E-7"] {
        let plan = world.plan(&[line]);
        assert_eq!(fates(&plan), [Fate::Blocked], "{line}");
        assert!(codes(&plan).contains(&"self.protected"), "{line}");
    }
    assert_eq!(fates(&world.plan(&["Anna||||||||E-7"])), [Fate::Update]);
}

#[test]
fn a_territory_needs_limited_whether_it_comes_from_the_file_or_was_there() {
    let world = World::new().with(7, "Ana Ruiz", |_| {});
    let plan = world.plan(&["A|B|a@x.example|(414) 555-0101|Sales||Global|North East|", "||||||Global||E-7"]);
    assert_eq!(finding(&plan, "access.global").rows, [2, 3]);
    let fixed = world.fix(r#"{"fix": "set_cells", "rows": [3], "field": "territories", "value": "(none)"}"#);
    let plan =
        fixed.plan(&["A|B|a@x.example|(414) 555-0101|Sales||Limited|North East|", "||||||Global||E-7"]);
    assert_eq!(fates(&plan), [Fate::Create, Fate::Update]);
}

#[test]
fn names_are_found_whole_by_path_and_never_guessed() {
    let world = World::new();
    let person = |number: u32, teams: &str, places: &str| {
        format!("A|B|a{number}@x.example|(414) 555-{:04}|Sales|{teams}|Limited|{places}|", 100 + number)
    };
    let lines = [
        person(1, "midwest ; PACIFIC", "Cascades; Puget, Sound"),
        person(2, "Midwest > Key Accounts", "\"Cascades; Puget, Sound\", North East"),
        person(3, "Key Accounts", "North East"),
        person(4, "Mid West", "North East"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    // The pipe divides the cells of these lines, so it cannot be tried as a separator here.
    let plan = world.plan(&lines);
    assert_eq!(
        fates(&plan),
        [Fate::Create, Fate::Create, Fate::Blocked, Fate::Blocked],
        "{:?}",
        plan.findings()
    );
    let new: Vec<_> = plan.creates().map(|new| (new.teams, new.territories)).collect();
    assert_eq!(new[0], (vec![Ref::Known(2), Ref::Known(3)], vec![Ref::Known(14)]));
    assert_eq!(new[1], (vec![Ref::Known(4)], vec![Ref::Known(13), Ref::Known(14)]));
    assert_eq!(finding(&plan, "team.ambiguous").fixes.len(), 3);
    let best = &finding(&plan, "team.unknown").fixes[0];
    assert_eq!((best.sure, best.label.as_str()), (true, "Mid West → Midwest"));
}

#[test]
fn a_suspended_person_stays_so_unless_reactivated_by_choice_or_by_fix() {
    let world = World::new().with(7, "Ana Ruiz", |ana| ana.status = Status::Suspended);
    let plan = world.plan(&["||||||||E-7"]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Unchanged], vec!["person.suspended"]));
    let chosen = world.clone().reactivating().plan(&["||||||||E-7"]);
    let fixed = world.fix(r#"{"fix": "reactivate", "rows": [2]}"#).plan(&["||||||||E-7"]);
    for plan in [chosen, fixed] {
        assert_eq!(fates(&plan), [Fate::Update]);
        assert_eq!(plan.changes()[0].after.status, Status::Active);
        assert_eq!(plan.effects().seats.after, 1);
    }
}
