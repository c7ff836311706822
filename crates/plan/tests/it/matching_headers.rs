//! Headers of lists that people keep by hand, and of exports of payroll, whose field a human is sure of.

use plan::field::Field;
use plan::mapping::{Column, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;

use Field::{Email, FirstName, LastName, Phone, Role};

fn columns(header: &[&str], rows: &[&[&str]]) -> Vec<Column> {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect::<Vec<_>>();
    match_columns(&Sheet::from_cells(header, &rows), &MappingFile::default(), None).unwrap().columns
}

fn fields(header: &[&str], rows: &[&[&str]]) -> Vec<Option<Field>> {
    columns(header, rows).into_iter().map(|column| column.field).collect()
}

#[test]
fn a_word_for_nothing_counts_as_a_blank_cell() {
    let header = ["First Name", "Last Name", "Email", "Mobile", "Work Phone", "Role"];
    for [nothing, other] in [["n/a", "none"], ["-", "TBD"], ["#N/A", "k.A."], ["", ""]] {
        let rows = [
            ["Ana", "Ara", "ana.ara@b-co.example", "312 555 0191", "312 555 0100", "Sales"],
            ["Bo", "Bee", "bo.bee@b-co.example", nothing, "312 555 0192", "Sales"],
            ["Cy", "Coe", "cy.coe@b-co.example", "312 555 0194", "312 555 0193", nothing],
            ["Di", "Dow", "di.dow@b-co.example", other, "312 555 0195", other],
        ];
        let found = columns(&header, &rows.each_ref().map(|row| row.as_slice()));
        let told = found.iter().map(|column| column.field).collect::<Vec<_>>();
        let names = [FirstName, LastName, Email, Phone].map(Some);
        assert_eq!(told, [names.as_slice(), &[None, Some(Role)]].concat(), "{nothing}");
        let why = "“Mobile” is another word for phone. 100 % of its cells are phone numbers.";
        assert_eq!(found[3].why, why, "{nothing}");
    }
    // Of a column of nothing nobody knows anything, as of an empty one.
    let rows: [&[&str]; 2] = [&["n/a", "312 555 0191"], &["-", "312 555 0192"]];
    assert_eq!(fields(&["Mobile", "Phone"], &rows), [None, Some(Phone)]);
}
