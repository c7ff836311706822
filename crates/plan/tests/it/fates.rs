//! Each row has exactly one fate, the first that fits.

use plan::choices::Existing;
use plan::field::Field;
use plan::finding::{Code, Severity};
use plan::plan::{Fate, Obstacle};

use crate::world::{World, codes, fates, finding, new_person};

#[test]
fn somebody_unknown_is_created() {
    let plan = World::new().plan(&[&new_person(1)]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
    let new = plan.creates().next().expect("a new person");
    assert_eq!((new.first_name, new.email), ("Ada1", "ada1@northwind.example"));
    assert_eq!(new.phone.map(|phone| phone.to_string()).as_deref(), Some("+14145550101"));
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

#[test]
fn words_for_nothing_count_as_blank_and_are_said() {
    let plan = World::new().plan(&[
        "Ada | Byron | ada@x.example | 312-555-0117 | Sales | - | N/A | TBD | n/a",
        "N/A | Stone | bob@x.example | 312-555-0118 | Sales",
        "Cleo | ? | null | - | unknown",
        "Nan | Na | nan@x.example | 312-555-0119 | Sales | | Limited | | NAN",
    ]);
    assert_eq!(fates(&plan), [Fate::Create, Fate::Blocked, Fate::Blocked, Fate::Create]);
    let (placeholder, assumed) = (Code::ValuePlaceholder, Code::AccessAssumed);
    assert_eq!(plan.codes(0), [placeholder, assumed]);
    assert_eq!(plan.codes(1), [placeholder, Code::FirstNameMissing, assumed]);
    let missing = [Code::LastNameMissing, Code::EmailMissing, Code::PhoneMissing, Code::RoleMissing, assumed];
    assert_eq!(plan.codes(2), [&[placeholder], missing.as_slice()].concat());
    let news: Vec<_> = plan.creates().map(|new| (new.first_name, new.last_name, new.external_id)).collect();
    assert_eq!(news, [("Ada", "Byron", None), ("Nan", "Na", None)]);
}

#[test]
fn what_looks_like_a_word_for_nothing_is_kept_by_a_fix_or_an_apostrophe() {
    let lines = [
        "Ada | NULL | ada@x.example | 312-555-0117 | Sales | | Limited | | TBD",
        "Bob | 'none | bob@x.example | 312-555-0118 | Sales | | Limited",
    ];
    let plan = World::new().plan(&lines);
    let of_name = plan.findings().iter().find(|finding| finding.value == "NULL").unwrap();
    assert_eq!((of_name.code, of_name.field), (Code::ValuePlaceholder, Some(Field::LastName)));
    let mut world = World::new();
    world.fixes.push(of_name.fixes[0].fix.clone());
    let plan = world.plan(&lines);
    let names: Vec<&str> = plan.creates().map(|new| new.last_name).collect();
    assert_eq!(names, ["NULL", "none"]);
}

#[test]
fn the_error_of_a_formula_is_no_value_in_text_either() {
    let lines = [
        "#N/A | Byron | ada@x.example | 312-555-0117 | Sales | | Limited",
        "Bob | Byron | bob@x.example | 312-555-0118 | Sales | | Limited | | #REF!",
        "Cleo | Byron | #NAME? | #NV | #DIV/0!",
    ];
    let plan = World::new().plan(&lines);
    assert_eq!(plan.codes(1), [Code::CellError]);
    let of_id = plan.findings().iter().find(|finding| finding.field == Some(Field::ExternalId)).unwrap();
    let mut world = World::new();
    world.fixes.push(of_id.fixes[0].fix.clone());
    assert_eq!(fates(&world.plan(&lines)), [Fate::Blocked, Fate::Create, Fate::Blocked]);
    assert!(!plan.findings().iter().any(|finding| finding.code == Code::PhoneInvalid), "{}", plan.report());
}

#[test]
fn of_several_addresses_in_a_cell_each_is_offered() {
    let plan =
        World::new().plan(&["Ada | Byron | ada@x.example; ab@y.example | 312-555-0117 | Sales | | Limited"]);
    let of_email = plan.findings().iter().find(|finding| finding.code == Code::EmailInvalid).unwrap();
    let labels: Vec<&str> = of_email.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, ["Use ada@x.example", "Use ab@y.example", "Skip this row"]);
    assert!(of_email.fixes.iter().all(|fix| !fix.sure));
}

#[test]
fn characters_that_nobody_sees_can_be_left_out_with_one_fix() {
    let lines = ["Hea\u{7}ther | Byron | ada@x.example | 312-555-0117 | Sales | | Limited"];
    let plan = World::new().plan(&lines);
    let of_name = plan.findings().iter().find(|finding| finding.code == Code::CellControl).unwrap();
    let mut world = World::new();
    world.fixes.push(of_name.fixes[0].fix.clone());
    let plan = world.plan(&lines);
    assert_eq!(plan.creates().map(|new| new.first_name).collect::<Vec<_>>(), ["Heather"]);
}

#[test]
fn of_a_cell_with_control_characters_nothing_is_offered_that_may_be_nonsense() {
    let offered = |name: &str| {
        let line = format!("{name} | Byron | ada@x.example | 312-555-0117 | Sales | | Limited");
        let plan = World::new().plan(&[&line]);
        let of_name = plan.findings().iter().find(|finding| finding.code == Code::CellControl).unwrap();
        let labels: Vec<String> = of_name.fixes.iter().map(|fix| fix.label.clone()).collect();
        assert_eq!(labels.last().map(String::as_str), Some("Skip this row"));
        labels[..labels.len() - 1].to_vec()
    };
    for (name, meant) in [("Ada\0", "Use Ada"), ("Hea\u{7}ther", "Use Heather")] {
        assert_eq!(offered(name), [meant], "{name:?}");
    }
    // Letters of a set that was shifted to, a letter that could not be kept, and letters in the wrong encoding.
    for name in
        ["\u{1b}$BB@O:\u{1b}(B", "\u{e}?e?\u{f}", "Jos\u{1a}", "Zo\u{8e}", "\u{1b}[31mAda", "Jo\u{7f}s"]
    {
        assert!(offered(name).is_empty(), "{name:?}");
    }
    let line = "Ada | Byron | ada@x.example | 312-555-0117 | Sales | \u{1b}$BB@O:\u{1b}(B | Limited";
    let plan = World::new().plan(&[line]);
    let of_team = plan.findings().iter().find(|finding| finding.code == Code::TeamUnknown).unwrap();
    let labels: Vec<&str> = of_team.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, ["Leave it out", "Skip this row"]);
}
