//! The list of people.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Choice, Moment, Pager, Tab};

/// What the list is narrowed to, besides the tab.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of a name, e-mail, phone or external id.
    pub find: String,
    /// The status of the tab, kept while the rest is narrowed.
    pub status: String,
    /// The imports to choose from.
    pub imports: Vec<Choice>,
    /// Where invitations stand, to choose from.
    pub invitations: Vec<Choice>,
    /// The roles to choose from.
    pub roles: Vec<Choice>,
    /// The teams to choose from.
    pub teams: Vec<Choice>,
    /// The territories to choose from.
    pub territories: Vec<Choice>,
    /// When people were last here, to choose from.
    pub seen: Vec<Choice>,
    /// All of it as it stands, for what is done to the whole list.
    pub pairs: Vec<(&'static str, String)>,
}

/// A button for those who are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// What it does, as addresses have it.
    pub act: &'static str,
    /// The word.
    pub word: &'static str,
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
}

/// A person in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// The person's id.
    pub id: i64,
    /// The person's page.
    pub href: String,
    /// First and last name.
    pub name: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// Whether it is who looks at the list.
    pub is_you: bool,
    /// The address.
    pub email: String,
    /// The phone as it is dialled; nothing where it was handed on.
    pub phone: Option<String>,
    /// The role.
    pub role: &'static str,
    /// The teams, with commas between; nothing for none.
    pub teams: String,
    /// `Every record`, or the territories with commas between; nothing for none.
    pub territories: String,
    /// The status.
    pub status: Badge,
    /// The id in the other system.
    pub external_id: Option<String>,
    /// When an import last made or changed the person, and the import.
    pub last_import: Option<(Moment, String)>,
    /// When the person was last here.
    pub seen: Option<Moment>,
}

/// The page with everybody of the account.
#[derive(Clone, Debug, Template)]
#[template(path = "users/list.html")]
pub struct UsersPage {
    /// Who is signed in.
    pub shell: Shell,
    /// `244 of 244 seats used.`
    pub seats: String,
    /// What is the matter with how many invitations, and where their people are listed.
    pub attention: Vec<(String, String)>,
    /// How many the list has, for the button that downloads them and for what is done to all of them.
    pub total: String,
    /// Where the list is taken away as a file, as CSV and as XLSX.
    pub downloads: (String, String),
    /// What can be done to those who are chosen.
    pub moves: Vec<Move>,
    /// All, and each status.
    pub tabs: Vec<Tab>,
    /// What the list is narrowed to.
    pub filter: Filter,
    /// The people of this page of the list.
    pub people: Vec<Line>,
    /// `1 to 50 of 248`.
    pub summary: String,
    /// The pages of the list.
    pub pager: Pager,
}
