//! Which sheet is read, and what of it is hidden.

use plan::sheet::SheetName;
use rust_xlsxwriter::{FilterCondition, Workbook, Worksheet};

use super::{faults, read_with, reader, rows};

fn fill<'s>(sheet: &'s mut Worksheet, lines: &[&[&str]]) -> &'s mut Worksheet {
    for (row, line) in lines.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    sheet
}

const PEOPLE: &[&[&str]] = &[
    &["First Name", "Last Name", "Email"],
    &["Ada", "Lovelace", "ada@lovelace.example"],
    &["Bo", "Li", "bo@lovelace.example"],
];

#[test]
fn the_first_visible_sheet_with_a_cell_is_read_or_the_one_that_is_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Empty").unwrap();
    workbook.add_worksheet().set_name("Hidden").unwrap().set_hidden(true).write(0, 0, "H").unwrap();
    for name in ["First", "--second"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        fill(sheet, &[&["Shoe"], &["38"]]);
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let first = read_with(bytes.clone(), None, &reader()).unwrap();
    assert_eq!(first.origin().sheet.as_deref(), Some("First"));
    assert_eq!(
        first.origin().warnings,
        ["The sheet “First” was read. Not read: “Hidden” (hidden), “--second”."]
    );
    let listed = |name: &str, visible, filled| SheetName { name: name.to_owned(), visible, filled };
    assert_eq!(
        first.origin().sheets,
        [
            listed("Empty", true, false),
            listed("Hidden", false, true),
            listed("First", true, true),
            listed("--second", true, true)
        ]
    );
    let second = read_with(bytes.clone(), Some("--second"), &reader()).unwrap();
    assert_eq!((second.origin().sheet.as_deref(), second.origin().warnings.len()), (Some("--second"), 0));
    let (code, text) = read_with(bytes, Some("Third"), &reader()).unwrap_err();
    assert_eq!(code, "workbook.no_sheet");
    assert!(text.contains("“Empty”, “Hidden”, “First”, “--second”"), "{text}");
}

#[test]
fn the_sheet_that_looks_most_like_people_is_chosen_wherever_it_stands() {
    let mut workbook = Workbook::new();
    let lines: Vec<Vec<String>> =
        (0..50).map(|row| vec![format!("Step {row}"), "Do this".to_owned()]).collect();
    let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    fill(workbook.add_worksheet().set_name("Instructions").unwrap(), &lines);
    fill(
        workbook.add_worksheet().set_name("Lists").unwrap(),
        &[&["Role"], &["Sales"], &["Manager"], &["Admin"]],
    );
    fill(workbook.add_worksheet().set_name("Team North").unwrap(), PEOPLE);
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    assert_eq!(sheet.header(), PEOPLE[0]);
    assert_eq!(
        sheet.origin().warnings,
        ["The sheet “Team North” was read. Not read: “Instructions”, “Lists”."]
    );
}

#[test]
fn a_hidden_sheet_is_read_only_where_no_other_is_filled() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Front").unwrap();
    fill(workbook.add_worksheet().set_name("Back").unwrap().set_hidden(true), PEOPLE);
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    assert_eq!(sheet.origin().sheet.as_deref(), Some("Back"));
    assert_eq!(
        sheet.origin().warnings,
        ["No visible sheet has a filled cell, so the hidden sheet “Back” was read."]
    );
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    assert_eq!(
        read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap_err().0,
        "workbook.no_sheet"
    );
}

#[test]
fn hidden_rows_and_columns_are_read_and_said() {
    let mut workbook = Workbook::new();
    let sheet = fill(workbook.add_worksheet(), PEOPLE);
    sheet.set_row_hidden(2).unwrap().set_column_hidden(1).unwrap();
    sheet.set_column_range_hidden(8, 16_383).unwrap();
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    assert_eq!(rows(&sheet), PEOPLE[1..]);
    assert_eq!(faults(&sheet), [(1, None, "row.hidden", "")]);
    assert_eq!(
        sheet.origin().warnings,
        [
            "1 row of the sheet is hidden, the first in row 3, and read as well.",
            "The sheet has hidden columns (B), which were read as well."
        ]
    );
}

#[test]
fn rows_that_a_filter_hides_are_said_to_be_filtered() {
    let mut workbook = Workbook::new();
    let sheet = fill(workbook.add_worksheet(), PEOPLE);
    sheet.autofilter(0, 0, 2, 2).unwrap();
    sheet.filter_column(0, &FilterCondition::new().add_list_filter("Bo")).unwrap();
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    assert_eq!(faults(&sheet), [(0, None, "row.hidden", "")]);
    let said = "1 row of the sheet is hidden by a filter or by hand, the first in row 2, and read as well.";
    assert_eq!(sheet.origin().warnings, [said]);
}
