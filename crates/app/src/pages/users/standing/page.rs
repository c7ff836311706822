//! The page that asks.

use askama::Template;
use plan::choices::{Choices, Existing, Standing, Suspended};

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::users::{Consequence, Guarding, Told};
use crate::pages::words;

/// What is done to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving {
    /// Suspend.
    Suspend,
    /// Make active again.
    Reactivate,
    /// Cancel the invitation.
    Cancel,
}

impl Moving {
    /// Everything that can be done.
    pub const ALL: [Self; 3] = [Self::Suspend, Self::Reactivate, Self::Cancel];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Reactivate => "reactivate",
            Self::Cancel => "cancel",
        }
    }

    /// What is done, of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// The words of a button.
    pub const fn button(self) -> &'static str {
        match self {
            Self::Suspend => "Suspend",
            Self::Reactivate => "Reactivate",
            Self::Cancel => "Cancel invitation",
        }
    }

    /// The icon of the button.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Suspend => "player-pause",
            Self::Reactivate => "user-check",
            Self::Cancel => "ban",
        }
    }

    /// The choices that do it. Whoever cannot be moved so is left out and named.
    pub fn choices(self) -> Choices {
        let (standing, suspended) = match self {
            Self::Suspend => (Standing::Suspend, Suspended::Leave),
            Self::Reactivate => (Standing::Keep, Suspended::Reactivate),
            Self::Cancel => (Standing::Cancel, Suspended::Leave),
        };
        Choices {
            existing: Existing::Update,
            suspended,
            standing,
            valid_rows_only: true,
            ..Choices::default()
        }
    }

    /// Of so many people who stand there already.
    pub(super) fn there(self, number: u64) -> String {
        let who = words::counted(number, "person stands", "people stand");
        match self {
            Self::Suspend => format!("{who} there already, suspended."),
            Self::Reactivate => format!("{who} as they are: nobody suspended."),
            Self::Cancel => format!("{who} as they are."),
        }
    }

    /// `Suspend Ana Ruiz`, `Cancel the invitations of 3 people`.
    pub(super) fn of_whom(self, whom: &str, several: bool) -> String {
        match (self, several) {
            (Self::Suspend, _) => format!("Suspend {whom}"),
            (Self::Reactivate, _) => format!("Reactivate {whom}"),
            (Self::Cancel, false) => format!("Cancel the invitation of {whom}"),
            (Self::Cancel, true) => format!("Cancel the invitations of {whom}"),
        }
    }

    /// The same once it is done.
    pub(super) fn done(self, whom: &str, several: bool) -> String {
        match (self, several) {
            (Self::Suspend, false) => format!("{whom} is suspended."),
            (Self::Suspend, true) => format!("{whom} are suspended."),
            (Self::Reactivate, false) => format!("{whom} is active again."),
            (Self::Reactivate, true) => format!("{whom} are active again."),
            (Self::Cancel, false) => format!("The invitation of {whom} is cancelled."),
            (Self::Cancel, true) => format!("The invitations of {whom} are cancelled."),
        }
    }
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "users/standing.html")]
pub struct StandingPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Where to go back to, and its word.
    pub back: (String, String),
    /// What is done.
    pub moving: Moving,
    /// `Suspend 3 people?`
    pub title: String,
    /// What is the matter that it is shown anew.
    pub moved: Option<String>,
    /// Who is moved, who stays, and why.
    pub told: Told,
    /// What else follows.
    pub consequences: Vec<Consequence>,
    /// The number to type in, if one.
    pub guard: Option<Guarding>,
    /// The fields of the form, hidden.
    pub fields: Vec<(&'static str, String)>,
    /// The fingerprint of what is shown.
    pub seen: String,
    /// What the button says; nothing where there is nothing to do.
    pub go: Option<String>,
}
