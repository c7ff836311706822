//! What kind of file the bytes are, by their content; names and extensions lie.

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
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\0", "a compressed file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"BEGIN:VCARD", "an address card (vCard)"),
];

/// Beginnings of text that is no table, in lower case.
const MARKUP: &[(&str, &str)] = &[
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<head", "a web page"),
    ("<body", "a web page"),
    ("<table", "a web page"),
    ("<meta", "a web page"),
    ("<?xml", "an XML document"),
    ("<!doctype", "an XML document"),
    ("{\"", "a JSON document"),
    ("[{", "a JSON document"),
];

const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Workbook;
    }
    if bytes.starts_with(OLE2) {
        return Kind::Other(old_workbook(bytes));
    }
    if let Some((_, name)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(no_table(name));
    }
    markup(bytes).map_or(Kind::Text, |name| Kind::Other(no_table(name)))
}

/// The refusal of a file that is something else.
pub(super) fn no_table(name: &str) -> Refusal {
    Reason::FileNotATable.because(format!(
        "The file is {name}, not a table. Open it in the program that made it and save the table as CSV or XLSX."
    ))
}

/// Workbooks of the old binary kind and workbooks with a password come in the same container.
fn old_workbook(bytes: &[u8]) -> Refusal {
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    if memchr::memmem::find(bytes, &name).is_some() {
        return Reason::WorkbookEncrypted.because(
            "The workbook is protected by a password. Open it, remove the password, save it and use that file.",
        );
    }
    Reason::WorkbookUnsupported.because(
        "The file is a workbook in the old format of Excel (.xls). Open it in Excel or LibreOffice, save it as .xlsx or \
         CSV and use that file.",
    )
}

fn markup(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    // UTF-16 has a NUL beside each ASCII letter; leaving NULs out shows the same letters.
    let head = head.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    MARKUP.iter().find(|(start, _)| head.starts_with(start)).map(|(_, name)| *name)
}
