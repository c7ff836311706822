//! One person: who they are, where they belong, what may be done to them, and what happened.

use askama::Template;

use super::reach::ReachCard;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Moment};

/// A word and its value; an absent value is a dash.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The word.
    pub word: &'static str,
    /// The value.
    pub value: Option<String>,
}

/// A team or a territory the person is in, or somebody else.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name, with its parents before it where it has some.
    pub path: String,
    /// Where its people are, or they.
    pub href: String,
}

/// One value that was changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// The field.
    pub word: &'static str,
    /// The value before; nothing for somebody new.
    pub old: Option<String>,
    /// The value afterwards.
    pub new: String,
}

/// The file that something came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name.
    pub file: String,
    /// The import's page.
    pub href: String,
    /// The row of the file.
    pub row: u32,
}

/// One thing that happened to the person.
#[derive(Clone, Debug)]
pub struct Trace {
    /// When.
    pub when: Moment,
    /// `Created`, `Changed`, `Joined`, `Phone handed on`.
    pub badge: Badge,
    /// The file that did it, if one did.
    pub source: Option<Source>,
    /// Whom the row is about, where it took something over from the person.
    pub to: Option<Group>,
    /// Who did it; nothing for what they did themselves.
    pub by: Option<String>,
    /// The values it set.
    pub changes: Vec<Change>,
}

/// A button of the page.
#[derive(Clone, Debug)]
pub struct Action {
    /// Where it leads: each asks first.
    pub href: String,
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
    /// The word.
    pub word: &'static str,
    /// Whether it is the first of them.
    pub main: bool,
}

/// The page of one person: Admins see anybody's, Managers who import those of their people.
#[derive(Clone, Debug, Template)]
#[template(path = "users/person.html")]
pub struct PersonPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Whether it is the page of who is signed in.
    pub is_you: bool,
    /// First and last name.
    pub name: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// The status.
    pub status: Badge,
    /// What follows from the status: `The invitation lapses on 26 March.`
    pub status_text: Option<String>,
    /// The address that keeps the person from joining: `e-mail address` or `phone`.
    pub unusable: Option<&'static str>,
    /// The page of the person's invitation, for Admins and while there is something to do about it.
    pub invitation: Option<String>,
    /// E-mail, phone, external id.
    pub contact: Vec<Fact>,
    /// The role.
    pub role: &'static str,
    /// What the role and the access let the person see.
    pub sees: String,
    /// The teams.
    pub teams: Vec<Group>,
    /// The territories.
    pub territories: Vec<Group>,
    /// What may be done to the person.
    pub actions: Vec<Action>,
    /// When the person was last here.
    pub seen: Option<Moment>,
    /// What happened to the person, the latest first; nothing for those who are no Admins.
    pub traces: Option<Vec<Trace>>,
    /// Where the audit log is narrowed to them, for Admins.
    pub log: Option<String>,
    /// How the person can be reached; nothing for those who are no Admins, and where there is nothing to say.
    pub reach: Option<ReachCard>,
}
