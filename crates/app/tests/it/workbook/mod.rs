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
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod heads;
mod hostile;
mod ods;
mod refused;
mod served;
mod sheets;
mod shown;

/// The reader of the program under test. Without optimisation it needs more time than it is given in earnest.
fn reader() -> ChildReader {
    let program = Path::new(env!("CARGO_BIN_EXE_muster")).to_owned();
    ChildReader { cpu_seconds: 120, wall: Duration::from_mins(10), ..ChildReader::of(program) }
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

/// What is wrong with cells and rows: the index of the row, that of the column, the code and the text.
fn faults(sheet: &Sheet) -> Vec<(u32, Option<u32>, &str, &str)> {
    let faults = sheet.faults().iter();
    faults.map(|fault| (fault.row, fault.column, fault.code.as_str(), fault.value.as_str())).collect()
}

/// A zip of parts.
fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of raw parts, beside those that every workbook has.
fn raw(sheet: &str, shared: &str) -> Vec<u8> {
    raw_with(&[("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", shared)])
}

/// A workbook in which some parts are replaced or added.
fn raw_with(own: &[(&str, &str)]) -> Vec<u8> {
    let usual = parts(ONE_ROW, "<sst><si><t>A</t></si><si><t>1</t></si></sst>");
    let usual = usual.into_iter().filter(|(name, _)| own.iter().all(|(other, _)| other != name));
    let all = usual.chain(own.iter().copied()).map(|(name, text)| (name, text.as_bytes()));
    zip_of(&all.collect::<Vec<_>>())
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

/// Many pieces in a row.
fn many(count: u32, piece: impl Fn(u32) -> String) -> String {
    (0..count).map(piece).collect()
}

/// A sheet of XML between the tags that every sheet has.
fn sheet(data: &str) -> String {
    format!("<worksheet><sheetData>{data}</sheetData></worksheet>")
}

const ONE_ROW: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>"#;

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
    assert_eq!((code, text.contains("Try again")), ("workbook.busy", true));
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
