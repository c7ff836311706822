//! Fixes: named, reversible corrections, as they stand in a fixes file.
//!
//! Value fixes hold for any file and are compared by folded text; row fixes hold for one sheet and one way of
//! reading it. A list of fixes is applied in one order whatever its own order: cells, repairs of damaged text, find and
//! replace, zeros filled up, list splitting, values, domains, row decisions, skips; of two fixes of one target the later wins. Only
//! replacements of one field go by their place in the list, each finding what the one before has left.
//!
//! [`fill_down`] and [`paste`] turn what somebody does in a grid into fixes; [`replaced`] shows find and replace before it
//! is done.

mod grid;

use serde::{Deserialize, Serialize};

pub use self::grid::{Replaced, block_size, fill_down, paste, replaced};
use crate::field::Field;
use crate::value::fold::fold;

/// One fix. The JSON is `{"fix": "map_value", "field": "role", "from": "Manger", "to": "Manager"}` and so on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "fix", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fix {
    /// Reads every cell (or list part) that folds to `from` as `to`.
    MapValue {
        /// The field whose values are mapped.
        field: Field,
        /// The value as the file has it.
        from: String,
        /// The value it is read as.
        to: String,
    },
    /// Creates a team or territory; a name that exists already is that name.
    CreateReference {
        /// [`Field::Teams`] or [`Field::Territories`].
        field: Field,
        /// The name to create.
        value: String,
        /// The name (or path) of the parent, if any.
        parent: Option<String>,
    },
    /// Drops a value from every cell (or list part) that has it.
    DropValue {
        /// The field whose values are dropped.
        field: Field,
        /// The value as the file has it.
        value: String,
    },
    /// Reads every address at a domain as one at another: `gmial.com` as `gmail.com`.
    ReplaceDomain {
        /// The domain as the file has it, without `@`, in any case.
        from: String,
        /// The domain in its place.
        to: String,
    },
    /// Repairs every cell of a field whose text was damaged by a wrong decoding: `JosÃ©` is `José`.
    RepairText {
        /// The field whose cells are repaired.
        field: Field,
    },
    /// Replaces a text wherever it stands in the cells of a field.
    ReplaceText {
        /// The field whose cells are searched.
        field: Field,
        /// The text that is sought, as it stands there; nothing is found where it is empty.
        find: String,
        /// The text in its place; may be empty.
        with: String,
        /// Whether only cells that say the sought text and nothing else count.
        #[serde(default)]
        whole: bool,
        /// Whether capitals and small letters differ.
        #[serde(default)]
        match_case: bool,
    },
    /// Fills every number of a field that has fewer digits than a length up with zeros before it: `123` as `00123`.
    PadZeros {
        /// The field whose numbers are filled up.
        field: Field,
        /// The digits that they have then.
        length: u8,
    },
    /// Replaces the cell of a field in some rows.
    SetCells {
        /// Row numbers as the spreadsheet shows them.
        rows: Vec<u32>,
        /// The field whose cell is replaced.
        field: Field,
        /// The new text; empty for a blank cell.
        value: String,
    },
    /// Leaves rows out.
    SkipRows {
        /// Row numbers as the spreadsheet shows them.
        rows: Vec<u32>,
    },
    /// Of rows that share a key keeps one and leaves out the others.
    KeepOne {
        /// Row numbers as the spreadsheet shows them.
        rows: Vec<u32>,
        /// The row that stays.
        keep: u32,
    },
    /// Says that the person whom the row's e-mail or phone finds is the person meant.
    SamePerson {
        /// Row numbers as the spreadsheet shows them.
        rows: Vec<u32>,
    },
    /// Clears the phone of the suspended person who holds it.
    Release {
        /// Always [`Field::Phone`].
        field: Field,
        /// Row numbers as the spreadsheet shows them.
        rows: Vec<u32>,
    },
    /// Makes the suspended person of the row active again.
    Reactivate {
        /// Row numbers as the spreadsheet shows them.
        rows: Vec<u32>,
    },
}

impl Fix {
    /// Whether this fix holds for any file (and may be offered again for the next one).
    pub const fn is_value_fix(&self) -> bool {
        matches!(
            self,
            Self::MapValue { .. }
                | Self::CreateReference { .. }
                | Self::DropValue { .. }
                | Self::ReplaceDomain { .. }
                | Self::RepairText { .. }
                | Self::ReplaceText { .. }
                | Self::PadZeros { .. }
        )
    }

    /// What a value fix is about, as one text: of two with the same target the later wins. `None` for a row fix.
    pub fn target(&self) -> Option<String> {
        let of = |what: &str, field: Field, value: &str| Some(format!("{what} {} {value}", field.key()));
        match self {
            Self::MapValue { field, from: value, .. }
            | Self::DropValue { field, value }
            | Self::CreateReference { field, value, .. } => of("value", *field, &fold(value)),
            Self::ReplaceDomain { from, .. } => {
                Some(format!("domain {}", from.trim().trim_start_matches('@').to_ascii_lowercase()))
            }
            Self::RepairText { field } => of("repair", *field, ""),
            Self::PadZeros { field, .. } => of("zeros", *field, ""),
            Self::ReplaceText { field, find, whole, match_case, .. } => {
                let find = if *match_case { find.clone() } else { find.to_lowercase() };
                of(&format!("text {whole} {match_case}"), *field, &find)
            }
            _ => None,
        }
    }

    /// The row numbers a row fix names; none for a value fix.
    pub fn rows(&self) -> &[u32] {
        match self {
            Self::SetCells { rows, .. }
            | Self::SkipRows { rows }
            | Self::KeepOne { rows, .. }
            | Self::SamePerson { rows }
            | Self::Release { rows, .. }
            | Self::Reactivate { rows } => rows,
            Self::MapValue { .. }
            | Self::CreateReference { .. }
            | Self::DropValue { .. }
            | Self::ReplaceDomain { .. }
            | Self::RepairText { .. }
            | Self::ReplaceText { .. }
            | Self::PadZeros { .. } => &[],
        }
    }
}
