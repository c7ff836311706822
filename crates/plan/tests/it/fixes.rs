//! Fixes: one order whatever the list's order, the later of two wins, one that matches nothing is said.

use plan::plan::Fate;

use crate::world::{World, codes, fates, finding};

const ROW: &str = "Ada|Byron|ada@@x.example|(414) 555-0101|Manger|Mid West; Pacific|Limited|North East|N-1";

#[test]
fn cells_come_before_value_fixes_whatever_the_order_of_the_list() {
    let cell = r#"{"fix": "set_cells", "rows": [2], "field": "role", "value": "Boss"}"#;
    let value = r#"{"fix": "map_value", "field": "role", "from": "boss", "to": "Manager"}"#;
    let line = "Ada|Byron|ada@x.example|(414) 555-0101|?||Global||N-1";
    let one = World::new().fix(cell).fix(value).plan(&[line]);
    let other = World::new().fix(value).fix(cell).plan(&[line]);
    assert_eq!(fates(&one), [Fate::Create], "{:?}", one.findings());
    assert_eq!(one.fingerprint(), other.fingerprint());
}

#[test]
fn of_two_fixes_of_one_target_the_later_wins_and_the_earlier_is_not_called_unmatched() {
    let world = World::new()
        .fix(r#"{"fix": "map_value", "field": "role", "from": "Manger", "to": "Admin"}"#)
        .fix(r#"{"fix": "map_value", "field": "role", "from": "MANGER", "to": "Manager"}"#);
    let plan = world.plan(&["Ada|Byron|ada@x.example|(414) 555-0101|Manger||Global||N-1"]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create], vec![]));
    assert_eq!(plan.creates().next().expect("one").role.as_str(), "Manager");
}

#[test]
fn list_parts_are_mapped_dropped_or_created_one_by_one() {
    let world = World::new()
        .fix(r#"{"fix": "set_cells", "rows": [2], "field": "email", "value": "ada@x.example"}"#)
        .fix(r#"{"fix": "map_value", "field": "role", "from": "Manger", "to": "Manager"}"#)
        .fix(r#"{"fix": "drop_value", "field": "teams", "value": "mid west"}"#);
    let plan = world.plan(&[ROW]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
    assert_eq!(plan.creates().next().expect("one").teams.len(), 1);
}

#[test]
fn every_error_of_a_row_is_collected_and_its_best_fixes_make_it_right() {
    let mut world = World::new();
    let plan = world.plan(&[ROW]);
    assert_eq!(codes(&plan), ["email.invalid", "role.unknown", "team.unknown"]);
    for code in codes(&plan) {
        world.fixes.push(finding(&plan, code).fixes[0].fix.clone());
    }
    let plan = world.plan(&[ROW]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
}

#[test]
fn a_fix_that_matches_nothing_is_a_warning_of_the_whole_plan() {
    let world = World::new()
        .fix(r#"{"fix": "map_value", "field": "role", "from": "Nobody", "to": "Sales"}"#)
        .fix(r#"{"fix": "skip_rows", "rows": [99]}"#);
    let plan = world.plan(&["Ada|Byron|ada@x.example|(414) 555-0101|Sales||Global||N-1"]);
    assert_eq!(codes(&plan), ["fix.unmatched", "fix.unmatched"]);
    assert_eq!(plan.obstacle(None), None);
}

#[test]
fn a_name_that_exists_already_is_not_created_again() {
    let world = World::new()
        .fix(r#"{"fix": "create_reference", "field": "territories", "value": "north east", "parent": null}"#);
    let plan = world.plan(&["Ada|Byron|ada@x.example|(414) 555-0101|Sales||Limited|North East|N-1"]);
    assert_eq!((fates(&plan), plan.new_territories().len()), (vec![Fate::Create], 0));
}

#[test]
fn a_group_that_is_created_for_a_path_or_as_a_parent_matches() {
    let world = World::new()
        .fix(r#"{"fix": "create_reference", "field": "teams", "value": "Retail", "parent": null}"#)
        .fix(r#"{"fix": "create_reference", "field": "teams", "value": "North", "parent": "Retail"}"#)
        .fix(r#"{"fix": "create_reference", "field": "teams", "value": "Lonely", "parent": null}"#);
    let plan = world.plan(&["Ada|Byron|ada@x.example|(414) 555-0101|Sales|Retail > North|Global||N-1"]);
    assert_eq!((fates(&plan), plan.new_teams().len()), (vec![Fate::Create], 2));
    assert_eq!(codes(&plan), ["fix.unmatched"]);
    assert!(plan.findings()[0].value.contains("Lonely"), "{:?}", plan.findings());
}

#[test]
fn one_value_for_everybody_stands_in_for_a_column() {
    let mut world = World::new();
    world.blank.push(plan::field::Field::Role);
    world.constants.push((plan::field::Field::Role, "Sales Rep".to_owned()));
    let plan = world.plan(&["Ada|Byron|ada@x.example|(414) 555-0101|Admin||Global||N-1"]);
    assert_eq!(plan.creates().next().expect("one").role.as_str(), "Sales", "{:?}", plan.findings());
}

#[test]
fn two_ways_of_writing_one_name_are_one_finding_and_one_fix_is_for_both() {
    let lines = [
        "Ada|Byron|ada@x.example|(414) 555-0101|Sales|Mid West|Global||N-1",
        "Bo|Lind|bo@x.example|(414) 555-0102|Sales|MID  west|Global||N-2",
    ];
    let mut world = World::new();
    let plan = world.plan(&lines);
    let found = finding(&plan, "team.unknown");
    assert_eq!((found.rows.as_slice(), found.value.as_str()), ([2, 3].as_slice(), "Mid West"));
    world.fixes.push(found.fixes[0].fix.clone());
    assert_eq!(fates(&world.plan(&lines)), [Fate::Create; 2]);
}
