//! What came to nothing or not to all, and why: a line at the bottom of the page.

use serde::Deserialize;

/// One reason. It stands in the address once, after the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// No blank cell is below.
    NothingToFill,
    /// No cell says what is sought.
    NothingToReplace,
    /// The block says what the cells say.
    NothingToPaste,
    /// The block has more cells than are pasted at once.
    BlockTooLarge,
    /// A part of the block lies outside the rows and columns shown.
    BlockBeyond,
    /// A value was to be read as a name that nobody has.
    NoSuchName,
    /// The fixes of last time are made already, or none was ticked.
    NothingOfLastTime,
}

impl Note {
    /// The word in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NothingToFill => "nothing-to-fill",
            Self::NothingToReplace => "nothing-to-replace",
            Self::NothingToPaste => "nothing-to-paste",
            Self::BlockTooLarge => "block-too-large",
            Self::BlockBeyond => "block-beyond",
            Self::NoSuchName => "no-such-name",
            Self::NothingOfLastTime => "nothing-of-last-time",
        }
    }

    /// The sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NothingToFill => "Nothing to fill: this cell is blank, or the next cell below it is not.",
            Self::NothingToReplace => "Nothing to replace: no cell of the column says that.",
            Self::NothingToPaste => "Nothing to paste: the cells say that already.",
            Self::BlockTooLarge => {
                "A block of more than 5,000 cells is not pasted at once. Copy it in smaller parts."
            }
            Self::BlockBeyond => {
                "A part of the block lies beyond the rows and columns shown here and was left out."
            }
            Self::NoSuchName => "There is no such name. Choose one of the list, or create it.",
            Self::NothingOfLastTime => "No fix was made: none was ticked, or they are made already.",
        }
    }
}
