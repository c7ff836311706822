//! Each row has exactly one fate, the first that fits.

use plan::choices::Existing;
use plan::finding::Severity;
use plan::plan::{Fate, Obstacle};

use crate::world::{World, codes, fates, finding, new_person};

#[test]
fn somebody_unknown_is_created() {
    let plan = World::new().plan(&[&new_person(1)]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
    let new = plan.creates().next().expect("a new person");
    assert_eq!((new.first_name, new.email), ("Ada1", "ada1@northwind.example"));
    assert_eq!(new.phone.to_string(), "+14145550101");
    assert_eq!(plan.obstacle(None), None);
}

#[test]
fn somebody_known_who_would_not_change_is_unchanged_whatever_the_choice() {
    let line = "Ana|Ruiz|ANA@northwind.example|312-555-0107|sales|Midwest||Ohio Valley|E-7";
    for existing in [Existing::Skip, Existing::Update] {
        let plan = World::new().with(7, "Ana Ruiz", |_| {}).existing(existing).plan(&[line]);
        assert_eq!(fates(&plan), [Fate::Unchanged]);
        assert_eq!(plan.findings(), []);
    }
}

#[test]
fn blank_cells_keep_what_an_existing_person_has() {
    let plan = World::new().with(7, "Ana Ruiz", |_| {}).plan(&["||||||||E-7"]);
    assert_eq!(fates(&plan), [Fate::Unchanged], "{:?}", plan.findings());
}

#[test]
fn none_clears_a_list_and_is_an_error_on_a_needed_field() {
    let world = World::new().with(7, "Ana Ruiz", |_| {});
    let plan = world.plan(&["|||||(none)|||E-7"]);
    assert_eq!(plan.changes()[0].after.teams, []);
    let plan = world.plan(&["|||(none)|||||E-7"]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["value.needed"]));
}

#[test]
fn left_alone_means_skipped_with_the_changes_not_made_and_warnings_only() {
    let world = World::new().with(7, "Ana Ruiz", |_| {}).existing(Existing::Skip);
    let plan = world.plan(&["Ana|Ruiz|ana@northwind.example||Merchandiser|Pacific|||E-7"]);
    assert_eq!(fates(&plan), [Fate::Skipped]);
    assert_eq!(plan.unmade().len(), 1);
    assert_eq!(plan.changes(), []);
    assert_eq!(finding(&plan, "role.unknown").severity, Severity::Warning);
}

#[test]
fn an_unreadable_key_blocks_even_people_who_are_left_alone() {
    let world = World::new().with(7, "Ana Ruiz", |_| {}).existing(Existing::Skip);
    let plan = world.plan(&["Ana|Ruiz|ana@@northwind||Sales||||E-7"]);
    assert_eq!(fates(&plan), [Fate::Blocked]);
}

#[test]
fn rows_with_the_same_key_are_all_refused_and_one_can_be_kept() {
    let twice = [
        "Ada|Byron|ada@x.example|(414) 555-0101|Sales||||",
        "Eda|Byron|ADA@x.example|(414) 555-0102|Sales||||",
    ];
    let plan = World::new().plan(&twice);
    assert_eq!(fates(&plan), [Fate::Blocked, Fate::Blocked]);
    assert_eq!(finding(&plan, "email.duplicate").rows, [2, 3]);
    let plan = World::new().fix(r#"{"fix": "keep_one", "rows": [2, 3], "keep": 3}"#).plan(&twice);
    assert_eq!(fates(&plan), [Fate::Skipped, Fate::Create]);
    assert!(!codes(&plan).contains(&"email.duplicate"));
}

#[test]
fn two_rows_that_find_one_person_by_different_keys_are_refused() {
    let world = World::new().with(7, "Ana Ruiz", |_| {});
    let plan = world.plan(&["Ana|Ruiz||||||| E-7", "Anna|Ruiz|ana@northwind.example|||||"]);
    assert_eq!(fates(&plan), [Fate::Blocked, Fate::Blocked]);
    assert_eq!(finding(&plan, "person.duplicate").value, "Ana Ruiz");
}

#[test]
fn a_blocked_row_holds_the_import_until_valid_rows_only_is_chosen() {
    let mut world = World::new();
    let lines = [new_person(1), "Eda||eda@x.example|(414) 555-0150|Sales".to_owned()];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(world.plan(&lines).obstacle(None), Some(Obstacle::Blocked(1)));
    world.choices.valid_rows_only = true;
    assert_eq!(world.plan(&lines).obstacle(None), None);
}

#[test]
fn the_numbers_add_up_and_a_skipped_row_has_no_findings() {
    let world = World::new().fix(r#"{"fix": "skip_rows", "rows": [3]}"#);
    let plan = world.plan(&[&new_person(1), "||bad||"]);
    let counts = plan.counts();
    assert_eq!((counts.total, counts.create, counts.skipped), (2, 1, 1));
    assert_eq!(plan.findings(), []);
}

#[test]
fn needed_cells_of_a_new_person_are_named_one_by_one() {
    let plan = World::new().plan(&["||||||||N-1"]);
    let mut codes = codes(&plan);
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "access.assumed",
            "email.missing",
            "first_name.missing",
            "last_name.missing",
            "phone.missing",
            "role.missing"
        ]
    );
}
