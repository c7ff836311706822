//! A draft with one fix more or less equals the draft made from scratch.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::draft;
use plan::fix::Fix;
use proptest::prelude::*;

use crate::world::{World, sheet};

const LINES: [&str; 7] = [
    "Ada|Byron|ada@x.example|(414) 555-0101|Boss|Mid West; Pacific|Limited|North East|N-1",
    "Eda|Byron|ADA@x.example|(414) 555-0102|Sales|Midwest||Nort East|N-2",
    "Ida|Byron|ida@x.example|(414) 555-0101|sales rep|Key Accounts|||00N3",
    "Uda|Byron|uda@@x.example|555|Boss|Midwest > Key Accounts|Global|Ohio Valley|N-3",
    "Ana|Lund|ana@northwind.example||Manager|(none)|||E-7",
    "JosÃ©|Byron|jose@gmial.com|(414) 555-0108|Sales|Nrth; Mid West|||N-8",
    "||||||||",
];

fn fixes() -> impl Strategy<Value = Vec<Fix>> {
    let all: Vec<Fix> = [
        r#"{"fix": "map_value", "field": "role", "from": "boss", "to": "Manager"}"#,
        r#"{"fix": "map_value", "field": "role", "from": "Boss", "to": "Admin"}"#,
        r#"{"fix": "map_value", "field": "teams", "from": "Mid West", "to": "Midwest"}"#,
        r#"{"fix": "drop_value", "field": "teams", "value": "mid west"}"#,
        r#"{"fix": "map_value", "field": "territories", "from": "Nort East", "to": "North East"}"#,
        r#"{"fix": "create_reference", "field": "territories", "value": "Nort East", "parent": "Great Lakes"}"#,
        r#"{"fix": "set_cells", "rows": [3], "field": "email", "value": "eda@x.example"}"#,
        r#"{"fix": "set_cells", "rows": [2, 5], "field": "role", "value": "Sales"}"#,
        r#"{"fix": "set_cells", "rows": [5, 99], "field": "phone", "value": "(414) 555-0105"}"#,
        r#"{"fix": "keep_one", "rows": [2, 4], "keep": 4}"#,
        r#"{"fix": "skip_rows", "rows": [7]}"#,
        r#"{"fix": "skip_rows", "rows": [70]}"#,
        r#"{"fix": "repair_text", "field": "first_name"}"#,
        r#"{"fix": "replace_domain", "from": "gmial.com", "to": "x.example"}"#,
        r#"{"fix": "replace_domain", "from": "X.example", "to": "gmial.com"}"#,
        r#"{"fix": "replace_text", "field": "teams", "find": "nrth", "with": "Mid West"}"#,
        r#"{"fix": "replace_text", "field": "teams", "find": "Mid West", "with": "Pacific"}"#,
        r#"{"fix": "replace_text", "field": "email", "find": "@@", "with": "@"}"#,
        r#"{"fix": "map_value", "field": "email", "from": "eda@x.example", "to": "eda@gmial.com"}"#,
    ]
    .iter()
    .map(|json| serde_json::from_str(json).expect("a fix"))
    .collect();
    prop::collection::vec(prop::sample::select(all), 0..8)
}

proptest! {
    #[test]
    fn an_updated_draft_equals_one_from_scratch(before in fixes(), after in fixes(), keep in 0_usize..8) {
        // Half of the cases extend or shorten the list, as the panel does; the others replace it.
        let after = if keep < 4 { before.iter().take(keep).cloned().chain(after).collect() } else { after };
        let world = World::new().with(7, "Ana Ruiz", |_| {});
        let (sheet, facts) = (Arc::new(sheet(&LINES)), Arc::new(world.facts.clone()));
        let scratch = draft(&sheet, &world.mapping(), &after, &facts);
        let before = draft(&sheet, &world.mapping(), &before, &facts);
        let updated = before.update(&after);
        prop_assert_eq!(scratch.keys(), updated.keys());
        // In these lines no key stands twice, so that rows which say others have others.
        prop_assert_eq!(updated.says_the_keys_of(&before), updated.keys() == before.keys());
        let scratch = decide(&Arc::new(scratch), &world.people, world.choices, world.actor);
        let updated = decide(&Arc::new(updated), &world.people, world.choices, world.actor);
        prop_assert_eq!(scratch.findings(), updated.findings());
        prop_assert_eq!(scratch.fingerprint(), updated.fingerprint());
        prop_assert_eq!(scratch.report_rows(), updated.report_rows());
    }
}
