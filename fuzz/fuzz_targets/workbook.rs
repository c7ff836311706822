//! Workbooks: whatever the archive or one of its parts, a sheet or a refusal.
//!
//! The first byte chooses what the rest is: a whole archive, or one part of a workbook that is sound otherwise, for hardly
//! an archive stays one when a byte of it changes.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const XLSX: [(&str, &str); 6] = [
    ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet \
         name=\"People\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
         relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\" s=\"0\"><v>0</v></c><c><v>1.5</v></c></row></sheetData></worksheet>"),
    ("xl/sharedStrings.xml", "<sst><si><t>Name</t></si></sst>"),
    ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>"),
];

const ODS: [(&str, &str); 3] = [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ("content.xml", ""),
];

/// An archive of parts, one of them replaced.
fn archive(parts: &[(&str, &str)], replaced: &str, by: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(if *name == replaced { by } else { text.as_bytes() }).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let bytes = match choice % 6 {
        0 => rest.to_vec(),
        1 => archive(&XLSX, "xl/worksheets/sheet1.xml", rest),
        2 => archive(&XLSX, "xl/sharedStrings.xml", rest),
        3 => archive(&XLSX, "xl/styles.xml", rest),
        4 => archive(&XLSX, "xl/workbook.xml", rest),
        _ => archive(&ODS, "content.xml", rest),
    };
    let _ = look(bytes, &Reading::default(), &Limits::default(), &InProcess);
});
