//! Findings as somebody reads them who knows no files: what stands where, on one line, with the right number of words.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::draft;
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::read::workbook::InProcess;
use plan::read::{Limits, read};

use crate::world::{World, codes, finding};

fn planned(text: &str, world: &World) -> Plan {
    fixed(text, world, &[])
}

fn fixed(text: &str, world: &World, fixes: &[Fix]) -> Plan {
    let sheet = read(text.into(), &Reading::default(), &Limits::default(), &InProcess).unwrap();
    let mapping = match_columns(&sheet, &MappingFile::default(), Some(&world.facts)).unwrap();
    let draft = draft(&Arc::new(sheet), &mapping, fixes, &Arc::new(world.facts.clone()));
    decide(&Arc::new(draft), &world.people, world.choices, world.actor)
}

#[test]
fn a_heading_between_people_is_one_finding_and_skipped_by_one_fix() {
    let text = "Team,Name,Email,Mobile,Role\n\
        North,,,,\n\
        ,Ana Ruiz,ana@x.example,(414) 555-0142,Sales\n\
        ,Bob Stone,bob@x.example,(414) 555-0143,Sales\n\
        Subtotal,2,,,\n\
        Team South\n\
        ,Cleo Fox,cleo@x.example,(414) 555-0144,Sales\n\
        Grand Total,3,,,\n";
    let plan = planned(text, &World::new());
    let heading = finding(&plan, "row.heading");
    assert_eq!(heading.rows, [2, 6]);
    assert_eq!(finding(&plan, "row.total").rows, [5, 8]);
    assert!(!codes(&plan).iter().any(|code| code.ends_with(".missing")), "{:?}", codes(&plan));
    let skip = heading.fixes.first().expect("a fix");
    assert!(skip.sure);
    let plan = fixed(text, &World::new(), &[skip.fix.clone()]);
    assert_eq!((plan.fate(0), plan.fate(1), plan.fate(4)), (Fate::Skipped, Fate::Create, Fate::Skipped));
}

#[test]
fn a_key_that_stands_alone_is_somebody() {
    for alone in [",,ana@x.example,,", ",,,E-17,", ",,,,4711", "4711,,,,"] {
        let text =
            format!("First Name,Last Name,Email,Employee ID,Role\n{alone}\nBo,Lund,bo@x.example,E-1,Sales\n");
        assert!(!codes(&planned(&text, &World::new())).contains(&"row.heading"), "{alone}");
    }
}
