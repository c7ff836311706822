//! Bad, odd and hostile files, where a folder of them is there: `MUSTER_CORPORA` names it.
//!
//! Its `expected.jsonl` says of each file what independent readers made of it: `path`, `outcome` (`read`, `refused` or
//! `either`), and for one that is read `rows` and `columns` where they are certain.

use std::fs;
use std::path::{Path, PathBuf};

use app::workbook::ChildReader;
use plan::inspect::{Inspection, inspect};
use plan::mapping::MappingFile;
use plan::read::{Limits, Refusal};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    path: PathBuf,
    outcome: String,
    rows: Option<u32>,
    columns: Option<u32>,
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
    let Some(folder) = std::env::var_os("MUSTER_CORPORA").map(PathBuf::from).filter(|folder| folder.is_dir())
    else {
        return crate::skipped("the corpora: MUSTER_CORPORA names no folder");
    };
    let reader = ChildReader::of(Path::new(env!("CARGO_BIN_EXE_muster")).to_owned());
    let expected = fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let mut differing = Vec::new();
    for line in expected.lines().filter(|line| !line.is_empty()) {
        let case: Expected = serde_json::from_str(line).unwrap();
        let Ok(bytes) = fs::read(folder.join(&case.path)) else { continue };
        let found = inspect(bytes, &MappingFile::default(), &Limits::default(), &reader);
        differing.extend(case.differs(&found).map(|how| format!("{}: {how}", case.path.display())));
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
