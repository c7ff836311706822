//! Exports of address books, where one column says what the number beside it is.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::draft;
use plan::field::Field;
use plan::mapping::{Mapping, MappingFile};
use plan::matching::match_columns;
use plan::plan::Plan;
use plan::sheet::Sheet;

use crate::world::World;

const GOOGLE: [&str; 11] = [
    "First Name",
    "Last Name",
    "E-mail 1 - Label",
    "E-mail 1 - Value",
    "Phone 1 - Label",
    "Phone 1 - Value",
    "Phone 2 - Label",
    "Phone 2 - Value",
    "Phone 3 - Type",
    "Phone 3 - Value",
    "Organization Title",
];

fn sheet(lines: &[&str]) -> Sheet {
    let row = |line: &&str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    Sheet::from_cells(&GOOGLE, &lines.iter().map(row).collect::<Vec<Vec<String>>>())
}

fn matched(sheet: &Sheet) -> Mapping {
    match_columns(sheet, &MappingFile::default(), None).unwrap()
}

fn planned(sheet: Sheet) -> Plan {
    let (world, mapping) = (World::new(), matched(&sheet));
    let draft = draft(&Arc::new(sheet), &mapping, &[], &Arc::new(world.facts.clone()));
    decide(&Arc::new(draft), &world.people, world.choices, world.actor)
}

#[test]
fn columns_that_only_say_what_others_hold_feed_nothing_and_their_phones_one_field() {
    let sheet = sheet(&[
        "Ana|Ruiz|* Work|ana@x.example|Work|312 555 0100|Mobile|312 555 0142|||Sales Rep",
        "Bob|Stone|* Work|bob@x.example|Mobile|312 555 0143|Work|312 555 0100|Home Fax|312 555 0101|Sales Rep",
    ]);
    let fields = matched(&sheet).columns.iter().map(|column| column.field).collect::<Vec<_>>();
    let phone = Some(Field::Phone);
    let expected = [
        Some(Field::FirstName),
        Some(Field::LastName),
        None,
        Some(Field::Email),
        None,
        phone,
        None,
        phone,
        // A fax is never called mobile.
        None,
        None,
        Some(Field::Role),
    ];
    assert_eq!(fields, expected);
    let why = &matched(&sheet).columns[7].why;
    assert!(why.contains("the mobile phone") && why.contains("“Phone 1 - Value”"), "{why}");
}

#[test]
fn of_labelled_phones_each_row_has_the_one_that_is_called_mobile() {
    let plan = planned(sheet(&[
        // By the label; by the label in the first place; by the digits, for nothing is called mobile.
        "Ana|Ruiz||ana@x.example|Work|312 555 0100|Mobile|312 555 0142|||Sales",
        "Bob|Stone||bob@x.example|* Mobile|312 555 0143|Work|312 555 0101|||Sales",
        "Cy|Fox||cy@x.example|Work|+44 20 7946 0100|Main|+44 7912 345678|||Sales",
        // What is called mobile is a landline; a fax is nobody's phone.
        "Di|Day||di@x.example|Mobile|+44 20 7946 0101|Work|312 555 0144|||Sales",
        "Ed|Eel||ed@x.example|Work Fax|312 555 0102|Home|312 555 0145|||Sales",
        "Fay|Fin||fay@x.example|Home Fax|312 555 0103|||||Sales",
    ]));
    let phones = (0..6).map(|row| plan.draft().shown(row, Field::Phone)).collect::<Vec<_>>();
    let expected = ["312 555 0142", "312 555 0143", "+44 7912 345678", "312 555 0144", "312 555 0145", ""];
    assert_eq!(phones, expected);
}

#[test]
fn numbered_phones_without_labels_are_left_to_choose_from() {
    let header = ["First Name", "Last Name", "Email", "Phone 1", "Phone 2", "Role"];
    let row = ["Ana", "Ruiz", "ana@x.example", "312 555 0100", "312 555 0142", "Sales"].map(str::to_owned);
    let fields = matched(&Sheet::from_cells(&header, &[row.to_vec()]));
    assert_eq!(fields.columns_of(Field::Phone).count(), 1);
}

#[test]
fn a_label_is_nothing_else_whatever_it_says() {
    let header = [
        "First Name",
        "Last Name",
        "E-mail 1 - Type",
        "E-mail 1 - Value",
        "Phone 1 - Type",
        "Phone 1 - Value",
    ];
    let row = |name: &str, of_mail: &str, of_phone: &str| {
        let mail = format!("{name}@x.example");
        [name, "Ruiz", of_mail, &mail, of_phone, "312 555 0142"].map(str::to_owned).to_vec()
    };
    let rows = [row("ana", "Sales", "Manager"), row("bo", "Manager", "Sales"), row("cy", "Sales", "Admin")];
    let columns = matched(&Sheet::from_cells(&header, &rows)).columns;
    let fields = [2, 4].map(|at: usize| (columns[at].field, columns[at].candidates.len()));
    assert_eq!(fields, [(None, 0), (None, 0)], "{} {}", columns[2].why, columns[4].why);
}
