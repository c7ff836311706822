//! Bad, odd and hostile files, where a folder of them is there: `MUSTER_CORPORA` names it.
//!
//! Its `expected.jsonl` says of each file what independent readers made of it: `path`, `outcome` (`read`, `refused` or
//! `either`), and for one that is read `rows` and `columns` where they are certain, and the SHA-256 of its cells.

use std::fs;
use std::path::{Path, PathBuf};

use app::workbook::ChildReader;
use plan::inspect::{Inspection, inspect};
use plan::mapping::{MappingFile, Reading};
use plan::read::workbook::InProcess;
use plan::read::{Limits, Refusal, look};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct Expected {
    path: PathBuf,
    outcome: String,
    rows: Option<u32>,
    columns: Option<u32>,
    format: Option<String>,
    /// Of the JSON of all rows of text, the header first.
    cells_sha256: Option<String>,
}

/// The folder with the files and what is expected of each.
fn corpora() -> Option<(PathBuf, Vec<Expected>)> {
    let folder = std::env::var_os("MUSTER_CORPORA").map(PathBuf::from).filter(|folder| folder.is_dir())?;
    let expected = fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let lines = expected.lines().filter(|line| !line.is_empty());
    Some((folder, lines.map(|line| serde_json::from_str(line).unwrap()).collect()))
}

impl Expected {
    /// What is not as expected.
    fn differs(&self, found: &Result<Inspection, Refusal>) -> Option<String> {
        match (self.outcome.as_str(), found) {
            ("refused", Ok(found)) => Some(format!("read: {} rows", found.file.rows)),
            ("read", Err(refusal)) => Some(format!("{}: {refusal}", refusal.code)),
            ("read", Ok(found)) => {
                let file = &found.file;
                let same = self.rows.is_none_or(|rows| rows == file.rows)
                    && self.columns.is_none_or(|columns| columns == file.columns);
                (!same).then(|| format!("{} rows, {} columns", file.rows, file.columns))
            }
            _ => None,
        }
    }
}

#[test]
fn odd_and_hostile_files_are_read_as_others_read_them_or_refused() {
    let Some((folder, expected)) = corpora() else {
        return crate::skipped("the corpora: MUSTER_CORPORA names no folder");
    };
    let reader = ChildReader::of(Path::new(env!("CARGO_BIN_EXE_muster")).to_owned());
    let mut differing = Vec::new();
    for case in &expected {
        let Ok(bytes) = fs::read(folder.join(&case.path)) else { continue };
        let found = inspect(bytes, &MappingFile::default(), &Limits::default(), &reader);
        differing.extend(case.differs(&found).map(|how| format!("{}: {how}", case.path.display())));
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn text_files_are_read_cell_for_cell_as_others_read_them() {
    let Some((folder, expected)) = corpora() else {
        return crate::skipped("the corpora: MUSTER_CORPORA names no folder");
    };
    let is_text = |case: &&Expected| case.format.as_deref() == Some("csv") && case.cells_sha256.is_some();
    let (mut differing, mut compared) = (Vec::new(), 0);
    for case in expected.iter().filter(is_text) {
        let Ok(bytes) = fs::read(folder.join(&case.path)) else { continue };
        let sheet = look(bytes, &Reading::default(), &Limits::default(), &InProcess).unwrap();
        let json = serde_json::to_vec(&sheet.table()).unwrap();
        let digest = Sha256::digest(&json);
        let found = digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        compared += 1;
        if case.cells_sha256.as_ref() != Some(&found) {
            differing.push(format!("{}: {}", case.path.display(), String::from_utf8_lossy(&json)));
        }
    }
    assert!(differing.is_empty(), "{} of {compared} differ:\n{}", differing.len(), differing.join("\n"));
    assert!(compared > 20, "only {compared} files were there");
}
