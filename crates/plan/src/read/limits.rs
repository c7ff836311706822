//! How much is read at the most.

use serde::{Deserialize, Serialize};

/// The limits of reading; settings of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Filled rows after the header.
    pub rows: u32,
    /// Cells of a row.
    pub columns: u32,
    /// Bytes of a cell. A spreadsheet allows 32,767 characters.
    pub cell: u32,
    /// Bytes of a workbook once it is unpacked.
    pub unpacked: u64,
    /// Sheets of a workbook.
    pub sheets: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50_000_000,
            rows: 200_000,
            columns: 500,
            cell: 131_072,
            unpacked: 1_000_000_000,
            sheets: 255,
        }
    }
}

/// Offsets in a sheet are 32 bits wide, so no limit lets a longer file in.
pub(crate) const MOST_BYTES: u64 = u32::MAX as u64 - 1;
