//! The zip that a workbook is, checked before anything parses it.
//!
//! All parts are unpacked once, only to be counted and searched: sizes that an archive declares prove nothing. What is
//! found wrong with a part is said when that part is to be read: programs put much into a workbook that is not its table.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::{Limits, Refusal};
use super::container::{Container, container};
use super::refuse::{OWN_DOCTYPE, broken, encrypted, hostile};
use super::xml::Xml;

/// Parts of a workbook; a large one with many sheets and pictures has hundreds.
const MOST_PARTS: usize = 10_000;

/// A table packs 5 to 20 to one; above this, large parts were made to explode.
const MOST_RATIO: u64 = 100;

/// Below this the ratio does not matter.
const SMALL: u64 = 100_000_000;

/// Bytes of the list of parts of an OpenDocument file that are looked at.
const MOST_LIST: u64 = 1_000_000;

/// A workbook whose parts can be read.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The place of each part by its name in one spelling.
    places: BTreeMap<String, usize>,
    /// What kind of workbook it is.
    pub container: Container,
    found: Found,
}

/// What a search of the parts found, by their places.
#[derive(Default)]
struct Found {
    /// Parts that speak of merged cells.
    merged: Vec<usize>,
    /// Why a part must not be read.
    unfit: BTreeMap<usize, Unfit>,
}

impl<'b> Package<'b> {
    /// Opens a workbook that does no harm.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
        let names = archive.file_names().enumerate();
        let places = names.filter_map(|(place, name)| Some((spelling(&name.ok()?), place)));
        let places = places.collect::<BTreeMap<_, _>>();
        let container = container(&places)?;
        if archive.len() > MOST_PARTS {
            return Err(hostile(&format!("it has {} parts", archive.len())));
        }
        if archive.has_overlapping_entries().map_err(|error| unreadable(&error))? {
            return Err(hostile("its parts overlap"));
        }
        if container == Container::Ods {
            check_password(&mut archive, places.get("meta-inf/manifest.xml").copied())?;
        }
        let found = check_parts(&mut archive, bytes.len() as u64, limits)?;
        Ok(Self { archive, places, container, found })
    }

    /// A part by its name; `None` where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, Refusal> {
        let Some(place) = self.places.get(&spelling(name)) else { return Ok(None) };
        if let Some(unfit) = self.found.unfit.get(place) {
            return Err(unfit.refusal());
        }
        let part = self.archive.by_index(*place).map_err(|error| unreadable(&error))?;
        Ok(Some(Xml::new(part)))
    }

    /// Whether a part speaks of merged cells.
    pub(super) fn speaks_of_merges(&self, name: &str) -> bool {
        self.places.get(&spelling(name)).is_some_and(|place| self.found.merged.contains(place))
    }
}

/// An OpenDocument file with a password is a good zip of parts that make no sense; its list of parts says so.
fn check_password(archive: &mut ZipArchive<Cursor<&[u8]>>, list: Option<usize>) -> Result<(), Refusal> {
    let Some(place) = list else { return Ok(()) };
    let part = archive.by_index(place).map_err(|error| unreadable(&error))?;
    let mut text = Vec::new();
    part.take(MOST_LIST).read_to_end(&mut text).map_err(|error| unreadable(&ZipError::Io(error)))?;
    let is_locked = memchr::memmem::find(&text, b"encryption-data").is_some();
    if is_locked { Err(encrypted()) } else { Ok(()) }
}

/// A name as the parts of a workbook are told apart: programs disagree about case and the way a folder is divided.
fn spelling(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// Unpacks all parts, whether they are read or not; answers what was found in them.
fn check_parts(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    size: u64,
    limits: &Limits,
) -> Result<Found, Refusal> {
    let most = limits.unpacked.min(SMALL.max(size * MOST_RATIO));
    // What an archive declares proves nothing good, yet one that declares too much needs no unpacking.
    if archive.decompressed_size().is_some_and(|declared| declared > u128::from(most)) {
        return Err(too_large(most));
    }
    let mut left = most;
    let mut chunk = vec![0; 64 * 1024];
    let mut found = Found::default();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|error| unreadable(&error))?;
        // Some programs list a folder as a packed part of no bytes, which nothing can be unpacked from.
        if part.compressed_size() == 0 {
            continue;
        }
        let mut search = Search::new();
        loop {
            let read = part.read(&mut chunk).map_err(|error| unreadable(&ZipError::Io(error)))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or_else(|| too_large(most))?;
            search.see(chunk.get(..read).unwrap_or_default());
        }
        if search.merged {
            found.merged.push(place);
        }
        if let Some(unfit) = search.unfit {
            found.unfit.insert(place, unfit);
        }
    }
    Ok(found)
}

/// Why a zip cannot be read: it is locked, or damaged.
fn unreadable(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => encrypted(),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            broken("it is packed in a way that no spreadsheet program uses")
        }
        ZipError::Io(_) => broken("a part of it cannot be unpacked"),
        _ => broken("its end is missing, as where a download broke off, or the list of its parts is damaged"),
    }
}

fn too_large(most: u64) -> Refusal {
    hostile(&format!("it unpacks to more than {} MB", most / 1_000_000))
}

/// Why a part must not be read.
#[derive(Clone, Copy)]
enum Unfit {
    Entities,
    Encoding,
}

impl Unfit {
    fn refusal(self) -> Refusal {
        match self {
            Self::Entities => hostile(OWN_DOCTYPE),
            Self::Encoding => broken("a part of it is not in UTF-8"),
        }
    }
}

/// Looks for entities, which grow without bound and name files of this machine.
struct Search {
    at_start: bool,
    /// The last bytes of the chunk before, so that nothing hides between two.
    window: Vec<u8>,
    /// Whether merged cells were spoken of.
    merged: bool,
    unfit: Option<Unfit>,
}

const ENTITY: &[u8] = b"<!ENTITY";
const MERGE: &[u8] = b"mergeCell";
const LONGEST: usize = 9;

/// Encodings in which an entity can be seen. What is not UTF-8 though it says so is refused where it is read.
const SEEN: [&str; 5] = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"];

impl Search {
    const fn new() -> Self {
        Self { at_start: true, window: Vec::new(), merged: false, unfit: None }
    }

    fn see(&mut self, chunk: &[u8]) {
        if std::mem::take(&mut self.at_start) && !is_utf8(chunk) {
            self.unfit = Some(Unfit::Encoding);
        }
        let border = chunk.get(..chunk.len().min(LONGEST)).unwrap_or_default();
        self.window.extend_from_slice(border);
        let window = &self.window;
        let holds = |wanted: &[u8]| {
            memchr::memmem::find(chunk, wanted).is_some() || memchr::memmem::find(window, wanted).is_some()
        };
        if self.unfit.is_none() && holds(ENTITY) {
            self.unfit = Some(Unfit::Entities);
        }
        self.merged = self.merged || holds(MERGE);
        self.window.clear();
        self.window.extend_from_slice(chunk.get(chunk.len().saturating_sub(LONGEST)..).unwrap_or_default());
    }
}

/// Whether a part begins in an encoding in which an entity would be seen. Spreadsheet programs write UTF-8 and nothing
/// else into what is read of a workbook.
fn is_utf8(start: &[u8]) -> bool {
    let head = start.get(..start.len().min(256)).unwrap_or_default();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if !head.starts_with(b"<") && !head.is_empty() || head.contains(&0) {
        return false;
    }
    let text = String::from_utf8_lossy(head);
    let declared = text.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    declared.is_none_or(|name| SEEN.contains(&name.trim().to_lowercase().as_str()))
}
