//! The page of the form.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::Choice;
use crate::pages::users::{Consequence, Trace};

/// One thing to say at a field, or above the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whether it stands in the way.
    pub bad: bool,
    /// The sentences.
    pub text: String,
    /// Other values for the field, each on a button.
    pub uses: Vec<Use>,
    /// Whether the person who holds the phone can give it up.
    pub release: bool,
}

/// Another value for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What the button says.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A field that is typed.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of the field.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What stands in it.
    pub value: String,
    /// The kind of the input: `text`, `email`, `tel`.
    pub kind: &'static str,
    /// What to write there.
    pub hint: Option<&'static str>,
    /// Whether nobody can be without it.
    pub needed: bool,
    /// Whether it stays as it is for whoever is signed in.
    pub locked: bool,
    /// What there is to say.
    pub says: Vec<Said>,
}

/// A field that is chosen.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// The sides to choose from.
    pub choices: Vec<Choice>,
    /// What there is to say.
    pub says: Vec<Said>,
}

/// A team or a territory to choose.
#[derive(Clone, Debug)]
pub struct Pick {
    /// Its id.
    pub id: i64,
    /// Its name, with its parents before it.
    pub path: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Teams or territories.
#[derive(Clone, Debug)]
pub struct Picks {
    /// The name of the field.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Those to choose from.
    pub all: Vec<Pick>,
    /// How many are chosen, in words.
    pub chosen: String,
    /// Those that the person has and whoever is signed in cannot take away.
    pub kept: Vec<Kept>,
    /// What there is to say.
    pub says: Vec<Said>,
}

/// A team or territory that stays.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub path: String,
}

/// The number that has to be typed in.
#[derive(Clone, Debug)]
pub struct Guarding {
    /// One sentence why.
    pub why: String,
    /// What the number counts.
    pub label: String,
    /// The number.
    pub number: u32,
    /// Whether another one was typed.
    pub wrong: bool,
}

/// What happened to the person since the form was opened.
#[derive(Clone, Debug)]
pub struct Meanwhile {
    /// Each change, the latest first; none for those who are not told what it was.
    pub traces: Vec<Trace>,
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "users/form.html", blocks = ["says"])]
pub struct FormPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// Where to go back to, and its word.
    pub back: (String, String),
    /// `Add a user`, or the person's name.
    pub title: String,
    /// Whether it is for somebody new.
    pub is_new: bool,
    /// The version of the person that the form is about; nothing for somebody new.
    pub version: Option<i64>,
    /// What changed while the form was open.
    pub meanwhile: Option<Meanwhile>,
    /// What there is to say of no field.
    pub general: Vec<Said>,
    /// Name, address, phone.
    pub inputs: Vec<Input>,
    /// The id in another system.
    pub external_id: Input,
    /// The roles.
    pub role: Choosing,
    /// The accesses.
    pub access: Choosing,
    /// The teams.
    pub teams: Picks,
    /// The territories.
    pub territories: Picks,
    /// Whether the phone of somebody suspended is taken over.
    pub release: bool,
    /// What will happen besides; nothing while there is an error.
    pub consequences: Vec<Consequence>,
    /// The number to type in, if one.
    pub guard: Option<Guarding>,
    /// The fingerprint of what is shown; nothing while there is nothing to agree to.
    pub seen: Option<String>,
    /// What the button says.
    pub go: String,
}

impl Said {
    /// Whether it stands in the way; templates hand over references.
    pub const fn is_bad(&self) -> bool {
        self.bad
    }
}
