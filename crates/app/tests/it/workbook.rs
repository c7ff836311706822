//! Workbooks through the child process: what is in them comes out, and whatever they do, this process lives.

use std::fs;
use std::io::{self, BufWriter, Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use app::workbook::ChildReader;
use plan::mapping::Reading;
use plan::read::{Limits, read};
use plan::sheet::Sheet;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The reader of the program under test. Without optimisation it needs more time than it is given in earnest.
fn reader() -> ChildReader {
    let program = Path::new(env!("CARGO_BIN_EXE_muster")).to_owned();
    ChildReader { cpu_seconds: 60, wall: Duration::from_mins(4), ..ChildReader::of(program) }
}

fn read_with(
    bytes: Vec<u8>,
    sheet: Option<&str>,
    reader: &ChildReader,
) -> Result<Sheet, (&'static str, String)> {
    let reading = Reading { sheet: sheet.map(str::to_owned), ..Reading::default() };
    read(bytes, &reading, &Limits::default(), reader).map_err(|refusal| (refusal.code, refusal.text))
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.len() as u32).map(|row| sheet.cells(row).collect()).collect()
}

/// A workbook of raw parts, beside those that every workbook has.
fn raw(sheet: &str, shared: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(sheet, shared) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn parts<'a>(sheet: &'a str, shared: &'a str) -> [(&'static str, &'a str); 6] {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
    [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", shared),
    ]
}

const ONE_ROW: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>"#;

#[test]
fn cells_come_out_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    sheet.set_name("People").unwrap();
    for (column, name) in ["Text", "Whole", "Part", "Yes", "Date", "Time"].iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    sheet.write(2, 0, " Ada \"the\" \n1st").unwrap();
    sheet.write(2, 1, 13_125_550_117.0).unwrap();
    sheet.write(2, 2, 0.1).unwrap();
    sheet.write(2, 3, true).unwrap();
    sheet.write_with_format(2, 4, ExcelDateTime::from_ymd(2024, 2, 29).unwrap(), &date).unwrap();
    let moment = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(9, 30, 0).unwrap();
    sheet.write_with_format(2, 5, &moment, &date).unwrap();
    sheet.write(4, 0, "x").unwrap();
    let sheet = read_with(workbook.save_to_buffer().unwrap(), None, &reader()).unwrap();
    let ada = ["2024-02-29", "2024-02-29T09:30:00"];
    assert_eq!(
        rows(&sheet),
        [[&[" Ada \"the\" \n1st", "13125550117", "0.1", "TRUE"][..], &ada].concat(), vec!["x"]]
    );
    assert_eq!((sheet.number(0), sheet.number(1), sheet.line(0)), (3, 5, None));
    let origin = sheet.origin();
    assert_eq!((origin.sheet.as_deref(), origin.rows, origin.blank_rows), (Some("People"), 2, 2));
    assert!(sheet.faults().is_empty(), "a short row of a workbook is not a fault");
}

#[test]
fn the_first_visible_sheet_with_a_cell_is_read_or_the_one_that_is_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Empty").unwrap();
    workbook.add_worksheet().set_name("Hidden").unwrap().set_hidden(true).write(0, 0, "H").unwrap();
    for name in ["First", "--second"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, name).unwrap();
        sheet.write(1, 0, "1").unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let first = read_with(bytes.clone(), None, &reader()).unwrap();
    assert_eq!(first.header(), ["First"]);
    assert_eq!(first.origin().warnings, ["The sheet “First” was read. Not read: “--second”."]);
    let second = read_with(bytes.clone(), Some("--second"), &reader()).unwrap();
    assert_eq!(second.header(), ["--second"]);
    let (code, text) = read_with(bytes, Some("Third"), &reader()).unwrap_err();
    assert_eq!(code, "workbook.no_sheet");
    assert!(text.contains("“Empty”, “Hidden”, “First”, “--second”"), "{text}");
}

#[test]
fn a_workbook_that_asks_for_all_memory_is_refused() {
    let shared = r#"<sst uniqueCount="24000000000"><si><t>A</t></si><si><t>1</t></si></sst>"#;
    let (code, text) = read_with(raw(ONE_ROW, shared), None, &reader()).unwrap_err();
    assert_eq!(code, "workbook.hostile", "{text}");
}

