//! Workbooks that were made to do harm, through the real child: refused in words, within its limits.
//!
//! The child cannot take more than its limit of memory, which is [`ChildReader::memory_mb`] and the kernel's to hold; what
//! is asserted here is that it is low, that it holds, and that a refusal comes of it.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Cursor, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use app::workbook::ChildReader;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ods::ods;
use super::{ONE_ROW, many, parts, raw, raw_with, read_with, reader, rows, sheet, zip_of};

/// What the workbook is refused for.
fn refused(bytes: Vec<u8>) -> (&'static str, String) {
    read_with(bytes, None, &reader()).map(|sheet| sheet.len()).unwrap_err()
}

/// Whether something comes true, looked at for the better part of a minute.
fn comes(is_true: impl Fn() -> bool) -> bool {
    (0..8000).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        is_true()
    })
}

#[test]
fn no_child_may_take_more_memory_or_time_than_anybody_waits_for() {
    let reader = ChildReader::of("muster".into());
    assert!(reader.memory_mb <= 200 && reader.cpu_seconds < 5);
    // A machine may be busy with several times as much as it has processors for.
    assert!(reader.wall >= 5 * Duration::from_secs(reader.cpu_seconds));
}

/// A child that is a script of the shell, with the limits that children have.
fn scripted(folder: &Path, script: &str) -> ChildReader {
    let path = folder.join("script");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    ChildReader::of(path)
}

#[test]
fn a_child_that_has_to_wait_for_a_processor_is_not_taken_for_a_hostile_one() {
    let folder = tempfile::tempdir().unwrap();
    // Longer than anybody waits for one that works.
    let script = format!("sleep 6; exec {} \"$@\"", env!("CARGO_BIN_EXE_muster"));
    let slow = scripted(folder.path(), &script);
    let shared = "<sst><si><t>A</t></si><si><t>1</t></si></sst>";
    assert_eq!(rows(&read_with(raw(ONE_ROW, shared), None, &slow).unwrap()), [["1"]]);
}

#[test]
fn a_child_that_has_had_its_processor_time_is_refused_long_before_its_time_on_the_wall_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let busy = scripted(folder.path(), "ulimit -t 1; while :; do :; done");
    let never = ChildReader { wall: Duration::MAX, ..busy };
    assert_eq!(read_with(raw(ONE_ROW, "<sst/>"), None, &never).unwrap_err().0, "workbook.hostile");
}

