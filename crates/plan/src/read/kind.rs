//! What kind of file the bytes are, by their content; names and extensions lie.

use super::document::document;
use super::workbook::refuse::{encrypted, unsupported};
use super::{Reason, Refusal};

/// What to do with the bytes.
#[derive(Debug)]
pub(super) enum Kind {
    /// Read them as text with a delimiter.
    Text,
    /// Read them as a workbook.
    Workbook,
    /// Refuse them.
    Other(Refusal),
}

/// Magic numbers of files that are no tables, and what they are called.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PAR1", "a Parquet file"),
];

/// Magic numbers of archives, in which a table may lie.
const ARCHIVES: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
];

/// What lies in the container of old Office programs, by the name of a stream in it.
const STREAMS: &[(&str, &str)] = &[
    ("WordDocument", "a Word document (.doc)"),
    ("PowerPoint Document", "a presentation (.ppt)"),
    ("__properties_version1.0", "an Outlook message (.msg)"),
    ("VisioDocument", "a drawing (.vsd)"),
];

/// How workbooks begin that Excel wrote before it put them into the container of Office.
const OLDEST: [&[u8]; 3] = [b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0"];

const OLD_WORKBOOK: &str = "a workbook in the old format of Excel (.xls)";

const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Workbook;
    }
    if bytes.starts_with(OLE2) {
        return Kind::Other(old_document(bytes));
    }
    if OLDEST.iter().any(|magic| bytes.starts_with(magic)) {
        return Kind::Other(unsupported(OLD_WORKBOOK));
    }
    if let Some((_, name)) = ARCHIVES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // The only program that packs its workbooks so; unpacked, they are XML.
        let of_gnumeric = match *name {
            "gzip" => " If it is a workbook of Gnumeric, save it there as .xlsx or .csv.",
            _ => "",
        };
        return Kind::Other(Reason::FilePacked.because(format!(
            "The file is compressed ({name}). Unpack it and use the table inside.{of_gnumeric}"
        )));
    }
    if is_shortcut(bytes) {
        return Kind::Other(Reason::FileNotATable.because(
            "The file is only a shortcut to a sheet of Google. Open the sheet, choose File, Download, Microsoft Excel, and \
             use the file that comes.",
        ));
    }
    if let Some((_, name)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(no_table(name));
    }
    document(bytes).map_or(Kind::Text, Kind::Other)
}

/// The refusal of a file that is something else.
pub(super) fn no_table(name: &str) -> Refusal {
    Reason::FileNotATable.because(format!(
        "The file is {name}, not a table. Open it in the program that made it and save the table as CSV or XLSX."
    ))
}

/// Old Office programs put workbooks, documents and workbooks with a password into the same container.
fn old_document(bytes: &[u8]) -> Refusal {
    let has = |stream: &str| {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if has("EncryptedPackage") {
        return encrypted();
    }
    if has("Workbook") || has("Book") {
        return unsupported(OLD_WORKBOOK);
    }
    match STREAMS.iter().find(|(stream, _)| has(stream)) {
        Some((_, name)) => no_table(name),
        None => unsupported("a document in an old format of Office, perhaps an old workbook (.xls)"),
    }
}

/// Google Drive keeps a sheet on the disk of a computer as a few words of JSON with its address.
fn is_shortcut(bytes: &[u8]) -> bool {
    let is_small = bytes.len() < 4096;
    is_small && bytes.trim_ascii_start().starts_with(b"{") && memchr::memmem::find(bytes, b"doc_id").is_some()
}
