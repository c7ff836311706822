//! What the admin decides about the whole import, and who that is.

mod inviting;

use serde::{Deserialize, Serialize};

pub use self::inviting::{Inviting, SendAt};
use crate::snapshot::Role;

/// What happens to rows of people the account already has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// They are left alone; the plan still says what would have changed.
    #[default]
    Skip,
    /// They are changed to what the file says.
    Update,
}

/// What happens to suspended people who are in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspended {
    /// They stay suspended.
    #[default]
    Leave,
    /// They become active again, each with a seat.
    Reactivate,
}

/// Where the people of the rows stand afterwards. Forms say it, and no file does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Where they stand now.
    #[default]
    Keep,
    /// Active people are suspended: their sessions end and their seats are free.
    Suspend,
    /// The invitations of invited people are cancelled: their links end, and e-mails, phones and seats are free.
    Cancel,
}

impl Standing {
    /// Whether people stay where they stand.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

/// The choices of an import; the default is the careful one everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// What happens to people the account already has.
    pub existing: Existing,
    /// What happens to suspended people in the file.
    pub suspended: Suspended,
    /// Apply the rows without an error and leave the blocked ones out, instead of waiting until all are right.
    pub valid_rows_only: bool,
    /// When new people get an invitation by e-mail and text.
    pub invites: Inviting,
    /// Where the people of the rows stand afterwards.
    #[serde(skip_serializing_if = "Standing::is_kept")]
    pub standing: Standing,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            existing: Existing::Skip,
            suspended: Suspended::Leave,
            valid_rows_only: false,
            invites: Inviting::Now,
            standing: Standing::Keep,
        }
    }
}

/// Who imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Actor {
    /// The person who hosts Muster, at the command line: has an Admin's rights and is nobody of the account.
    Operator,
    /// A person of the account.
    Person {
        /// The person's id in the account.
        id: i64,
        /// The role at the time of the snapshot.
        role: Role,
    },
    /// The payment service: what Muster writes down on its word. It acts on no plan and has a right to nothing.
    Service,
}

impl Actor {
    /// The role whose rights the actor has.
    pub const fn role(self) -> Role {
        match self {
            Self::Operator => Role::Admin,
            Self::Service => Role::Sales,
            Self::Person { role, .. } => role,
        }
    }

    /// The person who acts, where it is one of the account.
    pub const fn person(self) -> Option<i64> {
        match self {
            Self::Operator | Self::Service => None,
            Self::Person { id, .. } => Some(id),
        }
    }
}
