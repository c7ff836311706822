//! Findings as somebody reads them who knows no files: what stands where, on one line, with the right number of words.

use std::sync::Arc;

use plan::choices::Choices;
use plan::decide::decide;
use plan::draft::draft;
use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::read::workbook::InProcess;
use plan::read::{Limits, encoding_name, read};

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
    let plan = fixed(text, &World::new(), std::slice::from_ref(&skip.fix));
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

#[test]
fn a_stray_quote_is_said_with_its_cell_and_its_line() {
    let text = "First Name,Last Name,Email,Mobile,Role,Notes\n\
        Ana,Ruiz,ana@x.example,(414) 555-0142,Sales,\"two\nlines\"\n\
        Bob,Sto\"ne,bob@x.example,(414) 555-0143,Sales,\n";
    let stray = finding(&planned(text, &World::new()), "quote.stray").clone();
    assert_eq!(stray.title, "A quote in the middle of “Sto\"ne”");
    assert!(stray.text.starts_with("In the row that begins on line 4 of the file a quote"), "{}", stray.text);
    assert!(stray.text.contains("read as “Sto\"ne”"), "{}", stray.text);
}

#[test]
fn a_row_that_begins_with_a_hash_is_a_row() {
    let text = "# exported by a tool\n# rows: 2\nFirst Name,Last Name,Email,Mobile,Role\n\
        Ana,Ruiz,ana@x.example,(414) 555-0142,Sales\n\
        #Bob,Stone,bob@x.example,(414) 555-0143,Sales\n";
    let plan = planned(text, &World::new());
    assert_eq!((plan.sheet().len(), plan.sheet().cell(1, 0)), (2, "#Bob"));
    assert_eq!(plan.fate(1), Fate::Create);
    assert!(plan.sheet().origin().warnings[0].contains("# exported by a tool"));
}

#[test]
fn a_line_break_in_a_cell_is_a_sign_in_what_is_said() {
    let text = "First Name,Last Name,Email,Mobile,Role\n\
        Ana,Ruiz,ana@x.example,(414) 555-0142,\"Sales\nNorth\"\n";
    let plan = planned(text, &World::new());
    let role = finding(&plan, "role.unknown");
    assert_eq!((role.title.as_str(), role.value.as_str()), ("No role “Sales⏎North”", "Sales\nNorth"));
    assert!(role.text.contains("“Sales⏎North”"), "{}", role.text);
    assert!(role.fixes.iter().all(|fix| !fix.label.contains('\n')));
}

#[test]
fn one_seat_is_no_seats() {
    let mut world = World::new();
    world.choices = Choices::default();
    (world.facts.seats.commitment, world.facts.seats.may_buy) = (1, false);
    let person = |number: u32| format!("Ana,Ruiz,a{number}@x.example,(414) 555-01{number},Sales\n");
    let text = |people: std::ops::Range<u32>| {
        "First Name,Last Name,Email,Mobile,Role\n".to_owned() + &people.map(person).collect::<String>()
    };
    for (people, said) in [(10..12, "This needs 1 more seat than"), (10..13, "This needs 2 more seats than")]
    {
        let plan = planned(&text(people), &world);
        let seats = finding(&plan, "seats.forbidden");
        assert!(seats.text.starts_with(said), "{}", seats.text);
    }
}

#[test]
fn a_mobile_phone_that_lacks_a_digit_is_said_to_look_like_one() {
    let mut world = World::new();
    world.facts.country = "DE".to_owned();
    let text = "Vorname;Nachname;E-Mail;Handy;Rolle\n\
        Ada;Lund;a@x.example;491512345678;Sales\n\
        Bo;Lund;b@x.example;030 901820;Sales\n";
    let plan = planned(text, &world);
    let said = plan.findings().iter().filter(|finding| finding.code.as_str() == "phone.landline");
    let said = said
        .map(|finding| (finding.rows.clone(), finding.text.contains("one digit more")))
        .collect::<Vec<_>>();
    assert_eq!(said, [(vec![3], false), (vec![2], true)]);
}

#[test]
fn encodings_are_called_as_people_know_them() {
    for (label, name) in [
        ("macintosh", "Mac Roman"),
        ("windows-1252", "Windows-1252"),
        ("ibm850", "DOS 850"),
        ("UTF-8", "UTF-8"),
    ] {
        assert_eq!(encoding_name(label), name);
    }
}

#[test]
fn two_people_in_one_cell_are_refused_until_each_has_a_row_or_somebody_says_it_is_one() {
    let text = "Name,Email,Mobile,Role\n\
        Ana Ruiz & Bob Lee,ana@x.example,(414) 555-0142,Sales\n\
        'Kay & Dunn,kay@x.example,(414) 555-0143,Sales\n\
        Cleo Fox,cleo@x.example,(414) 555-0144,Sales\n";
    let plan = planned(text, &World::new());
    let several = finding(&plan, "name.several");
    assert_eq!((&several.rows[..], several.field), (&[2][..], Some(Field::FullName)));
    assert!(several.text.contains("Ana Ruiz & Bob Lee") && several.text.contains("a row of their own"));
    assert_eq!((plan.fate(0), plan.fate(1), plan.fate(2)), (Fate::Blocked, Fate::Create, Fate::Create));
    assert!(!codes(&plan).iter().any(|code| code.ends_with("_name.missing")), "{:?}", codes(&plan));
}
