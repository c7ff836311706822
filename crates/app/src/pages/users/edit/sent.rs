//! What the form sends.

use std::fmt::Write as _;

use plan::form::{Edit, ListEdit};
use plan::plan::Fingerprint;
use plan::snapshot::{Access, Role};

use crate::pages::users::form::number;
use crate::pages::users::selection::Fields;

/// What is done to the list of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// It stays as it is.
    #[default]
    Keep,
    /// What is chosen is added.
    Add,
    /// What is chosen is taken out.
    Remove,
    /// It is what is chosen.
    Set,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Keep, Self::Add, Self::Remove, Self::Set];

    /// The word in the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Set => "set",
        }
    }

    /// What people read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Keep => "Keep",
            Self::Add => "Add",
            Self::Remove => "Take out",
            Self::Set => "Set",
        }
    }

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|way| way.as_str() == word).unwrap_or_default()
    }
}

/// A list as it was sent: what is chosen stays chosen where it is not asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub way: Way,
    pub ids: Vec<i64>,
}

impl Listed {
    /// Those that are chosen for something to be done with them.
    pub fn asked(&self) -> &[i64] {
        if self.way == Way::Keep { &[] } else { &self.ids }
    }

    fn edit(&self) -> ListEdit {
        let ids = self.ids.clone();
        match self.way {
            Way::Keep => ListEdit::Keep,
            Way::Add => ListEdit::Add(ids),
            Way::Remove => ListEdit::Remove(ids),
            Way::Set => ListEdit::Set(ids),
        }
    }

    fn in_short(&self) -> String {
        let ids: Vec<String> = self.ids.iter().map(i64::to_string).collect();
        format!("{} {}", self.way.as_str(), if self.edit().is_kept() { String::new() } else { ids.join(",") })
    }
}

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    pub role: Option<Role>,
    pub access: Option<Access>,
    pub teams: Listed,
    pub territories: Listed,
    /// The plan that was seen, and what was asked for then.
    pub seen: Option<Fingerprint>,
    pub asked: String,
    /// The number that was typed in.
    pub confirm: Option<u32>,
    /// Whether only to say what it comes to.
    pub look: bool,
}

impl Sent {
    /// Reads the fields that do not say who is chosen. Those of the list have other names.
    pub fn read(fields: Fields) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields {
            sent.take(&name, value);
        }
        for list in [&mut sent.teams, &mut sent.territories] {
            list.ids.sort_unstable();
            list.ids.dedup();
        }
        sent
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "set_role" => self.role = Role::ALL.into_iter().find(|role| role.as_str() == value),
            "set_access" => self.access = ACCESSES.into_iter().find(|access| access.as_str() == value),
            "teams_way" => self.teams.way = Way::of(&value),
            "teams" => self.teams.ids.extend(value.parse::<i64>()),
            "territories_way" => self.territories.way = Way::of(&value),
            "territories" => self.territories.ids.extend(value.parse::<i64>()),
            "fingerprint" => self.seen = Fingerprint::parse(&value),
            "asked" => self.asked = value,
            "confirm" => self.confirm = number(&value),
            "look" => self.look = true,
            _ => {}
        }
    }

    /// What is asked for.
    pub fn edit(&self) -> Edit {
        Edit {
            role: self.role,
            access: self.access,
            teams: self.teams.edit(),
            territories: self.territories.edit(),
        }
    }

    /// The plan that is agreed to. One that was seen when something else was asked for has to be looked at anew.
    pub fn agreed(&self) -> Option<Fingerprint> {
        self.seen.filter(|_| !self.look && self.asked == self.in_short())
    }

    /// What is asked for in a few words, which tell one thing asked for from another.
    pub fn in_short(&self) -> String {
        let mut text = String::new();
        let (role, access) = (self.role.map(Role::as_str), self.access.map(Access::as_str));
        let _ = write!(text, "{} {}", role.unwrap_or("keep"), access.unwrap_or("keep"));
        for list in [&self.teams, &self.territories] {
            let _ = write!(text, " {}", list.in_short());
        }
        text
    }
}

/// The accesses, in the order of the form.
pub(super) const ACCESSES: [Access; 2] = [Access::Limited, Access::Global];
