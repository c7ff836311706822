//! What Muster writes is what Muster reads, and what a spreadsheet program shows.

use app::spreadsheet::{Format, write_table, write_template};
use plan::field::Field;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;
use proptest::prelude::*;

fn written(format: Format, rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let header = ["One", "Two, or more", "Three"];
    write_table(format, "People", &header, rows.iter(), &mut bytes).unwrap();
    bytes
}

fn read(bytes: Vec<u8>) -> Sheet {
    look(bytes, &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

fn template(format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_template(format, &mut bytes).unwrap();
    bytes
}

#[test]
fn csv_has_a_byte_order_mark_crlf_and_quotes_where_needed() {
    let rows = [
        vec!["a".to_owned(), "say \"b\"".to_owned(), String::new()],
        vec![" c".to_owned(), "d\ne".to_owned(), "f;g".to_owned()],
    ];
    assert_eq!(
        String::from_utf8(written(Format::Csv, &rows)).unwrap(),
        "\u{feff}One,\"Two, or more\",Three\r\na,\"say \"\"b\"\"\",\r\n\" c\",\"d\ne\",f;g\r\n"
    );
}

#[test]
fn the_csv_template_is_its_header() {
    assert_eq!(
        String::from_utf8(template(Format::Csv)).unwrap(),
        "\u{feff}First Name,Last Name,Email,Phone,Role,Teams,Territory Access,Territories,External System ID\r\n"
    );
}

#[test]
fn both_templates_match_every_field_by_themselves() {
    for format in [Format::Csv, Format::Xlsx] {
        let sheet = read(template(format));
        assert_eq!(sheet.header(), Field::TEMPLATE_HEADERS);
        let mapping = match_columns(&sheet, &MappingFile::default(), None).unwrap();
        let fields: Vec<_> = mapping.columns.iter().filter_map(|column| column.field).collect();
        assert_eq!(fields, Field::TEMPLATE);
    }
}

#[test]
fn the_workbook_has_drop_downs_text_columns_and_explanations() {
    let parts = parts(&template(Format::Xlsx));
    let sheet = &parts["xl/worksheets/sheet1.xml"];
    assert!(sheet.contains("\"Sales,Manager,Admin\"") && sheet.contains("sqref=\"E2:E1048576\""), "{sheet}");
    assert!(sheet.contains("\"Global,Limited\"") && sheet.contains("sqref=\"G2:G1048576\""), "{sheet}");
    assert!(parts["xl/styles.xml"].contains("numFmtId=\"49\""), "49 is the format of text");
    assert!(parts["xl/workbook.xml"].contains("How to fill it in"));
    let strings = &parts["xl/sharedStrings.xml"];
    for word in ["Given name", "mobile phone", "semicolons", "(none)"] {
        assert!(strings.contains(word), "{word}");
    }
}

/// The parts of a workbook by name.
fn parts(bytes: &[u8]) -> std::collections::BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let text = std::io::read_to_string(zip.by_name(&name).unwrap()).unwrap();
            (name, text)
        })
        .collect()
}

/// Cells as exports have them: trimmed, no control characters.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c0-9\",; \n']{0,8}", "\\PC{0,8}"].prop_map(|text| text.trim().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..6), workbook: bool) {
        // A row of blanks is none, and the last row must be one.
        let rows: Vec<Vec<String>> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let format = if workbook { Format::Xlsx } else { Format::Csv };
        let sheet = read(written(format, &rows));
        let back: Vec<Vec<String>> = (0..sheet.len() as u32)
            .map(|row| (0..3).map(|column| sheet.cell(row, column).to_owned()).collect())
            .collect();
        prop_assert_eq!(back, rows);
    }
}
