//! Bytes in, a [`Sheet`] out, whatever kind of file they are.
//!
//! Nothing of a file is lost or merged silently: what looks wrong at a row becomes a [`crate::sheet::Fault`], what is
//! wrong with the file as a whole a warning of its [`crate::sheet::Origin`], and what cannot be read a [`Refusal`] with
//! the place and the cure. This module decides nothing about what the cells mean.
//!
//! Start at [`read`]: it tells text from workbooks ([`kind`]), then goes on in [`csv`] or [`workbook`].

mod charset;
mod csv;
mod dialect;
mod document;
mod encoding;
mod encodings;
mod entities;
mod escapes;
pub(crate) mod foreign;
mod guarded;
mod guess;
pub(crate) mod header;
mod kind;
mod letters;
mod letters_of;
mod limits;
mod margins;
mod markup;
mod misread;
pub mod mojibake;
mod pasted;
pub(crate) mod quoted;
mod refusal;
mod shape;
mod sign;
mod signs_of;
mod spaced;
mod whole;
mod words;
pub mod workbook;

pub use self::encodings::{ENCODINGS, EncodingChoice, encoding_name};
pub(crate) use self::header::{Header, letters};
pub use self::limits::Limits;
pub(crate) use self::limits::{MOST_BYTES, grouped};
pub use self::pasted::{Pasted, pasted};
pub use self::refusal::{Reason, Refusal};
pub use self::workbook::WorkbookReader;
use crate::mapping::Reading;
use crate::sheet::Sheet;

/// Reads a file that has rows to plan.
///
/// Takes the bytes and makes the sheet of them in the same memory where that is possible.
///
/// # Errors
/// Any [`Reason`]; `file.no_rows` where nothing stands under the header.
pub fn read(
    bytes: Vec<u8>,
    reading: &Reading,
    limits: &Limits,
    workbook: &dyn WorkbookReader,
) -> Result<Sheet, Refusal> {
    let sheet = look(bytes, reading, limits, workbook)?;
    if sheet.is_empty() {
        return Err(Reason::FileNoRows.because(format!(
            "The header is in row {} and nobody stands under it. Fill in one row for each person, or say which row is \
             the header.",
            sheet.origin().header_row
        )));
    }
    Ok(sheet)
}

/// Reads a file as [`read`] does, a header without rows too: for looking at a file and matching its columns.
///
/// # Errors
/// Any [`Reason`] but `file.no_rows`.
pub fn look(
    bytes: Vec<u8>,
    reading: &Reading,
    limits: &Limits,
    workbook: &dyn WorkbookReader,
) -> Result<Sheet, Refusal> {
    check_size(bytes.len() as u64, limits)?;
    match kind::kind(&bytes) {
        kind::Kind::Text => csv::read(bytes, reading, limits),
        kind::Kind::Workbook => workbook::read(bytes, reading, limits, workbook),
        kind::Kind::Other(refusal) => Err(refusal),
    }
}

/// Whether a file of this size is read at all; asked before it is loaded.
///
/// # Errors
/// `file.too_large` and `file.empty`.
pub fn check_size(bytes: u64, limits: &Limits) -> Result<(), Refusal> {
    let most = limits.bytes.min(MOST_BYTES);
    if bytes > most {
        return Err(Reason::FileTooLarge.because(format!(
            "The file has {} MB; at most {} MB are read. Split it into smaller files.",
            bytes.div_ceil(1_000_000),
            most / 1_000_000
        )));
    }
    if bytes == 0 {
        return Err(
            Reason::FileEmpty.because("The file is empty. Save the spreadsheet again and use that file.")
        );
    }
    Ok(())
}
