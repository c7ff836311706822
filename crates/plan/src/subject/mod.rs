//! What an import can be about, and the fields and rules of each subject.

pub mod users;

use serde::{Deserialize, Serialize};

/// What an import is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The people of an account.
    #[default]
    Users,
}

impl Subject {
    /// The name on the command line and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
        }
    }

    /// The subject of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        (key == "users").then_some(Self::Users)
    }
}
