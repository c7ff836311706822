//! What kind of file a zip is, by the names of its parts.

use std::collections::BTreeMap;

use super::super::kind::no_table;
use super::super::{Reason, Refusal};
use super::refuse::unsupported;

/// A zip that is a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// An Office Open XML workbook.
    Xlsx,
    /// An OpenDocument spreadsheet, or a text or drawing, which only its content tells.
    Ods,
}

/// Tells a workbook from other files that are zips.
pub(super) fn container(parts: &BTreeMap<String, usize>) -> Result<Container, Refusal> {
    let has = |name: &str| parts.contains_key(name);
    let under = |folder: &str| parts.keys().any(|name| name.starts_with(folder));
    let refusal = if has("xl/workbook.bin") {
        unsupported("a binary workbook (.xlsb)")
    } else if has("content.xml") && (has("meta-inf/manifest.xml") || has("mimetype")) {
        return Ok(Container::Ods);
    } else if under("word/") {
        no_table("a Word document")
    } else if under("ppt/") {
        no_table("a presentation")
    } else if has("visio/document.xml") {
        no_table("a drawing")
    } else if has("index/document.iwa") || has("index.zip") || has("index/tables/datalist.iwa") {
        unsupported("a workbook of Numbers")
    } else if has("meta-inf/container.xml") {
        no_table("an electronic book")
    } else if has("meta-inf/manifest.mf") || has("androidmanifest.xml") {
        no_table("a program")
    } else if has("_rels/.rels") {
        return Ok(Container::Xlsx);
    } else {
        packed(parts)
    };
    Err(refusal)
}

/// A zip of files, one of which may be the table that is meant.
fn packed(parts: &BTreeMap<String, usize>) -> Refusal {
    const TABLES: [&str; 7] = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".xls"];
    let is_table =
        |name: &&String| !name.starts_with("__macosx/") && TABLES.iter().any(|ending| name.ends_with(ending));
    let tables = parts.keys().filter(is_table).take(3).map(|name| format!("“{}”", shown(name)));
    let tables = tables.collect::<Vec<_>>().join(", ");
    let what = if tables.is_empty() { String::new() } else { format!(" with {tables} in it") };
    Reason::FilePacked
        .because(format!("The file is a compressed folder (zip){what}. Unpack it and use the table inside."))
}

/// The last part of a path, cut where it is long.
fn shown(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).chars().take(60).collect()
}
