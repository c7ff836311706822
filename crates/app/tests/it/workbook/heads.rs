//! Merged cells at the head of a table.

use rust_xlsxwriter::{Format, Workbook};

use super::{read_with, reader, rows};

/// A workbook of lines, in which some cells are merged: first row, first column, last row, last column and text.
fn merged(lines: &[&[&str]], merges: &[(u32, u16, u32, u16, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in lines.iter().enumerate() {
        for (column, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    for (row, column, last_row, last_column, text) in merges {
        sheet.merge_range(*row, *column, *last_row, *last_column, text, &Format::new()).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_header_over_two_rows_is_put_together() {
    let bytes = merged(
        &[&[], &["First", "Last"], &["Ada", "Lovelace", "ada@example.com"]],
        &[(0, 0, 0, 1, "Name"), (0, 2, 1, 2, "Email")],
    );
    let sheet = read_with(bytes, None, &reader()).unwrap();
    assert_eq!(sheet.header(), ["Name First", "Name Last", "Email"]);
    assert_eq!(sheet.origin().header_row, 2);
    assert_eq!(rows(&sheet), [["Ada", "Lovelace", "ada@example.com"]]);
    assert_eq!(
        sheet.origin().warnings,
        ["The header stands over two rows, 1 and 2; they were put together."]
    );
}

#[test]
fn the_first_person_is_never_taken_for_a_part_of_the_header() {
    // Nobody says here that the e-mail is a header for two rows: the second row may be somebody without one.
    let bytes = merged(&[&["", "", "Email"], &["Ada", "Lovelace"], &["Bo", "Li"]], &[(0, 0, 0, 1, "Name")]);
    let sheet = read_with(bytes, None, &reader()).unwrap();
    assert_eq!(sheet.header(), ["Name", "Name", "Email"]);
    assert_eq!(rows(&sheet), [["Ada", "Lovelace"], ["Bo", "Li"]]);
}

#[test]
fn a_group_over_a_whole_header_leaves_the_header_alone() {
    let bytes = merged(
        &[&[], &["First Name", "Last Name", "Email", "Phone"], &["Ada", "Lovelace", "ada@example.com", "1"]],
        &[(0, 0, 0, 1, "Person"), (0, 2, 0, 3, "Reach")],
    );
    let reading = plan::mapping::Reading { header_row: Some(2), ..Default::default() };
    let sheet = plan::read::read(bytes, &reading, &plan::read::Limits::default(), &reader()).unwrap();
    assert_eq!(sheet.header(), ["First Name", "Last Name", "Email", "Phone"]);
}

#[test]
fn cells_merged_over_several_people_are_read_for_each_of_them_and_said() {
    let bytes = merged(&[&["Name", "Team"], &["Ada"], &["Bo"], &["Cy", "South"]], &[(1, 1, 2, 1, "North")]);
    let sheet = read_with(bytes, None, &reader()).unwrap();
    assert_eq!(rows(&sheet), [vec!["Ada", "North"], vec!["Bo", "North"], vec!["Cy", "South"]]);
    let said = "1 cell is merged with a cell above, the first at B3: what the merged cell says was read for each of its rows.";
    assert_eq!(sheet.origin().warnings, [said]);
}

#[test]
fn of_cells_merged_down_a_blank_row_stays_blank_and_a_cell_of_its_own_stays() {
    let lines: &[&[&str]] = &[
        &["Team", "Name", "Email"],
        &["", "Ada", "a@x.example"],
        &[],
        &["", "Bo", "b@x.example"],
        &["East", "Cy"],
    ];
    let sheet = read_with(merged(lines, &[(1, 0, 3, 0, "North")]), None, &reader()).unwrap();
    let numbers = (0..sheet.len() as u32).map(|row| sheet.number(row)).collect::<Vec<_>>();
    assert_eq!(numbers, [2, 4, 5]);
    let teams = (0..3).map(|row| sheet.cell(row, 0)).collect::<Vec<_>>();
    assert_eq!(teams, ["North", "North", "East"]);
    // Merged across and down, the cell is the first one's only.
    let sheet = read_with(merged(lines, &[(1, 0, 3, 1, "North")]), None, &reader()).unwrap();
    assert!(sheet.origin().warnings[0].starts_with("Cells are merged (1 in all, the first at A2)"));
}

#[test]
fn the_names_of_columns_that_are_merged_down_are_nobodys_cells() {
    let lines: &[&[&str]] = &[&["", "Email", "Phone"], &["", "", "Mobile"], &["Ada", "a@x.example", "1"]];
    let sheet = read_with(merged(lines, &[(0, 0, 1, 0, "Name")]), None, &reader()).unwrap();
    assert_eq!(sheet.header(), ["Name", "Email", "Phone"]);
    assert_eq!(sheet.cell(0, 0), "");
}
