//! Why a file, or what somebody said about it, cannot be read at all.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $cause:literal, $cure:literal;)*) => {
        /// The kinds of refusal. The code of a reason is stable: it is in the documentation with cause and cure.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[$doc])* $variant,)*
        }

        impl Reason {
            /// Every reason, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable dotted code: `quote.unclosed`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// What is the case, in one sentence for the documentation.
            pub const fn cause(self) -> &'static str {
                match self { $(Self::$variant => $cause),* }
            }

            /// What to do about it, in one sentence for the documentation.
            pub const fn cure(self) -> &'static str {
                match self { $(Self::$variant => $cure),* }
            }
        }
    };
}

reasons! {
    /// There is nothing in the file.
    FileEmpty = "file.empty", "The file holds no text.", "Save the spreadsheet again and use that file.";
    /// Nobody stands under the header.
    FileNoRows = "file.no_rows", "The file has a header and no filled row under it.",
        "Fill in one row for each person, or say which row is the header.";
    /// The file has too many bytes.
    FileTooLarge = "file.too_large", "The file is larger than this installation reads.",
        "Split it, or have the limit raised.";
    /// The bytes are something else than a table.
    FileNotATable = "file.not_a_table", "The file is a PDF, an image, a web page or something else that is no table.",
        "Open it in the program that made it and save the table as CSV or XLSX.";
    /// The table is packed into an archive.
    FilePacked = "file.packed", "The file is an archive, such as a zip, with files in it.",
        "Unpack it and use the table inside.";
    /// The rows are too many.
    RowsTooMany = "rows.too_many", "The file has more rows than this installation reads.",
        "Split it, or have the limit raised.";
    /// A row has too many cells.
    ColumnsTooMany = "columns.too_many", "A row has more cells than this installation reads.",
        "Delete the columns that are not needed, or choose the right delimiter.";
    /// A cell is too long to be one.
    CellTooLong = "cell.too_long", "A cell is longer than any spreadsheet allows.",
        "Look for a quote that is not closed at the line named.";
    /// The header row asked for is not there.
    HeaderMissing = "header.missing", "The row that was named as the header is blank or past the end of the file.",
        "Name the row that holds the column names.";
    /// A quote is opened and never closed.
    QuoteUnclosed = "quote.unclosed", "A quote is opened and not closed before the end of the file.",
        "Close it at the line named, or delete it.";
    /// The text is in an encoding that cannot be read.
    EncodingUnreadable = "encoding.unreadable", "The text cannot be read in the encoding named or found.",
        "Save the file as CSV in UTF-8, or name the right encoding.";
    /// What was said about reading makes no sense.
    ReadingInvalid = "reading.invalid", "The reading options of the mapping file cannot be used.",
        "Correct the option named, or leave it out.";
    /// What was said about columns makes no sense.
    MappingInvalid = "mapping.invalid", "The mapping file does not fit this file or contradicts itself.",
        "Correct the entry named, or leave it out.";
    /// The workbook behaves like an attack.
    WorkbookHostile = "workbook.hostile", "Reading the workbook takes far more than a table of its size would.",
        "Copy the cells into a new workbook and save that.";
    /// The workbook has a password.
    WorkbookEncrypted = "workbook.encrypted", "The workbook is protected by a password.",
        "Open it, remove the password and save it again.";
    /// The workbook is damaged.
    WorkbookBroken = "workbook.broken", "The workbook is damaged or not finished.",
        "Open it in a spreadsheet program and save it again.";
    /// The workbook is of a kind that is not read.
    WorkbookUnsupported = "workbook.unsupported", "The workbook is neither XLSX nor ODS.",
        "Open it in a spreadsheet program and save it as XLSX or CSV.";
    /// The sheet asked for is not there, or none has a cell.
    WorkbookNoSheet = "workbook.no_sheet", "The workbook has no such sheet, or no sheet with a filled cell.",
        "Name one of its sheets.";
    /// Too many workbooks are being read.
    WorkbookBusy = "workbook.busy", "The reader of workbooks could not be started, or did not get to it in time.",
        "Try again in a moment, or save the table as CSV.";
}

impl Reason {
    /// The reason of a code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.code() == code)
    }

    /// A refusal for this reason.
    pub fn because(self, text: impl Into<String>) -> Refusal {
        Refusal { code: self.code(), text: text.into() }
    }
}

impl Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("not the code of a refusal"))
    }
}

/// A file that is not read, or a mapping that cannot be used: `{"code": "quote.unclosed", "text": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{text}")]
pub struct Refusal {
    /// The stable code of a [`Reason`].
    pub code: &'static str,
    /// What is the case and what to do, in plain words, with the place where there is one.
    pub text: String,
}
