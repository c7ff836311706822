//! Ids that a spreadsheet took the zeros from: most have one length, and some are shorter.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::draft;
use plan::fix::Fix;
use plan::plan::Plan;
use proptest::prelude::*;

use crate::world::{World, codes, finding, sheet};

fn lines(ids: &[&str]) -> Vec<String> {
    let line = |(number, id): (usize, &&str)| {
        format!(
            "Ada{number}|Byron|ada{number}@northwind.example|(414) 555-{:04}|Sales||Global||{id}",
            100 + number
        )
    };
    ids.iter().enumerate().map(line).collect()
}

fn plan(world: &World, ids: &[&str]) -> Plan {
    let lines = lines(ids);
    world.plan(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn ids(plan: &Plan) -> Vec<String> {
    plan.creates().filter_map(|new| new.external_id).map(str::to_owned).collect()
}

#[test]
fn ids_that_are_shorter_than_most_are_named_and_filled_up_by_one_fix() {
    for (found, rows, filled) in [
        (
            &["123", "4567", "12345", "23456", "34567", "45678", "87"][..],
            vec![2, 3, 8],
            ["00123", "04567", "12345", "23456", "34567", "45678", "00087"].as_slice(),
        ),
        // Where some have kept their zeros there is hardly a doubt.
        (&["00123", "456", "00789", "00790"], vec![3], &["00123", "00456", "00789", "00790"]),
        (&["0012", "4567", "0813", "99", "X-1"], vec![5], &["0012", "4567", "0813", "0099", "X-1"]),
    ] {
        let before = plan(&World::new(), found);
        let short = finding(&before, "external_id.length");
        assert_eq!((&short.rows, ids(&before).len()), (&rows, found.len()), "{found:?}");
        let mut world = World::new();
        world.fixes.push(short.fixes[0].fix.clone());
        let after = plan(&world, found);
        assert_eq!((ids(&after), codes(&after)), (filled.iter().map(ToString::to_string).collect(), vec![]));
    }
}

#[test]
fn ids_that_only_differ_in_length_are_left_alone() {
    let counter: Vec<String> = (1..=120).map(|number| number.to_string()).collect();
    let gaps: Vec<String> = (1..=300).map(|number| (number * 40).to_string()).collect();
    let crossing: Vec<String> = (0..40).map(|number| (9_950 + 17 * number).to_string()).collect();
    let counted = [counter, gaps, crossing];
    for ids in &counted {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(codes(&plan(&World::new(), &ids)), [""; 0], "{ids:?}");
    }
    for ids in [
        &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"][..],
        &["87", "1203", "990", "1544", "2031", "1999", "1875"],
        &["12345", "23456", "34567", "45678", "56789"],
        &["12345", "23456", "345678", "456789", "567890", "1234567"],
        &["A12345", "B23456", "345", "C4567", "D45678"],
        &["12345", "87"],
        &["00123", "00124", "123456", "99"],
        &["0", "12", "34", "56"],
    ] {
        assert_eq!(codes(&plan(&World::new(), ids)), [""; 0], "{ids:?}");
    }
}

#[test]
fn filling_up_holds_for_any_file_and_is_said_to_match_nothing_where_it_does() {
    let fill = r#"{"fix": "pad_zeros", "field": "external_id", "length": 5}"#;
    let world = World::new().fix(fill);
    let plan_of = |ids: &[&str]| plan(&world, ids);
    assert_eq!(ids(&plan_of(&[" 7 ", "A-7", "123456", "7.5"])), ["00007", "A-7", "123456", "7.5"]);
    assert_eq!(codes(&plan_of(&["A-7", "12345"])), ["fix.unmatched"]);
    // Two ids that become one are two rows of one id.
    assert_eq!(codes(&plan_of(&["7", "07"])), ["external_id.duplicate"]);
}

fn fixes() -> impl Strategy<Value = Vec<Fix>> {
    let all: Vec<Fix> = [
        r#"{"fix": "pad_zeros", "field": "external_id", "length": 5}"#,
        r#"{"fix": "pad_zeros", "field": "external_id", "length": 7}"#,
        r#"{"fix": "set_cells", "rows": [2, 4], "field": "external_id", "value": "98765"}"#,
        r#"{"fix": "set_cells", "rows": [3], "field": "external_id", "value": "1"}"#,
        r#"{"fix": "drop_value", "field": "external_id", "value": "87"}"#,
        r#"{"fix": "map_value", "field": "external_id", "from": "4567", "to": "004567"}"#,
        r#"{"fix": "replace_text", "field": "external_id", "find": "2", "with": ""}"#,
        r#"{"fix": "skip_rows", "rows": [2]}"#,
    ]
    .iter()
    .map(|json| serde_json::from_str(json).expect("a fix"))
    .collect();
    prop::collection::vec(prop::sample::select(all), 0..6)
}

proptest! {
    #[test]
    fn an_updated_draft_of_such_ids_equals_one_from_scratch(before in fixes(), after in fixes(), keep in 0_usize..6) {
        let after: Vec<Fix> = before.iter().take(keep).cloned().chain(after).collect();
        let world = World::new();
        let lines = lines(&["123", "4567", "12345", "23456", "34567", "45678", "87"]);
        let sheet = Arc::new(sheet(&lines.iter().map(String::as_str).collect::<Vec<_>>()));
        let facts = Arc::new(world.facts.clone());
        let plan = |draft| decide(&Arc::new(draft), &world.people, world.choices, world.actor);
        let scratch = plan(draft(&sheet, &world.mapping(), &after, &facts));
        let updated = plan(draft(&sheet, &world.mapping(), &before, &facts).update(&after));
        prop_assert_eq!(scratch.findings(), updated.findings());
        prop_assert_eq!(scratch.fingerprint(), updated.fingerprint());
        prop_assert_eq!(scratch.report_rows(), updated.report_rows());
    }
}
