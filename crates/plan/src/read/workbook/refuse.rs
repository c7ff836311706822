//! The refusals of workbooks, in the same words wherever they are found out.

use super::super::{Reason, Refusal};

/// What a part says that declares entities.
pub(super) const OWN_DOCTYPE: &str = "it declares a document type of its own";

/// More than a table of its size would take, and so made to do harm.
pub(super) fn hostile(what: &str) -> Refusal {
    Reason::WorkbookHostile.because(format!(
        "The workbook is not read because {what}. Copy its cells into a new workbook, save that and use it."
    ))
}

/// Not what a spreadsheet program writes.
pub(super) fn broken(what: &str) -> Refusal {
    Reason::WorkbookBroken.because(format!(
        "The workbook is damaged or not finished ({what}). Open it in a spreadsheet program, save it again and use that \
         file."
    ))
}

/// Behind a password.
pub(crate) fn encrypted() -> Refusal {
    Reason::WorkbookEncrypted.because(
        "The workbook is protected by a password. Open it, remove the password, save it and use that file.",
    )
}

/// A workbook of a kind that is not read.
pub(crate) fn unsupported(what: &str) -> Refusal {
    Reason::WorkbookUnsupported.because(format!(
        "The file is {what}. Open it in a spreadsheet program, save it as .xlsx or CSV and use that file."
    ))
}
