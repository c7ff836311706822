//! Numbers of a workbook as the spreadsheet shows them.
//!
//! What is shown and what is not, and why, is in decision 0008: zeros, signs and decimals as the format says, but every
//! digit of a whole number, no separators between thousands, and dates in ISO 8601.
//!
//! Start at [`NumberFormat`].

mod date;
mod decimal;
mod format;
mod shape;

pub(super) use self::date::Epoch;
pub(super) use self::format::NumberFormat;

/// What to know about a number that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As the spreadsheet shows it.
    Well,
    /// With all its digits, though the spreadsheet may show `1.55E+10`.
    Longer,
    /// Of more digits than a spreadsheet keeps, so that the last ones may be wrong.
    Rounded,
    /// A number without a format of its own: what leading zeros it had, it has lost.
    Plain,
}
