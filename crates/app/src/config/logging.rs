//! Logs go to standard error: for a person on a terminal, one JSON object a line elsewhere.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use super::BadSetting;

/// Starts logging for the whole process. `quiet` is for commands that answer and end: they log only what goes wrong.
///
/// # Errors
/// Where the filter cannot be read.
pub fn start_logging(filter: Option<&str>, quiet: bool) -> Result<(), BadSetting> {
    let filter = filter.unwrap_or(if quiet { "warn" } else { "info" });
    let filter = EnvFilter::try_new(filter)
        .map_err(|problem| BadSetting(format!("The filter of the log cannot be read: {problem}.")))?;
    let terminal = std::io::stderr().is_terminal();
    let start =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(terminal);
    // A second start, in one process of tests, leaves the first in place.
    let _ = if terminal {
        start.with_target(false).try_init()
    } else {
        start.json().flatten_event(true).try_init()
    };
    Ok(())
}
