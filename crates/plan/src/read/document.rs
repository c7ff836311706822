//! Text that is no table: web pages, XML, JSON, address cards, mails, whatever their names end in.

use super::markup;
use super::{Reason, Refusal};
use crate::matching::is_column_name;

/// How much of the beginning is looked at.
const HEAD: usize = 4096;

/// The name of a detail is short, and of somebody so many are told.
const LONGEST_KEY: usize = 40;
const FEWEST_KEYS: usize = 2;

/// What a document is and how to get a table out of it.
struct Document {
    name: &'static str,
    cure: &'static str,
}

const OPEN_AND_SAVE: &str = "Open it in Excel or LibreOffice, save it as XLSX or CSV and use that file.";
const EXPORT_AS_CSV: &str = "Export the list as CSV or XLSX from the program that made it and use that file.";

const WEB_PAGE: Document =
    Document { name: "a web page, which some systems name .xls although it is none", cure: OPEN_AND_SAVE };
const OLD_XML: Document =
    Document { name: "a spreadsheet in the XML format of Excel 2003", cure: OPEN_AND_SAVE };
const FLAT_ODS: Document = Document { name: "a flat OpenDocument file", cure: OPEN_AND_SAVE };
const DIF: Document = Document { name: "a spreadsheet in the DIF format", cure: OPEN_AND_SAVE };
const GNUMERIC: Document = Document {
    name: "a workbook of Gnumeric",
    cure: "Open it in Gnumeric, save it as .xlsx or .csv and use that file.",
};
const DRAWING: Document = Document {
    name: "a drawing (SVG)",
    cure: "Use the file with the people in it: a table saved as CSV or XLSX.",
};
const XML: Document = Document { name: "an XML document", cure: EXPORT_AS_CSV };
const JSON: Document = Document { name: "a JSON document", cure: EXPORT_AS_CSV };
const CARD: Document = Document {
    name: "an address card (vCard)",
    cure: "Import it into an address book, export the contacts as CSV and use that file.",
};
const CALENDAR: Document = Document { name: "a calendar", cure: EXPORT_AS_CSV };
const LETTER: Document = Document {
    name: "a text document (RTF)",
    cure: "Copy its table into a spreadsheet, save that as XLSX or CSV and use that file.",
};
const MAIL: Document =
    Document { name: "an e-mail", cure: "Save the file that is attached to it and use that." };
const DIRECTORY: Document = Document { name: "a directory export (LDIF)", cure: EXPORT_AS_CSV };
const SYLK: Document =
    Document { name: "a spreadsheet in the old exchange format SYLK (.slk)", cure: OPEN_AND_SAVE };
const YAML: Document = Document { name: "a YAML document", cure: EXPORT_AS_CSV };
const BLOCKS: Document = Document {
    name: "a list in which each person takes several lines, such as “Name: …” and “E-mail: …”",
    cure: "Make a table of it with these words as the names of its columns and one row for each person, or export it as CSV \
           or XLSX from the program that made it, and use that file.",
};
const DUMP: Document = Document { name: "a database dump", cure: EXPORT_AS_CSV };

/// How documents begin, in lower case.
const BEGINNINGS: &[(&str, Document)] = &[
    ("table\n0,1\n", DIF),
    ("table\r\n0,1\r\n", DIF),
    ("<!doctype html", WEB_PAGE),
    ("<html", WEB_PAGE),
    ("<head", WEB_PAGE),
    ("<body", WEB_PAGE),
    ("<table", WEB_PAGE),
    ("<meta", WEB_PAGE),
    ("<style", WEB_PAGE),
    ("<div", WEB_PAGE),
    ("<?xml", XML),
    ("<!doctype", XML),
    ("<workbook", OLD_XML),
    ("begin:vcard", CARD),
    ("begin:vcalendar", CALENDAR),
    ("{\\rtf", LETTER),
    ("return-path:", MAIL),
    ("delivered-to:", MAIL),
    ("received: ", MAIL),
    ("x-mozilla-status:", MAIL),
    ("dn: ", DIRECTORY),
    ("dn:: ", DIRECTORY),
    ("insert into ", DUMP),
    ("create table ", DUMP),
    ("-- mysql dump", DUMP),
    ("--\n-- postgresql database dump", DUMP),
];

/// The refusal of text that is some other document than a table.
pub(super) fn document(bytes: &[u8]) -> Option<Refusal> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    // UTF-16 has a NUL beside each ASCII letter; leaving NULs out shows the same letters.
    let head = head.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    let head = markup::behind_comments(head);
    let found = named(head).or_else(|| markup::is_xml(head, bytes).then(|| xml(head)))?;
    Some(Reason::FileNotATable.because(format!("The file is {}, not a table. {}", found.name, found.cure)))
}

