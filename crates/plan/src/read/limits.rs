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

/// A number with commas between the thousands: 200,000.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let (first, rest) = digits.split_at(digits.len() - (digits.len() - 1) / 3 * 3);
    let groups = rest.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    std::iter::once(first.to_owned()).chain(groups).collect::<Vec<_>>().join(",")
}

/// Offsets in a sheet are 32 bits wide, so no limit lets a longer file in.
pub(crate) const MOST_BYTES: u64 = u32::MAX as u64 - 1;

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_told_apart() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (200_000, "200,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