#[cfg(target_os = "linux")]
#[test]
fn the_child_lowers_its_limits_before_it_reads() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.args(["read-workbook", "--memory-mb", "190", "--cpu-seconds", "3"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let limit = |name: &str| {
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
        line[name.len()..].split_whitespace().next().unwrap().to_owned()
    };
    assert!(comes(|| limit("Max address space") != "unlimited"), "the limits never came");
    let limits =
        ["Max address space", "Max cpu time", "Max open files", "Max file size", "Max core file size"];
    assert_eq!(limits.map(limit), ["199229440", "3", "0", "0", "0"]);
    drop(child.stdin.take());
    child.wait().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn the_child_ends_with_its_parent() {
    // A parent that only sleeps, with a child whose input does not end for a while.
    let script = "sleep 50 | \"$0\" read-workbook >/dev/null & echo $!; exec sleep 50";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_muster")]).stdout(Stdio::piped());
    let mut parent = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(parent.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let child = Path::new("/proc").join(line.trim());
    let limited = || {
        let limits = std::fs::read_to_string(child.join("limits")).unwrap_or_default();
        limits.lines().any(|line| line.starts_with("Max open files            0 "))
    };
    assert!(comes(limited), "the child did not start");
    parent.kill().unwrap();
    parent.wait().unwrap();
    // Until somebody takes note of its end, a process that has ended is there without a command.
    let ended = || std::fs::read(child.join("cmdline")).map_or(true, |line| line.is_empty());
    assert!(comes(ended), "the child is still there");
}

#[test]
fn counts_that_lie_are_not_believed() {
    let shared =
        r#"<sst count="24000000000" uniqueCount="24000000000"><si><t>A</t></si><si><t>1</t></si></sst>"#;
    assert_eq!(rows(&read_with(raw(ONE_ROW, shared), None, &reader()).unwrap()), [["1"]]);
    let lies = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>"#;
    let sheet = ONE_ROW.replace("<worksheet><sheetData>", lies);
    assert_eq!(
        rows(&read_with(raw_with(&[("xl/worksheets/sheet1.xml", &sheet)]), None, &reader()).unwrap()),
        [["1"]]
    );
}

#[test]
fn a_workbook_that_refers_to_files_of_this_machine_is_refused() {
    let shared = r#"<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>"#;
    let (code, text) = refused(raw(ONE_ROW, shared));
    assert_eq!((code, text.contains("document type")), ("workbook.hostile", true));
}

#[test]
fn entities_that_grow_without_end_are_refused() {
    let mut shared = r#"<!DOCTYPE sst [<!ENTITY a0 "lol">"#.to_owned();
    for level in 1..10 {
        let before = format!("&a{};", level - 1).repeat(10);
        write!(shared, "<!ENTITY a{level} \"{before}\">").unwrap();
    }
    shared.push_str("]><sst><si><t>&a9;</t></si></sst>");
    assert_eq!(refused(raw(ONE_ROW, &shared)).0, "workbook.hostile");
    let content = format!("{}<office:document-content/>", shared.split("<sst>").next().unwrap());
    assert_eq!(refused(ods(&content)).0, "workbook.hostile");
}

#[test]
fn a_workbook_that_explodes_is_refused() {
    let shared = format!("<sst><si><t>A</t></si><si><t>{}</t></si></sst>", " ".repeat(150_000_000));
    let (code, text) = refused(raw(ONE_ROW, &shared));
    assert_eq!((code, text.contains("unpacks to more than")), ("workbook.hostile", true));
}

#[test]
fn a_size_that_lies_changes_nothing() {
    let shared = format!("<sst><si><t>A</t></si><si><t>{}</t></si></sst>", " ".repeat(120_000_000));
    let mut bytes = raw(ONE_ROW, &shared);
    let size = (shared.len() as u32).to_le_bytes();
    let small = 100_u32.to_le_bytes();
    // In the local header and in the directory.
    while let Some(at) = bytes.windows(4).position(|four| four == size) {
        bytes[at..at + 4].copy_from_slice(&small);
    }
    let (code, text) = refused(bytes);
    assert!(matches!(code, "workbook.hostile" | "workbook.broken"), "{code}: {text}");
}

#[test]
fn parts_that_overlap_are_refused() {
    let mut bytes = raw(ONE_ROW, "<sst><si><t>A</t></si><si><t>1</t></si></sst>");
    // Both entries of the directory point at the first part.
    let directory = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[directory + 42..directory + 46].copy_from_slice(&[0; 4]);
    let (code, text) = refused(bytes);
    assert!(matches!(code, "workbook.hostile" | "workbook.broken"), "{code}: {text}");
}

#[test]
fn a_workbook_within_a_workbook_is_only_bytes() {
    let inner = raw(ONE_ROW, &format!("<sst><si><t>{}</t></si></sst>", " ".repeat(50_000_000)));
    let inner = zip_of(&[("bomb.zip", &inner)]);
    let mut all = parts(ONE_ROW, "<sst><si><t>A</t></si><si><t>1</t></si></sst>")
        .map(|(name, text)| (name, text.as_bytes()))
        .to_vec();
    all.push(("xl/embeddings/oleObject1.bin", &inner));
    assert_eq!(rows(&read_with(zip_of(&all), None, &reader()).unwrap()), [["1"]]);
}

#[test]
fn names_that_lead_out_of_the_zip_lead_nowhere() {
    let outside =
        [("../../../../tmp/muster-was-here", "x"), ("/etc/muster-was-here", "x"), ("C:\\muster", "x")];
    assert_eq!(rows(&read_with(raw_with(&outside), None, &reader()).unwrap()), [["1"]]);
    assert!(!std::path::Path::new("/tmp/muster-was-here").exists());
}

#[test]
fn a_far_cell_takes_no_room() {
    let text = r#"t="inlineStr"><is><t>x</t></is></c>"#;
    let far =
        sheet(&format!(r#"<row r="1"><c r="A1" {text}</row><row r="1048576"><c r="A1048576" {text}</row>"#));
    let read = read_with(raw(&far, "<sst/>"), None, &reader()).unwrap();
    assert_eq!((read.len(), read.number(0)), (1, 1_048_576));
    let wide = sheet(&format!(r#"<row r="1"><c r="A1" {text}<c r="XFD1" {text}</row>"#));
    let (code, text) = refused(raw(&wide, "<sst/>"));
    assert_eq!((code, text.contains("column 16,384")), ("columns.too_many", true), "{text}");
}

#[test]
fn more_columns_than_any_sheet_has_are_refused() {
    let cells = r#"<c t="inlineStr"><is><t>x</t></is></c>"#.repeat(16_385);
    assert_eq!(refused(raw(&sheet(&format!("<row>{cells}</row>")), "<sst/>")).0, "columns.too_many");
}

#[test]
fn eighty_thousand_attributes_are_read_past() {
    let attributes = many(80_000, |at| format!(" a{at}=\"1\""));
    let many = ONE_ROW.replace("<row r=\"1\">", &format!("<row r=\"1\"{attributes}>"));
    assert_eq!(
        rows(&read_with(raw_with(&[("xl/worksheets/sheet1.xml", &many)]), None, &reader()).unwrap()),
        [["1"]]
    );
}

#[test]
fn a_cell_of_ten_megabytes_is_refused() {
    let long = "x".repeat(10_000_000);
    let (code, _) = refused(raw(ONE_ROW, &format!("<sst><si><t>{long}</t></si><si><t>1</t></si></sst>")));
    assert_eq!(code, "workbook.hostile");
    let inline = sheet(&format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#,
        &long[..1_000_000]
    ));
    assert_eq!(refused(raw(&inline, "<sst/>")).0, "cell.too_long");
    let pieces = "<r><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></r>".repeat(100_000);
    assert_eq!(refused(raw(ONE_ROW, &format!("<sst><si>{pieces}</si></sst>"))).0, "workbook.hostile");
}

#[test]
fn a_million_styles_are_refused() {
    let styles =
        format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf numFmtId=\"1\"/>".repeat(1_000_000));
    assert_eq!(refused(raw_with(&[("xl/styles.xml", &styles)])).0, "workbook.hostile");
    let formats = many(200_000, |id| format!("<numFmt numFmtId=\"{id}\" formatCode=\"0\"/>"));
    let styles = format!("<styleSheet><numFmts>{formats}</numFmts></styleSheet>");
    assert_eq!(refused(raw_with(&[("xl/styles.xml", &styles)])).0, "workbook.hostile");
}

#[test]
fn a_million_merged_cells_are_read_past() {
    let merges = many(1_000_000, |row| format!("<mergeCell ref=\"A{}:B{}\"/>", row + 9, row + 9));
    let sheet = ONE_ROW.replace("</sheetData>", &format!("</sheetData><mergeCells>{merges}</mergeCells>"));
    assert_eq!(
        rows(&read_with(raw_with(&[("xl/worksheets/sheet1.xml", &sheet)]), None, &reader()).unwrap()),
        [["1"]]
    );
}

#[test]
fn a_hundred_thousand_sheets_are_refused() {
    let sheets = many(100_000, |at| format!("<sheet name=\"S{at}\" r:id=\"r1\"/>"));
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{sheets}</sheets></workbook>");
    assert_eq!(refused(raw_with(&[("xl/workbook.xml", &book)])).0, "workbook.hostile");
    let tables = "<table:table table:name=\"S\"/>".repeat(100_000);
    assert_eq!(refused(ods(&super::ods::content(&tables))).0, "workbook.hostile");
}

#[test]
fn millions_of_strings_or_cells_are_refused_before_they_take_the_memory() {
    let shared = format!("<sst>{}</sst>", "<si/>".repeat(6_000_000));
    assert_eq!(refused(raw(ONE_ROW, &shared)).0, "file.too_large");
    // 200,000 rows whose last of 500 cells is filled are a hundred million cells.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts("", "<sst><si><t>A</t></si></sst>") {
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            zip.write_all(b"<worksheet><sheetData>").unwrap();
            for row in 1..=150_000 {
                write!(zip, "<row r=\"{row}\"><c r=\"SF{row}\" t=\"s\"><v>0</v></c></row>").unwrap();
            }
            zip.write_all(b"</sheetData></worksheet>").unwrap();
        } else {
            zip.write_all(text.as_bytes()).unwrap();
        }
    }
    assert_eq!(refused(zip.finish().unwrap().into_inner()).0, "file.too_large");
}

#[test]
fn repeated_cells_and_rows_of_ods_are_not_believed() {
    let cell = |count: u32| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{count}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let table =
        |rows: &str| super::ods::content(&format!("<table:table table:name=\"S\">{rows}</table:table>"));
    let wide = table(&format!("<table:table-row>{}</table:table-row>", cell(4_000_000_000)));
    assert_eq!(refused(ods(&wide)).0, "columns.too_many");
    let long = table(&format!(
        "<table:table-row table:number-rows-repeated=\"4000000000\">{}</table:table-row>",
        cell(1)
    ));
    assert_eq!(refused(ods(&long)).0, "rows.too_many");
    let both = table(&format!(
        "<table:table-row table:number-rows-repeated=\"1048576\">{}</table:table-row>",
        cell(500)
    ));
    assert_eq!(refused(ods(&both)).0, "file.too_large");
    let blanks = table(
        "<table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell \
         table:number-columns-repeated=\"4294967295\"/></table:table-row><table:table-row \
         table:number-rows-repeated=\"4294967290\"><table:table-cell/></table:table-row><table:table-row><table:table-cell>\
         <text:p>1</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(rows(&read_with(ods(&blanks), None, &reader()).unwrap()), [["1"]]);
    let spaces = table(
        "<table:table-row><table:table-cell><text:p>A<text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(rows(&read_with(ods(&spaces), None, &reader()).unwrap()), [["1"]]);
}

#[test]
fn elements_within_elements_without_end_take_no_room() {
    let deep = format!("{}{}", "<x>".repeat(1_000_000), "</x>".repeat(1_000_000));
    let sheet = ONE_ROW.replace("<sheetData>", &format!("{deep}<sheetData>"));
    assert_eq!(
        rows(&read_with(raw_with(&[("xl/worksheets/sheet1.xml", &sheet)]), None, &reader()).unwrap()),
        [["1"]]
    );
}
