//! Which column feeds which field, with the evidence for it; reading options; one value for everybody.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::Field;

/// How a file is to be read, where the admin says so; what is `None` is found by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// The name of the sheet of a workbook.
    pub sheet: Option<String>,
    /// The encoding's label as WHATWG has it, such as `UTF-8`.
    pub encoding: Option<String>,
    /// The delimiter of a CSV file.
    pub delimiter: Option<char>,
    /// The quote character of a CSV file.
    pub quote: Option<char>,
    /// How a quote within a quoted cell of a CSV file is written.
    pub escape: Option<Escape>,
    /// The number of the header row, 1 for the first record; 0 where the file has none.
    pub header_row: Option<u32>,
}

/// How a quote within a quoted cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Escape {
    /// Doubled, as RFC 4180 has it.
    Doubled,
    /// Behind a backslash.
    Backslash,
}

/// Which name comes first where a column holds both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// `Ada Lovelace`.
    FirstLast,
    /// `Lovelace Ada`.
    LastFirst,
}

/// A mapping file: what somebody says about reading and columns. What it leaves out is found by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MappingFile {
    /// How the file is to be read.
    pub read: Reading,
    /// The field of a column by its index, 0 for the first; `None` for a column that is not imported.
    pub columns: BTreeMap<u32, Option<Field>>,
    /// What the account chose for the same header before, by the column's index. Evidence, not a choice: it is written
    /// down when a file comes in, so that the mapping stays the same whatever is chosen elsewhere meanwhile.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub remembered: BTreeMap<u32, Option<Field>>,
    /// Which name comes first in a column of full names; found by itself where nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<NameOrder>,
    /// One value for everybody.
    pub constants: BTreeMap<Field, String>,
}

/// One column of a sheet and where it goes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// 0 for the first column.
    pub index: u32,
    /// The header as the file has it.
    pub header: String,
    /// The field it feeds, if any.
    pub field: Option<Field>,
    /// How sure that is, from 0 to 1; 1 where somebody chose it.
    pub confidence: f64,
    /// Why, in a few plain words.
    pub why: String,
    /// The fields it might feed, the likeliest first; the field it feeds is one of them where it was found.
    pub candidates: Vec<Candidate>,
    /// Up to three different filled cells from the top.
    pub samples: Vec<String>,
    /// How many rows have this cell filled.
    pub filled: u32,
}

/// A field that a column might feed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The field.
    pub field: Field,
    /// How well it fits, from 0 to 1.
    pub confidence: f64,
}

/// A resolved mapping: every column of the sheet, and the values for everybody.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mapping {
    /// All columns, in the order of the sheet; one per field, but for those of [`Field::takes_columns`].
    pub columns: Vec<Column>,
    /// Which name comes first in a column of full names, where somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<NameOrder>,
    /// Which name comes first as the header of that column says. Cells that plainly say otherwise are believed more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names_by_header: Option<NameOrder>,
    /// One value for everybody; used only for a field that no column feeds.
    pub constants: BTreeMap<Field, String>,
    /// The column that says by id whom a row is about, where a form made the sheet ([`crate::form`]): that person and nobody
    /// else, or somebody new where the cell is blank. No file has one.
    #[serde(skip)]
    pub person: Option<u32>,
}

impl Mapping {
    /// The index of the column that feeds a field; the first of several.
    pub fn column_of(&self, field: Field) -> Option<u32> {
        self.columns_of(field).next()
    }

    /// The indexes of all columns that feed a field, ascending.
    pub fn columns_of(&self, field: Field) -> impl Iterator<Item = u32> {
        self.columns.iter().filter(move |column| column.field == Some(field)).map(|column| column.index)
    }

    /// The field that a column feeds.
    pub fn field_of(&self, column: u32) -> Option<Field> {
        self.columns.get(column as usize).and_then(|column| column.field)
    }

    /// Whether a field is fed, by a column or by one value for everybody.
    pub fn feeds(&self, field: Field) -> bool {
        self.column_of(field).is_some() || self.constants.contains_key(&field)
    }

    /// The fields that are needed to go on and that nothing feeds, in the order of the template: first and last name
    /// (or full name), e-mail, phone where everybody needs one, and role. None where each row says itself whom it is about.
    pub fn missing(&self, needs_phones: bool) -> Vec<Field> {
        if self.person.is_some() {
            return Vec::new();
        }
        let full = self.feeds(Field::FullName);
        [Field::FirstName, Field::LastName, Field::Email, Field::Phone, Field::Role]
            .into_iter()
            .filter(|field| {
                !(self.feeds(*field)
                    || !needs_phones && *field == Field::Phone
                    || full && matches!(field, Field::FirstName | Field::LastName))
            })
            .collect()
    }
}
