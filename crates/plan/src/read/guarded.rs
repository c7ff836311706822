//! Excel's guard for text: `="00123"`, a formula whose value is the text within. Programs write it into text files so that
//! Excel keeps the zeros of an id and the plus of a phone.

use memchr::memchr;

use super::grouped;

/// The text in a guard, its quotes doubled; `None` for any other cell.
pub(super) fn guarded(cell: &[u8]) -> Option<&[u8]> {
    let mut inner = cell.strip_prefix(b"=\"")?.strip_suffix(b"\"")?;
    let whole = inner;
    while let Some(quote) = memchr(b'"', inner) {
        inner = inner.get(quote + 1..)?.strip_prefix(b"\"")?;
    }
    Some(whole)
}

/// Cells that stood in a guard.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Guards {
    count: u32,
    /// The line of the first.
    first: u32,
}

impl Guards {
    pub(super) fn see(&mut self, line: u32) {
        if self.count == 0 {
            self.first = line;
        }
        self.count += 1;
    }

    pub(super) fn sentence(self) -> Option<String> {
        let first = grouped(self.first.into());
        match self.count {
            0 => None,
            1 => Some(format!(
                "A cell on line {first} is written as a formula that holds only a text, such as =\"00123\"; the text was read."
            )),
            _ => Some(format!(
                "{} cells are written as formulas that hold only a text, such as =\"00123\", the first on line {first}; the \
                 text was read.",
                grouped(self.count.into())
            )),
        }
    }
}
