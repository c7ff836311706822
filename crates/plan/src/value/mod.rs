//! The values of cells: parse, don't validate. Each newtype can hold only a good value in its one normal form.

pub mod phone;
