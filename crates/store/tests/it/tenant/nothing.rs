//! What an answer is that tells nothing of anybody else: nobody, none, no row, or that there is no such thing.

use std::collections::BTreeMap;

use store::{Error, Listed, invitations};

/// Whether an answer tells nothing of anybody else.
pub trait Nothing {
    fn nothing(&self) -> bool;
}

impl<T: Nothing> Nothing for Result<T, Error> {
    fn nothing(&self) -> bool {
        match self {
            Ok(answer) => answer.nothing(),
            Err(error) => matches!(error, Error::NotFound(_)),
        }
    }
}

impl<T> Nothing for Vec<T> {
    fn nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<K, T> Nothing for BTreeMap<K, T> {
    fn nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Nothing for Option<T> {
    fn nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T> Nothing for Listed<T> {
    fn nothing(&self) -> bool {
        self.rows.is_empty() && self.total == 0
    }
}

/// Done, to nothing: that the victim is untouched is looked at afterwards.
impl Nothing for () {
    fn nothing(&self) -> bool {
        true
    }
}

impl Nothing for bool {
    fn nothing(&self) -> bool {
        !self
    }
}

/// A number of rows.
impl Nothing for u64 {
    fn nothing(&self) -> bool {
        *self == 0
    }
}

impl Nothing for u32 {
    fn nothing(&self) -> bool {
        *self == 0
    }
}

impl Nothing for invitations::Attention {
    fn nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Nothing for invitations::bulk::Again {
    fn nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Nothing for invitations::Counts {
    fn nothing(&self) -> bool {
        self.all == 0
    }
}
