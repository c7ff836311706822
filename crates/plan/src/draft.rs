//! A sheet seen through a mapping and fixes: typed rows, findings, and the keys to look up.

use std::sync::Arc;

use crate::sheet::Sheet;

/// Typed rows of a sheet.
#[derive(Debug)]
pub struct Draft {
    pub(crate) sheet: Arc<Sheet>,
}
