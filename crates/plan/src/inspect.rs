//! What a file is and how its columns match, before anything is planned.

use serde::Serialize;

use crate::field::Field;
use crate::mapping::{Column, Mapping, MappingFile};
use crate::matching::match_columns;
use crate::read::{Limits, Refusal, WorkbookReader, look};
use crate::sheet::{Origin, Sheet};

/// The answer of `muster inspect`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// What the file is.
    pub file: Origin,
    /// Its columns and the fields they feed.
    pub columns: Vec<Column>,
    /// The fields that are needed to go on and that nothing feeds.
    pub missing: Vec<Field>,
}

impl Inspection {
    /// Of a sheet and its mapping; of no account, and so as if everybody needed a phone.
    pub fn of(sheet: &Sheet, mapping: Mapping) -> Self {
        Self { file: sheet.origin().clone(), missing: mapping.missing(true), columns: mapping.columns }
    }
}

/// Reads a file and matches its columns; a file with a header and no rows too.
///
/// # Errors
/// Where the file cannot be read or the mapping file does not fit it.
pub fn inspect(
    bytes: Vec<u8>,
    wish: &MappingFile,
    limits: &Limits,
    workbook: &dyn WorkbookReader,
) -> Result<Inspection, Refusal> {
    inspect_sheet(&look(bytes, &wish.read, limits, workbook)?, wish)
}

/// Matches the columns of a file that was read already.
///
/// # Errors
/// Where the mapping file does not fit it.
pub fn inspect_sheet(sheet: &Sheet, wish: &MappingFile) -> Result<Inspection, Refusal> {
    let mapping = match_columns(sheet, wish, None)?;
    Ok(Inspection::of(sheet, mapping))
}
