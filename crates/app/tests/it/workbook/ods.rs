//! OpenDocument spreadsheets.

use plan::sheet::Format;

use super::{faults, read_with, reader, rows, zip_of};

/// A spreadsheet of a content.
pub fn ods(content: &str) -> Vec<u8> {
    let manifest = r#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>"#;
    zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

/// The content around tables.
pub fn content(tables: &str) -> String {
    format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    )
}

/// A sheet of rows of cells.
fn table(rows: &[&[&str]]) -> String {
    let rows = rows.iter().map(|row| format!("<table:table-row>{}</table:table-row>", row.concat()));
    format!(
        r#"<table:table table:name="People" table:style-name="ta1">{}</table:table>"#,
        rows.collect::<String>()
    )
}

fn text(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

fn number(value: &str, shown: &str) -> String {
    format!(
        r#"<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>"#
    )
}

#[test]
fn cells_come_out_as_they_are_shown() {
    let header = ["Name", "Zip", "Phone", "Size", "Born", "Yes", "Share", "Id"].map(text);
    let values = [
        text("<text:span>Ada</text:span><text:s text:c=\"2\"/>L.<text:line-break/>&amp; co</text:p><text:p>2nd"),
        number("123", "00123"),
        number("15512345678", "1.55E+10"),
        number("1234.5", "1.234,50"),
        r#"<table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29.02.24</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell office:value-type="percentage" office:value="0.07"><text:p>7 %</text:p></table:table-cell>"#.to_owned(),
        number("1234567", "1.234.567"),
    ];
    let [header, values] =
        [&header, &values].map(|cells| cells.iter().map(String::as_str).collect::<Vec<_>>());
    let sheet = read_with(ods(&content(&table(&[&header, &values]))), None, &reader()).unwrap();
    assert_eq!(
        rows(&sheet),
        [["Ada  L.\n& co\n2nd", "00123", "15512345678", "1.234,50", "2024-02-29", "TRUE", "7 %", "1234567"]]
    );
    let origin = sheet.origin();
    assert_eq!((origin.format, origin.sheet.as_deref()), (Format::Ods, Some("People")));
    assert_eq!(origin.warnings.len(), 1, "{:?}", origin.warnings);
    assert!(origin.warnings[0].contains("C2: 15512345678"), "{:?}", origin.warnings);
}

#[test]
fn comments_and_covered_cells_are_no_text() {
    let comment = r#"<table:table-cell office:value-type="string"><office:annotation><text:p>secret</text:p></office:annotation><text:p>Ada</text:p></table:table-cell>"#;
    let merged = r#"<table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Bo</text:p></table:table-cell><table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>"#;
    let (name, team) = (text("Name"), text("Team"));
    let sheet = table(&[&[&name, &team], &[comment], &[merged]]);
    let sheet = read_with(ods(&content(&sheet)), None, &reader()).unwrap();
    assert_eq!(rows(&sheet), [["Ada"], ["Bo"]]);
}

#[test]
fn repeated_cells_and_rows_stand_where_they_are_shown() {
    let rows_of = r#"<table:table table:name="S"><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>B</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell/><table:table-cell><text:p>3</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row></table:table>"#;
    let sheet = read_with(ods(&content(rows_of)), None, &reader()).unwrap();
    assert_eq!(sheet.header(), ["A", "B", "B"]);
    assert_eq!(rows(&sheet), [["1", "", "3"], ["1", "", "3"]]);
    assert_eq!((sheet.number(0), sheet.number(1)), (5, 6));
}

#[test]
fn hidden_sheets_rows_columns_formulas_and_errors_are_said() {
    let hidden = r#"<table:table table:name="Old" table:style-name="ta2"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    let people = r##"<table:table table:name="People"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell><text:p>Email</text:p></table:table-cell></table:table-row><table:table-row table:visibility="filter"><table:table-cell table:formula="of:=1" office:value-type="string"><text:p>Ada</text:p></table:table-cell><table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row></table:table>"##;
    let sheet = read_with(ods(&content(&[hidden, people].concat())), None, &reader()).unwrap();
    assert_eq!(faults(&sheet), [(0, None, "row.hidden", ""), (0, Some(1), "cell.error", "#N/A")]);
    let said = sheet.origin().warnings.join("\n");
    for part in [
        "“Old” (hidden)",
        "hidden by a filter",
        "hidden columns (B)",
        "2 cells of the sheet hold a formula",
        "first at B2",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
}

#[test]
fn a_text_of_opendocument_is_no_table() {
    let text = r#"<office:document-content xmlns:office="o"><office:body><office:text/></office:body></office:document-content>"#;
    assert_eq!(read_with(ods(text), None, &reader()).unwrap_err().0, "file.not_a_table");
}
