//! What surrounds a page: who is signed in, the menu, a toast.

use plan::snapshot::Role;

use super::notice::Notice;
use super::ui::Toast;
use super::words;

/// An entry of the menu, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// What wants attention, and how people stand.
    Home,
    /// Files that were brought in.
    Imports,
    /// People of the account.
    Users,
    /// Who was invited, and where that stands.
    Invitations,
    /// The tree of teams.
    Teams,
    /// The tree of territories.
    Territories,
    /// Messages that wait because no mail or text service is set.
    Outbox,
    /// What holds for the account.
    Settings,
    /// Who did what.
    Audit,
}

impl Menu {
    /// The menu from left to right.
    pub const ALL: [Self; 9] = [
        Self::Home,
        Self::Imports,
        Self::Users,
        Self::Invitations,
        Self::Teams,
        Self::Territories,
        Self::Outbox,
        Self::Settings,
        Self::Audit,
    ];

    /// The word in the menu.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Imports => "Imports",
            Self::Users => "Users",
            Self::Invitations => "Invitations",
            Self::Teams => "Teams",
            Self::Territories => "Territories",
            Self::Outbox => "Outbox",
            Self::Settings => "Settings",
            Self::Audit => "Audit log",
        }
    }

    /// The address of the entry.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Imports => "/imports",
            Self::Users => "/users",
            Self::Invitations => "/invitations",
            Self::Teams => "/teams",
            Self::Territories => "/territories",
            Self::Outbox => "/outbox",
            Self::Settings => "/settings",
            Self::Audit => "/audit",
        }
    }
}

/// The frame of a page of somebody who is signed in. A page struct holds it as `shell`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shell {
    /// The name of the account.
    pub account: String,
    /// First and last name of who is signed in.
    pub person: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// The role by name.
    pub role: &'static str,
    /// Whether this is an Admin, who sees every page.
    pub is_admin: bool,
    /// The menu: of an Admin all of it, of a Manager who imports that and their people, of others none.
    pub menu: Vec<Menu>,
    /// The entry of the menu the page belongs to.
    pub current: Option<Menu>,
    /// Whether a payment service collects, and this is somebody who hears of it.
    pub collects: bool,
    /// What Admins are told on every page.
    pub notice: Option<Notice>,
    /// What just happened, said once.
    pub toast: Option<Toast>,
}

impl Shell {
    /// The frame for a person, outside the menu and without a toast; of a Manager, for one who may import.
    pub fn new(account: &str, first_name: &str, last_name: &str, role: Role) -> Self {
        Self {
            account: account.to_owned(),
            person: words::full_name(first_name, last_name),
            initials: words::initials(first_name, last_name),
            role: role.as_str(),
            is_admin: role == Role::Admin,
            menu: match role {
                Role::Admin => Menu::ALL.into(),
                Role::Manager => vec![Menu::Home, Menu::Imports, Menu::Users],
                Role::Sales => Vec::new(),
            },
            current: None,
            collects: false,
            notice: None,
            toast: None,
        }
    }

    /// Whether this entry of the menu is the current one; templates hand over references.
    pub fn is_at(&self, item: &Menu) -> bool {
        self.current == Some(*item)
    }

    /// The same frame with an entry of the menu marked as current.
    #[must_use]
    pub fn at(mut self, current: Menu) -> Self {
        self.current = Some(current);
        self
    }
}
