//! How a command ends: the exit codes that scripts rely on, and errors in words.

use std::borrow::Cow;
use std::io;

use plan::read::Refusal;
use serde_json::json;

use crate::config::BadSetting;
use crate::installation;
use crate::spreadsheet::SpreadsheetError;

/// The exit codes. Scripts rely on the numbers; change this only by adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, clean or read.
    Done = 0,
    /// Anything unexpected; for `check`, a broken invariant.
    Unexpected = 1,
    /// Usage, unreadable or refused input, a needed field not matched, a schema that is absent or old.
    Refused = 2,
    /// The plan has blocked rows and nothing was done; with `--valid-rows-only`, none could be applied.
    Blocked = 3,
    /// The fingerprint is of another plan.
    Stale = 4,
    /// The guard wants `--confirm`.
    Guarded = 5,
}

/// Why a command ended without doing what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct CliError {
    /// The exit code.
    pub exit: Exit,
    /// A stable dotted code.
    pub code: Cow<'static, str>,
    /// What is the case and what to do.
    pub text: String,
}

impl CliError {
    /// Something about the input or the call that has to be put right first.
    pub fn refused(code: &'static str, text: impl Into<String>) -> Self {
        Self { exit: Exit::Refused, code: code.into(), text: text.into() }
    }

    /// Something that should not happen.
    pub fn unexpected(text: impl Into<String>) -> Self {
        Self { exit: Exit::Unexpected, code: "unexpected".into(), text: text.into() }
    }

    /// The error as `--json` prints it.
    pub fn to_json(&self) -> serde_json::Value {
        json!({"error": {"code": self.code, "text": self.text}})
    }
}

/// The code of an answer that nobody reads any more, such as that of `muster history | head -1`.
const READER_GONE: &str = "output.closed";

impl CliError {
    /// Whether whoever read the answer has gone, which is nothing to speak of.
    pub fn is_reader_gone(&self) -> bool {
        self.code == READER_GONE
    }
}

impl From<Refusal> for CliError {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal.code, refusal.text)
    }
}

impl From<BadSetting> for CliError {
    fn from(problem: BadSetting) -> Self {
        Self::refused("setting.invalid", problem.0)
    }
}

/// Errors of writing the answer; what reads a file says which one.
impl From<io::Error> for CliError {
    fn from(problem: io::Error) -> Self {
        if problem.kind() == io::ErrorKind::BrokenPipe {
            return Self { exit: Exit::Done, code: READER_GONE.into(), text: String::new() };
        }
        Self::unexpected(format!("The answer could not be written: {problem}."))
    }
}

impl From<SpreadsheetError> for CliError {
    fn from(problem: SpreadsheetError) -> Self {
        match problem {
            SpreadsheetError::Io(problem) => problem.into(),
            SpreadsheetError::TooLarge => Self::refused(
                "format.too_small",
                "XLSX has no room for so many rows or so long a cell. Choose CSV.",
            ),
            SpreadsheetError::Workbook(problem) => {
                Self::unexpected(format!("The workbook could not be made: {problem}."))
            }
        }
    }
}

impl From<installation::Error> for CliError {
    fn from(problem: installation::Error) -> Self {
        match problem {
            installation::Error::Setting(problem) => problem.into(),
            installation::Error::Store(problem) => problem.into(),
        }
    }
}

impl From<store::Error> for CliError {
    fn from(problem: store::Error) -> Self {
        use store::{Error, SchemaState};
        let text = sentence(&problem.to_string());
        match problem {
            Error::NoDatabase(_) | Error::Schema(SchemaState::Absent) => {
                Self::refused("schema.absent", format!("{text} `muster migrate` makes it."))
            }
            Error::Schema(SchemaState::Newer(_)) => {
                Self::refused("schema.newer", format!("{text} Use that version of the program."))
            }
            Error::Schema(_) => {
                Self::refused("schema.old", format!("{text} `muster migrate` brings it up to date."))
            }
            Error::Address(_) => Self::refused("setting.invalid", text),
            Error::OtherKey => Self::refused(
                "key.other",
                format!(
                    "{text} Use that one: MUSTER_SECRET_KEY, or the file secret.key in the data directory."
                ),
            ),
            Error::NotFound(what) => {
                Self { code: format!("{what}.unknown").into(), ..Self::refused("", text) }
            }
            Error::Conflict(_) => Self::refused("value.taken", text),
            Error::Refused(_) => Self::refused("state.wrong", text),
            Error::Billing(_) => Self::refused("billing.invalid", text),
            Error::Busy => Self { code: "busy".into(), ..Self::unexpected(text) },
            Error::Stale(_) => Self { exit: Exit::Stale, ..Self::refused("plan.stale", text) },
            _ => Self::unexpected(text),
        }
    }
}

/// A message as a sentence: a capital at its start and a full stop at its end.
fn sentence(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
