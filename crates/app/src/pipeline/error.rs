//! What can go wrong between a file and an applied import.

use plan::plan::Obstacle;
use plan::read::Refusal;
use store::apply::ApplyError;

/// Why the pipeline did not do what it was asked to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file, or what was said about it, cannot be read.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The plan cannot be applied as it is.
    #[error(transparent)]
    Obstacle(#[from] Obstacle),
    /// The plan is not the one that was looked at.
    #[error("{0}")]
    Moved(Moved),
    /// The approved import could not be applied.
    #[error(transparent)]
    Apply(ApplyError),
    /// The database did not do it; [`store::Error::NotFound`] for another account's import.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The time zone of the account is not known here.
    #[error("the time zone {0} is not known")]
    TimeZone(String),
    /// The work ended before its time: it panicked, or the program is being stopped.
    #[error("the work ended before it was done")]
    Ended,
}

/// The result of everything that the pipeline does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which half of a plan is another than the one that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What becomes of the rows.
    pub rows: bool,
    /// What follows from it: seats, charges, messages, guard.
    pub effects: bool,
}

impl std::fmt::Display for Moved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match (self.rows, self.effects) {
            (true, true) => "Since you looked at this import, its rows and their effects have changed.",
            (true, false) => "Since you looked at this import, rows of it have changed.",
            (false, _) => "Since you looked at this import, what it would cost or send has changed.",
        })
    }
}

impl From<ApplyError> for Error {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Store(error) => Self::Store(error),
            ApplyError::Obstacle(obstacle) => Self::Obstacle(obstacle),
            other => Self::Apply(other),
        }
    }
}