#[test]
fn a_workbook_that_refers_to_files_of_this_machine_is_refused() {
    let shared = r#"<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>"#;
    let (code, text) = read_with(raw(ONE_ROW, shared), None, &reader()).unwrap_err();
    assert_eq!((code, text.contains("document type")), ("workbook.hostile", true));
}

#[test]
fn a_workbook_that_explodes_is_refused() {
    let shared = format!("<sst><si><t>A</t></si><si><t>{}</t></si></sst>", " ".repeat(150_000_000));
    let (code, text) = read_with(raw(ONE_ROW, &shared), None, &reader()).unwrap_err();
    assert_eq!((code, text.contains("unpacks to more than")), ("workbook.hostile", true));
}

#[test]
fn a_child_that_runs_out_of_memory_or_time_is_a_refusal() {
    let shared = "<sst><si><t>A</t></si><si><t>1</t></si></sst>";
    assert_eq!(rows(&read_with(raw(ONE_ROW, shared), None, &reader()).unwrap()), [["1"]]);
    let poor = ChildReader { memory_mb: 64, ..reader() };
    let long = format!("<sst><si><t>A</t></si><si><t>{}</t></si></sst>", "x".repeat(50_000_000));
    assert_eq!(read_with(raw(ONE_ROW, &long), None, &poor).unwrap_err().0, "workbook.hostile");
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("asleep");
    fs::write(&script, "#!/bin/sh\nexec sleep 600\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let asleep = ChildReader { wall: Duration::from_millis(100), ..ChildReader::of(script) };
    let (code, text) = read_with(raw(ONE_ROW, shared), None, &asleep).unwrap_err();
    assert_eq!((code, text.contains("far longer")), ("workbook.hostile", true));
}

#[test]
fn a_program_that_is_not_there_is_a_refusal() {
    let nobody = ChildReader::of("/nonexistent/muster".into());
    assert_eq!(read_with(raw(ONE_ROW, "<sst/>"), None, &nobody).unwrap_err().0, "workbook.busy");
}

/// 200,000 people of nine cells, all different, that fill the 50 MB which are read by default.
#[test]
fn the_largest_workbook_that_is_allowed_is_read() {
    let bytes = large(200_000, 9);
    assert!((45_000_000..50_000_000).contains(&bytes.len()), "{} bytes", bytes.len());
    let sheet = read_with(bytes, None, &reader()).unwrap();
    assert_eq!((sheet.len(), sheet.header().len()), (200_000, 9));
    assert_eq!(sheet.cell(199_999, 8), noise(200_000 * 9 + 8));
}

fn large(rows: u64, columns: u64) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts("", "") {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        match name {
            "xl/worksheets/sheet1.xml" => write_sheet(&mut zip, rows, columns),
            "xl/sharedStrings.xml" => write_strings(&mut zip, (rows + 1) * columns),
            _ => zip.write_all(text.as_bytes()),
        }
        .unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn write_sheet(zip: &mut impl Write, rows: u64, columns: u64) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, zip);
    write!(out, "<worksheet><sheetData>")?;
    for row in 0..=rows {
        let number = row + 1;
        write!(out, "<row r=\"{number}\">")?;
        for column in 0..columns {
            let letter = char::from(b'A' + column as u8);
            let string = row * columns + column;
            write!(out, "<c r=\"{letter}{number}\" t=\"s\"><v>{string}</v></c>")?;
        }
        write!(out, "</row>")?;
    }
    write!(out, "</sheetData></worksheet>")?;
    out.flush()
}

fn write_strings(zip: &mut impl Write, count: u64) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, zip);
    write!(out, "<sst uniqueCount=\"{count}\">")?;
    for string in 0..count {
        write!(out, "<si><t>{}</t></si>", noise(string))?;
    }
    write!(out, "</sst>")?;
    out.flush()
}

/// A text that does not pack well and is always the same for a number.
fn noise(number: u64) -> String {
    let mut state = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let letters = (0..18).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[(state >> 58) as usize],
        )
    });
    letters.collect()
}
