//! What is checked of a workbook before anything parses it.
//!
//! A workbook is a zip of XML parts. All parts are unpacked once, only to be counted and searched: sizes that an archive
//! declares prove nothing.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::kind::no_table;
use super::super::{Limits, Reason, Refusal};

/// Parts of a workbook; a large one with many sheets and pictures has hundreds.
const MOST_PARTS: usize = 10_000;

/// A table packs 5 to 20 to one; above this, large parts were made to explode.
const MOST_RATIO: u64 = 100;

/// Below this the ratio does not matter.
const SMALL: u64 = 100_000_000;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    check_kind(&archive)?;
    if archive.len() > MOST_PARTS {
        return Err(hostile(&format!("it has {} parts", archive.len())));
    }
    if archive.has_overlapping_entries().map_err(|error| broken(&error))? {
        return Err(hostile("its parts overlap"));
    }
    let most = limits.unpacked.min(SMALL.max(bytes.len() as u64 * MOST_RATIO));
    // What an archive declares proves nothing good, yet one that declares too much needs no unpacking.
    if archive.decompressed_size().is_some_and(|declared| declared > u128::from(most)) {
        return Err(too_large(most));
    }
    let mut unpacked = 0;
    for index in 0..archive.len() {
        check_part(&mut archive, index, most, &mut unpacked)?;
    }
    Ok(())
}

/// Tells a workbook from other files that are zips.
fn check_kind(archive: &Archive<'_>) -> Result<(), Refusal> {
    let names =
        archive.file_names().filter_map(Result::ok).map(|name| name.replace('\\', "/").to_lowercase());
    let names = names.collect::<Vec<_>>();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let under = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if has("xl/workbook.bin") {
        return Err(unsupported("a binary workbook (.xlsb)"));
    }
    if has("content.xml") && has("meta-inf/manifest.xml") {
        return Err(unsupported("an OpenDocument file (.ods)"));
    }
    if under("word/") || under("ppt/") {
        return Err(no_table("a document of another program"));
    }
    if has("index/document.iwa") {
        return Err(unsupported("a workbook of Numbers"));
    }
    if has("_rels/.rels") { Ok(()) } else { Err(no_table("a compressed file (zip)")) }
}

fn check_part(archive: &mut Archive<'_>, index: usize, most: u64, unpacked: &mut u64) -> Result<(), Refusal> {
    let mut part = archive.by_index(index).map_err(|error| broken(&error))?;
    if part.encrypted() {
        return Err(Reason::WorkbookEncrypted.because(
            "The workbook is protected by a password. Open it, remove the password, save it and use that file.",
        ));
    }
    let is_xml = part.name().is_ok_and(|name| is_xml_name(&name));
    let mut search = Search::new(is_xml);
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let read = part.read(&mut chunk).map_err(|error| broken(&ZipError::Io(error)))?;
        if read == 0 {
            return Ok(());
        }
        *unpacked += read as u64;
        if *unpacked > most {
            return Err(too_large(most));
        }
        search.see(chunk.get(..read).unwrap_or_default())?;
    }
}

fn is_xml_name(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end))
}

/// Looks for a DOCTYPE, behind which hide entities that grow without bound and files of this machine.
struct Search {
    is_xml: bool,
    at_start: bool,
    /// The last bytes of the chunk before, so that nothing hides between two.
    window: Vec<u8>,
}

const DOCTYPES: [&[u8]; 3] = [b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T\0Y\0P\0E\0", b"\0<\0!\0D\0O\0C\0T\0Y\0P\0E"];
const LONGEST: usize = 18;

/// Encodings of XML in which a DOCTYPE can be seen.
const SEEN: [&str; 8] =
    ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "windows-1252"];

impl Search {
    fn new(is_xml: bool) -> Self {
        Self { is_xml, at_start: true, window: Vec::new() }
    }

    fn see(&mut self, chunk: &[u8]) -> Result<(), Refusal> {
        if !self.is_xml {
            return Ok(());
        }
        if std::mem::take(&mut self.at_start) {
            check_encoding(chunk)?;
        }
        let border = chunk.get(..chunk.len().min(LONGEST)).unwrap_or_default();
        self.window.extend_from_slice(border);
        let found = DOCTYPES.iter().any(|wanted| {
            memchr::memmem::find(chunk, wanted).is_some()
                || memchr::memmem::find(&self.window, wanted).is_some()
        });
        if found {
            return Err(hostile("it declares a document type"));
        }
        self.window.clear();
        self.window.extend_from_slice(chunk.get(chunk.len().saturating_sub(LONGEST)..).unwrap_or_default());
        Ok(())
    }
}

/// Refuses an encoding in which a DOCTYPE would not be seen.
fn check_encoding(start: &[u8]) -> Result<(), Refusal> {
    let head = start.get(..start.len().min(256)).unwrap_or_default();
    let text = head.iter().copied().filter(|byte| byte.is_ascii_graphic() || *byte == b' ').map(char::from);
    let text = text.collect::<String>();
    if !text.trim_start().starts_with('<') && head.iter().any(|byte| !byte.is_ascii_whitespace()) {
        return Err(hostile("a part is in no known encoding"));
    }
    let declared = text.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    match declared {
        Some(name) if !SEEN.contains(&name.trim().to_lowercase().as_str()) => {
            Err(hostile("a part is in a rare encoding"))
        }
        _ => Ok(()),
    }
}

fn too_large(most: u64) -> Refusal {
    hostile(&format!("it unpacks to more than {} MB", most / 1_000_000))
}

fn hostile(what: &str) -> Refusal {
    Reason::WorkbookHostile.because(format!(
        "The workbook is not read because {what}. Copy its cells into a new workbook, save that and use it."
    ))
}

fn unsupported(what: &str) -> Refusal {
    Reason::WorkbookUnsupported.because(format!(
        "The file is {what}. Open it in a spreadsheet program, save it as .xlsx or CSV and use that file."
    ))
}

fn broken(error: &ZipError) -> Refusal {
    Reason::WorkbookBroken.because(format!(
        "The workbook is damaged or not finished ({error}). Open it in a spreadsheet program, save it again and use that \
         file."
    ))
}
