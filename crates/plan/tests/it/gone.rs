//! People whom a column that is not imported calls gone are named, and skipped by one fix.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::draft;
use plan::fix::Fix;
use plan::mapping::MappingFile;
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::sheet::Sheet;

use crate::world::{World, codes, finding};

/// A plan of three people with these cells in a column of this header.
fn planned(header: &str, cells: [&str; 3], fixes: &[Fix]) -> Plan {
    let world = World::new();
    let header = ["First name", "Last name", "E-mail", "Mobile", "Role", header];
    let person = |at: usize, cell: &str| {
        let (mail, phone) = (format!("p{at}@x.example"), format!("(414) 555-017{at}"));
        ["Pia", "Lund", &mail, &phone, "Sales", cell].map(str::to_owned).to_vec()
    };
    let rows: Vec<Vec<String>> = cells.into_iter().enumerate().map(|(at, cell)| person(at, cell)).collect();
    let sheet = Arc::new(Sheet::from_cells(&header, &rows));
    let mapping = match_columns(&sheet, &MappingFile::default(), Some(&world.facts)).unwrap();
    let draft = draft(&sheet, &mapping, fixes, &Arc::new(world.facts.clone()));
    decide(&Arc::new(draft), &world.people, world.choices, world.actor)
}

#[test]
fn people_who_have_left_are_named_and_skipped_by_one_fix() {
    let cells = ["Active", "Terminated", "Terminated"];
    let plan = planned("Employment Status", cells, &[]);
    let gone = finding(&plan, "person.gone");
    assert_eq!((gone.rows.as_slice(), gone.value.as_str()), (&[3, 4][..], "Terminated"));
    assert_eq!(gone.title, "Has left, by “Terminated”");
    assert!(gone.text.starts_with("Your column “Employment Status” says “Terminated”."), "{}", gone.text);
    assert_eq!(plan.fate(1), Fate::Create);
    let skip = gone.fixes.first().expect("a fix").fix.clone();
    let plan = planned("Employment Status", cells, &[skip]);
    assert_eq!([plan.fate(0), plan.fate(1), plan.fate(2)], [Fate::Create, Fate::Skipped, Fate::Skipped]);
    assert!(!codes(&plan).contains(&"person.gone"));
}

#[test]
fn people_whose_invitation_was_cancelled_are_named_as_those_who_have_left() {
    for cells in [["Active", "Cancelled", "Invited"], ["Active", "canceled", ""]] {
        let plan = planned("Status", cells, &[]);
        assert_eq!(finding(&plan, "person.gone").rows, [3], "{cells:?}");
    }
}

#[test]
fn no_under_active_yes_under_suspended_and_a_day_that_has_passed_say_it_too() {
    for (header, cells, rows) in [
        ("Active", ["1", "0", "true"], &[3][..]),
        ("accountEnabled", ["True", "True", "False"], &[4]),
        ("Suspended", ["", "yes", "no"], &[3]),
        ("Termination Date", ["", "2001-01-31", "2999-12-31"], &[3]),
    ] {
        let plan = planned(header, cells, &[]);
        assert_eq!(finding(&plan, "person.gone").rows, rows, "{header}");
    }
    for header in ["Email status", "Notes", "Hire Date"] {
        let plan = planned(header, ["Inactive", "Terminated", "2001-01-31"], &[]);
        assert!(!codes(&plan).contains(&"person.gone"), "{header}");
    }
}
