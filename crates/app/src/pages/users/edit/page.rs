//! The page of the form.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::Choice;
use crate::pages::users::{Consequence, Guarding, Picks, Told};

/// Teams or territories: what is done to the list of each, and which of them.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The name of the field.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What can be done: keep, add, take out, set.
    pub ways: Vec<Choice>,
    /// Those to choose from.
    pub picks: Picks,
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "users/edit.html")]
pub struct EditPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Where to go back to, and its word.
    pub back: (String, String),
    /// `Edit 14 people`.
    pub title: String,
    /// What is the matter that nothing was done.
    pub moved: Option<String>,
    /// Whether it was sent without anything to change.
    pub nothing: bool,
    /// The roles that all of them can get; none where there is only one.
    pub roles: Vec<Choice>,
    /// The accesses.
    pub accesses: Vec<Choice>,
    /// Teams and territories.
    pub lists: Vec<Listing>,
    /// Who changes and how, who stays and why.
    pub told: Told,
    /// `12 of 14 people change.`; nothing while nothing is asked for.
    pub summary: Option<String>,
    /// What else follows.
    pub consequences: Vec<Consequence>,
    /// The number to type in, if one.
    pub guard: Option<Guarding>,
    /// Who is chosen, as hidden fields.
    pub fields: Vec<(&'static str, String)>,
    /// The fingerprint of what is shown, and what was asked for then; nothing while there is nothing to agree to.
    pub seen: Option<(String, String)>,
    /// What the button says that does it; nothing where there is nothing to do.
    pub go: Option<String>,
}
