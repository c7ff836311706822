//! Cells as the spreadsheet shows them.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{faults, raw, read_with, reader, rows};

#[test]
fn cells_come_out_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let [date, moment, zeros, phone, percent] =
        ["yyyy-mm-dd", "dd.mm.yyyy hh:mm", "00000", "(000) 000-0000", "0%"]
            .map(|code| Format::new().set_num_format(code));
    let sheet = workbook.add_worksheet();
    sheet.set_name("People").unwrap();
    for (column, name) in
        ["Text", "Whole", "Part", "Yes", "Date", "Time", "Zip", "Phone", "Share"].iter().enumerate()
    {
        sheet.write(0, column as u16, *name).unwrap();
    }
    let nine = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(9, 30, 0).unwrap();
    sheet.write(2, 0, " Ada \"the\" \n1st").unwrap();
    sheet.write(2, 1, 1_312_555.0).unwrap();
    sheet.write(2, 2, 0.1).unwrap();
    sheet.write(2, 3, true).unwrap();
    sheet.write_with_format(2, 4, &nine, &date).unwrap();
    sheet.write_with_format(2, 5, &nine, &moment).unwrap();
    sheet.write_with_format(2, 6, 123, &zeros).unwrap();
    sheet.write_with_format(2, 7, 3_125_550_117.0, &phone).unwrap();
    sheet.write_with_format(2, 8, 0.07, &percent).unwrap();
    sheet.write(4, 0, "x").unwrap();
    sheet.write(4, 1, 2.0).unwrap();
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    let ada = [" Ada \"the\" \n1st", "1312555", "0.1", "TRUE", "2024-02-29", "2024-02-29T09:30:00"];
    let ada = [&ada[..], &["00123", "(312) 555-0117", "7%"]].concat();
    assert_eq!(rows(&sheet), [ada, vec!["x", "2"]]);
    assert_eq!((sheet.number(0), sheet.number(1), sheet.line(0)), (3, 5, None));
    let origin = sheet.origin();
    assert_eq!((origin.sheet.as_deref(), origin.rows, origin.blank_rows), (Some("People"), 2, 2));
    assert!(sheet.faults().is_empty(), "a short row of a workbook is not a fault");
    assert!(origin.warnings.is_empty(), "{:?}", origin.warnings);
}

#[test]
fn a_phone_that_a_spreadsheet_shortens_is_read_with_all_digits_and_said() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, value) in [15_512_345_678.0, 4_915_112_345_678.0].into_iter().enumerate() {
        sheet.write(0, 0, "Phone").unwrap();
        sheet.write(row as u32 + 1, 0, value).unwrap();
    }
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    assert_eq!(rows(&sheet), [["15512345678"], ["4915112345678"]]);
    assert!(sheet.faults().is_empty());
    let said = "2 long numbers may stand in short in the spreadsheet, such as 1.55E+10, and read with all digits (the first \
                at A2: 15512345678).";
    assert_eq!(sheet.origin().warnings, [said]);
}

#[test]
fn numbers_that_lost_digits_are_faults_of_their_cells() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Phone</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c><c r="B2" t="inlineStr"><is><t>1.55E+10</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Bo</t></is></c><c r="B3"><v>1.23456789012345E+18</v></c></row></sheetData></worksheet>"#;
    let sheet = read_with(raw(sheet, "<sst/>"), None, &reader()).unwrap();
    // A text that looks like a number in short was typed or exported so; the field that it is for says more.
    assert_eq!(faults(&sheet), [(1, Some(1), "number.rounded", "1234567890123450000")]);
    assert_eq!(sheet.origin().warnings.len(), 1, "{:?}", sheet.origin().warnings);
}

#[test]
fn ids_that_lost_their_zeros_are_said_where_the_sheet_shows_it() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["Name", "Id", "Shoe"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    for (row, name) in ["Ada", "Bo", "Cy"].into_iter().enumerate() {
        sheet.write(row as u32 + 1, 0, name).unwrap();
        sheet.write(row as u32 + 1, 2, 38 + row as u32).unwrap();
    }
    sheet.write(1, 1, "00123").unwrap();
    sheet.write(2, 1, 124).unwrap();
    sheet.write(3, 1, 125).unwrap();
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    let said = "Column B has numbers with leading zeros as text (B2: 00123) and 2 others that may have lost theirs (B3: 124). \
                Format the column as text and correct them.";
    assert_eq!(sheet.origin().warnings, [said]);
}

#[test]
fn formulas_show_what_they_came_to() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["Name", "Email", "Role"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    sheet.write(1, 0, Formula::new("=\"A\"&\"da\"").set_result("Ada")).unwrap();
    sheet.write(1, 1, Formula::new("=VLOOKUP(1,Z:Z,2)").set_result("#N/A")).unwrap();
    let book = workbook.save_to_buffer().unwrap();
    let sheet = read_with(book, None, &reader()).unwrap();
    assert_eq!(rows(&sheet), [["Ada", "#N/A"]]);
    assert_eq!(faults(&sheet), [(0, Some(1), "cell.error", "#N/A")]);
    let [formulas, errors] = &sheet.origin().warnings[..] else { panic!("{:?}", sheet.origin().warnings) };
    assert!(formulas.starts_with("2 cells of the sheet hold a formula, the first at A2:"), "{formulas}");
    assert!(errors.starts_with("1 cell shows"), "{errors}");
}

#[test]
fn a_formula_without_a_value_is_named() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c><c r="B2"><f>A2&amp;"@example.com"</f><v></v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Bo</t></is></c><c r="B3" t="str"><f>""</f><v></v></c></row></sheetData></worksheet>"#;
    let sheet = read_with(raw(sheet, "<sst/>"), None, &reader()).unwrap();
    assert_eq!(rows(&sheet), [["Ada"], ["Bo"]]);
    let [_, empty] = &sheet.origin().warnings[..] else { panic!("{:?}", sheet.origin().warnings) };
    assert!(empty.starts_with("1 formula has no") && empty.contains("B2"), "{empty}");
}

#[test]
fn days_of_a_workbook_from_1904_are_counted_from_there() {
    let book = r#"<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="People" r:id="r1"/></sheets></workbook>"#;
    let styles = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Since</t></is></c></row><row r="2"><c r="A2" s="1"><v>43889</v></c></row></sheetData></worksheet>"#;
    let parts = [("xl/workbook.xml", book), ("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", sheet)];
    let sheet = read_with(super::raw_with(&parts), None, &reader()).unwrap();
    assert_eq!(rows(&sheet), [["2024-02-29"]]);
}
