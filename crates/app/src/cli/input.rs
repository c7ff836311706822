//! The files that a command is given.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use plan::read::{Limits, check_size};
use serde::de::DeserializeOwned;

use super::exit::CliError;

/// The bytes of a spreadsheet; one that is too large is not loaded.
///
/// # Errors
/// `file.unreadable` where the file cannot be opened, and what [`check_size`] refuses.
pub fn spreadsheet(path: &Path, limits: &Limits) -> Result<Vec<u8>, CliError> {
    let mut file = File::open(path).map_err(|problem| unreadable(path, &problem))?;
    let size = file.metadata().map_err(|problem| unreadable(path, &problem))?;
    if size.is_file() {
        check_size(size.len(), limits)?;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size.len()).unwrap_or(0));
    // One byte more than allowed, so that a pipe that is too long is refused as a file is.
    let most = limits.bytes.saturating_add(1);
    file.by_ref().take(most).read_to_end(&mut bytes).map_err(|problem| unreadable(path, &problem))?;
    Ok(bytes)
}

/// A file of JSON, such as a mapping file; `what` names it in an error: `mapping file`.
///
/// # Errors
/// `file.unreadable` where it cannot be opened, `code` where it says something else than it should.
pub fn json<T: DeserializeOwned>(path: &Path, what: &str, code: &'static str) -> Result<T, CliError> {
    let text = std::fs::read(path).map_err(|problem| unreadable(path, &problem))?;
    serde_json::from_slice(&text).map_err(|problem| {
        CliError::refused(code, format!("The {what} {} is not right: {problem}.", path.display()))
    })
}

fn unreadable(path: &Path, problem: &io::Error) -> CliError {
    let why = match problem.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => problem.to_string(),
    };
    CliError::refused("file.unreadable", format!("{} cannot be opened: {why}.", path.display()))
}
