//! The list that people were picked from: that of people, or that of invitations.

use crate::pages::invitations;
use crate::pages::users::asked;

/// What a form says of its list, with what that was narrowed to.
pub(super) enum Source {
    /// The list of people.
    People(asked::Asked),
    /// The list of invitations.
    Invitations(invitations::Asked),
}

const FROM: (&str, &str) = ("from", "invitations");

impl Source {
    /// The list that the fields of a form are of, narrowed to nothing yet.
    pub fn of(fields: &[(String, String)]) -> Self {
        if fields.iter().any(|(name, value)| (name.as_str(), value.as_str()) == FROM) {
            Self::Invitations(invitations::Asked::default())
        } else {
            Self::People(asked::Asked::default())
        }
    }

    /// Takes a field of a form, if the list is narrowed by it.
    pub fn take(&mut self, name: &str, value: String) {
        match self {
            Self::People(asked) => asked.take(name, value),
            Self::Invitations(asked) => asked.take(name, value),
        }
    }

    /// The address of the list, and its word.
    pub fn back(&self) -> (String, String) {
        match self {
            Self::People(asked) => (asked.address().to_string(), "Users".to_owned()),
            Self::Invitations(asked) => (asked.address().to_string(), "Invitations".to_owned()),
        }
    }

    /// The same once more, as fields.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::People(asked) => asked.pairs(),
            Self::Invitations(asked) => {
                let mut pairs = asked.pairs();
                pairs.push((FROM.0, FROM.1.to_owned()));
                pairs
            }
        }
    }
}
