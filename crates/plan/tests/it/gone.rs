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

#[test]
fn signing_in_that_is_blocked_and_wishes_to_leave_somebody_out_say_it_too() {
    for (header, cells) in [
        ("Block sign in", ["No", "Yes", "No"]),
        ("Block sign in (Yes/No) [accountEnabled] Required", ["No", "Yes", "No"]),
        ("Left?", ["N", "Y", "N"]),
        ("Noch aktiv?", ["ja", "nein", "ja"]),
        ("Active", ["✓", "✗", "✓"]),
        ("Status", ["Aktiv", "in Rente", "krank"]),
        ("Contract end", ["", "30-Apr-2003", "31 May 2999"]),
        ("Austritt am", ["", "30.04.03", ""]),
    ] {
        let plan = planned(header, cells, &[]);
        let gone = finding(&plan, "person.gone");
        assert_eq!(gone.rows, [3], "{header}");
        assert!(gone.text.ends_with("Skip them if they have left."), "{}", gone.text);
    }
    for (header, cells) in [
        ("Invite", ["Yes", "No", "later"]),
        ("Send invite", ["yes", "no", ""]),
        ("Import", ["x", "do not import", ""]),
        ("Exclude", ["N", "Y", "N"]),
    ] {
        let plan = planned(header, cells, &[]);
        let wish = finding(&plan, "person.gone");
        assert_eq!(wish.rows, [3], "{header}");
        assert_eq!(wish.title, format!("Perhaps to be left out, by “{}”", cells[1]));
        assert!(wish.text.ends_with("Skip them if so that is meant."), "{}", wish.text);
    }
}

/// A plan of people with these columns behind the usual ones.
fn wide(headers: &[&str], rows: &[&[&str]]) -> Plan {
    let world = World::new();
    let header: Vec<&str> = ["First name", "Last name", "E-mail", "Mobile", "Role"]
        .into_iter()
        .chain(headers.iter().copied())
        .collect();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .enumerate()
        .map(|(at, cells)| {
            let (mail, phone) = (format!("p{at}@x.example"), format!("(414) 555-017{at}"));
            let person = ["Pia", "Lund", &mail, &phone, "Sales"].map(str::to_owned);
            person.into_iter().chain(cells.iter().map(|cell| (*cell).to_owned())).collect()
        })
        .collect();
    let sheet = Arc::new(Sheet::from_cells(&header, &rows));
    let mapping = match_columns(&sheet, &MappingFile::default(), Some(&world.facts)).unwrap();
    let draft = draft(&sheet, &mapping, &[], &Arc::new(world.facts.clone()));
    decide(&Arc::new(draft), &world.people, world.choices, world.actor)
}

#[test]
fn what_nearly_all_rows_say_and_what_is_said_of_other_things_says_nothing() {
    let all: [&[&str]; 6] = [&["No"], &["No"], &["No"], &["No"], &["No"], &["Yes"]];
    for (headers, rows) in [
        (&["Invite"][..], &all[..]),
        (&["Left", "Right"], &[&["x", ""], &["", "x"], &["x", ""]]),
        (&["Left"], &[&["Team North"], &["Hand"], &["side"]]),
        (&["Device", "Locked"], &[&["A1", "yes"], &["A2", "no"], &["A3", "no"]]),
    ] {
        let plan = wide(headers, rows);
        assert!(!codes(&plan).contains(&"person.gone"), "{headers:?}");
    }
}

#[test]
fn a_remark_beside_a_name_says_it_and_is_no_part_of_a_full_name() {
    let world = World::new();
    let planned = |header: &[&str], names: &[&[&str]]| {
        let rows: Vec<Vec<String>> = names
            .iter()
            .enumerate()
            .map(|(at, names)| {
                let rest = [format!("p{at}@x.example"), format!("(414) 555-017{at}"), "Sales".to_owned()];
                names.iter().map(|name| (*name).to_owned()).chain(rest).collect()
            })
            .collect();
        let header: Vec<&str> = header.iter().copied().chain(["E-mail", "Mobile", "Role"]).collect();
        let sheet = Arc::new(Sheet::from_cells(&header, &rows));
        let mapping = match_columns(&sheet, &MappingFile::default(), Some(&world.facts)).unwrap();
        let draft = draft(&sheet, &mapping, &[], &Arc::new(world.facts.clone()));
        decide(&Arc::new(draft), &world.people, world.choices, world.actor)
    };
    let rows = |plan: &Plan| {
        let gone = plan.findings().iter().filter(|one| one.code.as_str() == "person.gone");
        let mut rows: Vec<u32> = gone.flat_map(|one| one.rows.clone()).collect();
        rows.sort_unstable();
        rows
    };
    let full: [&[&str]; 8] = [
        &["Ana Ruiz (left)"],
        &["Ben Kurz (gekündigt)"],
        &["Cid Lang (terminated 3/24)"],
        &["Dora Voss - terminated"],
        &["Finn Jung (EX)"],
        &["Jan Nuss † 2023"],
        &["Gina Kopp - on leave"],
        &["Ida Moos - Baja California"],
    ];
    let plan = planned(&["Name"], &full);
    assert_eq!(rows(&plan), [2, 3, 4, 5, 6, 7]);
    let said = plan.findings().iter().find(|one| one.value == "left").unwrap();
    assert!(said.text.starts_with("Beside the name, your column “Name” says “"), "{}", said.text);
    let parts: [&[&str]; 4] = [
        &["Ana", "Weber (gekündigt)"],
        &["Ben", "Gómez – ausgeschieden"],
        &["Cid", "Lang (Sales)"],
        &["Dea", "'Lopez*"],
    ];
    let plan = planned(&["First name", "Last name"], &parts);
    assert_eq!(rows(&plan), [2, 3]);
}
