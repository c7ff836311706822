//! Reading, matching and planning: bytes and a snapshot in, a [`plan::Plan`] out.
//!
//! This crate is pure. It knows no database, no network, no clock and no randomness: what it needs of the world
//! comes in as plain data ([`snapshot::Facts`], [`snapshot::People`]), today's date included. The web panel, the
//! command line and the tests all go the one way through it:
//!
//! ```text
//! bytes ─read─▶ Sheet ─match─▶ Mapping ─draft─▶ Draft ─decide─▶ Plan
//! ```
//!
//! Start at [`read::read`], [`matching::match_columns`], [`draft::draft`] and [`decide::decide`], in this order.

pub mod authority;
pub mod billing;
pub mod choices;
pub mod decide;
pub mod draft;
pub mod effect;
pub mod export;
pub mod field;
pub mod finding;
pub mod fix;
pub mod form;
pub mod grouping;
pub mod groups;
pub mod inspect;
pub mod json;
pub mod mapping;
pub mod matching;
pub mod plan;
pub mod read;
pub mod report;
pub mod sheet;
pub mod snapshot;
pub mod subject;
mod suggest;
pub mod value;
mod wording;