fn named(head: &str) -> Option<&'static Document> {
    if is_json(head) {
        return Some(&JSON);
    }
    if is_mail(head) {
        // Excel saves web archives as mails.
        let is_page = head.contains("multipart/related") || head.contains("text/html");
        return Some(if is_page && !head.contains("\nto:") { &WEB_PAGE } else { &MAIL });
    }
    if is_sylk(head) {
        return Some(&SYLK);
    }
    if head.starts_with("version: 1") && head.contains("\ndn:") {
        return Some(&DIRECTORY);
    }
    let Some((_, found)) = BEGINNINGS.iter().find(|(start, _)| head.starts_with(start)) else {
        return is_yaml(head).then_some(&YAML).or_else(|| is_blocks(head).then_some(&BLOCKS));
    };
    if found.name != XML.name {
        return Some(found);
    }
    Some(xml(head))
}

/// What an XML document holds.
fn xml(head: &str) -> &'static Document {
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") || head.contains("excel.sheet") {
        &OLD_XML
    } else if head.contains("<office:document") {
        &FLAT_ODS
    } else if head.contains("<html") {
        &WEB_PAGE
    } else if head.contains("http://www.gnumeric.org/") {
        &GNUMERIC
    } else if head.contains("<svg") || head.contains(":svg ") {
        &DRAWING
    } else {
        &XML
    }
}

/// Records of an identifier and of cells by their place. A table may have the columns `ID;P`.
fn is_sylk(head: &str) -> bool {
    let is_cell = |line: &str| {
        let place = line.strip_prefix("c;x").or_else(|| line.strip_prefix("c;y"));
        place.is_some_and(|place| place.starts_with(|first: char| first.is_ascii_digit()))
    };
    head.starts_with("id;p") && head.lines().skip(1).any(is_cell)
}

/// `key: value` in a line of its own, whatever stands before it in a list of YAML: its key.
fn key(line: &str) -> Option<&str> {
    let (key, value) = line.trim_start_matches([' ', '-']).split_once(':')?;
    let is_key =
        !key.is_empty() && key.len() <= LONGEST_KEY && !key.contains([',', ';', '\t', '|', '"', '@']);
    (is_key && (value.is_empty() || value.starts_with([' ', '\r']))).then(|| key.trim())
}

/// The lines that are not blank; the last one may be cut off.
fn filled_lines(head: &str) -> Vec<&str> {
    let whole =
        if head.len() >= HEAD / 2 { head.rsplit_once('\n').map_or(head, |(whole, _)| whole) } else { head };
    whole.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect()
}

/// Lists of keys and values, each entry after a dash.
fn is_yaml(head: &str) -> bool {
    let lines = filled_lines(head);
    let entries = lines.iter().filter(|line| line.trim_start().starts_with("- ") && key(line).is_some());
    let known = lines.iter().filter(|line| key(line).is_some() || matches!(line.trim(), "---" | "-"));
    let first = lines.first().and_then(|line| key(line)).map_or(0, str::len);
    let is_begun = lines.first().is_some_and(|line| line.trim() == "---") || first > 0;
    is_begun && entries.count() >= 2 && known.count() == lines.len()
}

/// Lines of a word and what it says of somebody, the same words for each person.
fn is_blocks(head: &str) -> bool {
    let lines = filled_lines(head);
    let keys = lines.iter().filter_map(|line| key(line)).collect::<Vec<_>>();
    let mut different = keys.clone();
    different.sort_unstable();
    different.dedup();
    let known = different.iter().filter(|key| is_column_name(key)).count();
    let nearly_all = keys.len() * 10 >= lines.len() * 9;
    nearly_all && known >= FEWEST_KEYS && known * 2 >= different.len() && head.contains('@')
}

/// An object, or a list of objects or lists.
fn is_json(head: &str) -> bool {
    let next = |text: &str| text.trim_start().chars().next();
    match head.split_at_checked(1) {
        Some(("{", rest)) => matches!(next(rest), Some('"')) && rest.contains("\":") || rest.trim() == "}",
        Some(("[", rest)) => matches!(next(rest), Some('{' | '[')) || rest.trim() == "]",
        _ => false,
    }
}

/// Whether the first lines are `Name: value` with names that only mails have.
fn is_mail(head: &str) -> bool {
    let names = ["from:", "to:", "subject:", "date:", "mime-version:", "message-id:", "content-type:"];
    let lines = head.lines().take(12).filter(|line| names.iter().any(|name| line.starts_with(name)));
    let first = head.lines().next().is_some_and(|line| names.iter().any(|name| line.starts_with(name)));
    first && lines.count() > 2
}
