//! What a grid shows of a draft: cells with the fixes in them.

use plan::field::Field;
use plan::fix::Fix;

use crate::world::World;

const ROW: &str = "Ada|Byron|ada@x.example|(414) 555-0101|Manger|Mid West; Pacific|Limited|North East|N-1";

#[test]
fn a_cell_shows_what_the_fixes_make_of_it() {
    let plan = World::new()
        .fix(r#"{"fix": "map_value", "field": "role", "from": "manger", "to": "Manager"}"#)
        .fix(r#"{"fix": "map_value", "field": "teams", "from": "Mid West", "to": "Midwest"}"#)
        .fix(r#"{"fix": "set_cells", "rows": [2], "field": "phone", "value": "(414) 555-0109"}"#)
        .fix(r#"{"fix": "drop_value", "field": "territories", "value": "North East"}"#)
        .plan(&[ROW]);
    let cell = |field| {
        let shown = plan.draft().cell(0, field);
        (shown.text, shown.fixed)
    };
    assert_eq!(cell(Field::Role), ("Manager".into(), true));
    assert_eq!(cell(Field::Teams), ("Midwest; Pacific".into(), true));
    assert_eq!(cell(Field::Phone), ("(414) 555-0109".into(), true));
    assert_eq!(cell(Field::Territories), (String::new(), true));
    assert_eq!(cell(Field::Email), ("ada@x.example".into(), false));
}

#[test]
fn a_row_is_skipped_by_a_fix_and_by_nothing_else() {
    let plan = World::new().fix(r#"{"fix": "skip_rows", "rows": [3]}"#).plan(&[ROW, ROW]);
    assert_eq!([plan.draft().is_skipped(0), plan.draft().is_skipped(1)], [false, true]);
}

#[test]
fn a_cell_can_be_chosen_from_what_there_is_and_what_a_fix_creates() {
    let plan = World::new()
        .fix(r#"{"fix": "create_reference", "field": "territories", "value": "Alps", "parent": null}"#)
        .plan(&[ROW]);
    let territories = plan.draft().values(Field::Territories);
    assert_eq!(territories, ["Alps", "Cascades; Puget, Sound", "Great Lakes", "North East", "Ohio Valley"]);
    assert_eq!(plan.draft().values(Field::Role), ["Sales", "Manager", "Admin"]);
    assert!(plan.draft().values(Field::Email).is_empty());
    let teams = plan.draft().values(Field::Teams);
    assert!(teams.contains(&"Midwest > Key Accounts".to_owned()), "{teams:?}");
}

#[test]
fn a_fix_of_a_value_becomes_one_of_a_single_cell() {
    let plan = World::new().plan(&[ROW]);
    let fix = Fix::MapValue { field: Field::Teams, from: "mid west".into(), to: "Midwest".into() };
    let cell = Fix::SetCells { rows: vec![2], field: Field::Teams, value: "Midwest; Pacific".into() };
    assert_eq!(plan.draft().narrowed(&fix, 0), cell);
    let fix = Fix::DropValue { field: Field::Teams, value: "Mid West".into() };
    let cell = Fix::SetCells { rows: vec![2], field: Field::Teams, value: "Pacific".into() };
    assert_eq!(plan.draft().narrowed(&fix, 0), cell);
    let fix = Fix::KeepOne { rows: vec![2, 3], keep: 3 };
    assert_eq!(plan.draft().narrowed(&fix, 0), Fix::KeepOne { rows: vec![2, 3], keep: 2 });
}

#[test]
fn a_fix_says_how_many_rows_it_touches() {
    let plan = World::new()
        .fix(r#"{"fix": "map_value", "field": "teams", "from": "MID WEST", "to": "Midwest"}"#)
        .fix(r#"{"fix": "map_value", "field": "role", "from": "Boss", "to": "Manager"}"#)
        .fix(r#"{"fix": "skip_rows", "rows": [3, 9]}"#)
        .plan(&[ROW, ROW, "Ada|Byron||||Pacific|||"]);
    assert_eq!(plan.draft().sizes(), [2, 0, 1]);
}
