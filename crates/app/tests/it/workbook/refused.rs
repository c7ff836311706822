//! Files that are no workbook Muster reads, told by what is in them and never by their name.

use super::{ONE_ROW, raw, read_with, reader, zip_of};

fn refused(bytes: Vec<u8>) -> (&'static str, String) {
    read_with(bytes, None, &reader()).unwrap_err()
}

/// The container of old Office programs with one stream in it.
fn old(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn each_kind_of_file_is_refused_with_what_to_do() {
    let zip = |name: &str| {
        zip_of(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<R/>"), (name, b"<x/>")])
    };
    for (bytes, code, words) in [
        (old("Workbook"), "workbook.unsupported", ".xls), save it as .xlsx"),
        (old("Book"), "workbook.unsupported", ".xls"),
        (old("EncryptedPackage"), "workbook.encrypted", "remove the password"),
        (old("WordDocument"), "file.not_a_table", "Word document"),
        (old("PowerPoint Document"), "file.not_a_table", "presentation"),
        (old("Something"), "workbook.unsupported", "old format"),
        (zip("xl/workbook.bin"), "workbook.unsupported", ".xlsb"),
        (zip("word/document.xml"), "file.not_a_table", "Word document"),
        (zip("ppt/presentation.xml"), "file.not_a_table", "presentation"),
        (zip_of(&[("Index/Document.iwa", b"x")]), "workbook.unsupported", "Numbers"),
        (
            zip_of(&[("people.csv", b"a,b"), ("__MACOSX/._people.csv", b"x")]),
            "file.packed",
            "“people.csv” in it. Unpack",
        ),
        (zip_of(&[("notes/photo.jpg", b"x")]), "file.packed", "Unpack"),
        (b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), "file.packed", "gzip"),
        (b"Rar!\x1a\x07\0".to_vec(), "file.packed", "RAR"),
        (
            br#"{"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@example.com"}"#
                .to_vec(),
            "file.not_a_table",
            "shortcut",
        ),
        (raw(ONE_ROW, "<sst/>")[..300].to_vec(), "workbook.broken", "save it again"),
    ] {
        let (found, text) = refused(bytes);
        assert_eq!(found, code, "{text}");
        assert!(words.split("), ").all(|part| text.contains(part)), "{words} is not in {text}");
    }
}

#[test]
fn a_password_is_told_in_a_zip_and_in_opendocument() {
    let manifest = r#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let locked =
        zip_of(&[("content.xml", b"\x01\x02<garbage"), ("META-INF/manifest.xml", manifest.as_bytes())]);
    assert_eq!(refused(locked).0, "workbook.encrypted");
    let mut bytes = raw(ONE_ROW, "<sst/>");
    // The flag of a password, in each entry of the directory and before each part.
    for (magic, flags) in [(b"PK\x01\x02", 8), (b"PK\x03\x04", 6)] {
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| &bytes[*at..at + 4] == magic).collect();
        places.into_iter().for_each(|at| bytes[at + flags] |= 1);
    }
    assert_eq!(refused(bytes).0, "workbook.encrypted");
}
