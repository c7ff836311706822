//! A part of a long list.

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many entries come before it.
    pub offset: u32,
    /// How many entries it has at most.
    pub limit: u32,
}

impl Default for Page {
    fn default() -> Self {
        Self { offset: 0, limit: 50 }
    }
}

/// A part of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The entries of the part.
    pub rows: Vec<T>,
    /// How many entries the whole list has.
    pub total: u32,
}
