//! What differs between a person before and after, field by field, in words.

use plan::plan::{Ref, Values};
use plan::snapshot::Status;
use plan::value::phone::PhoneNumber;

use super::rows::{Changed, Piece};
use super::text::plural;
use crate::pages::ui::{Badge, Kind};

/// A side of a person that can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// First or last name.
    Name,
    /// E-mail address.
    Email,
    /// Mobile phone.
    Phone,
    /// Role.
    Role,
    /// Territory access.
    Access,
    /// Teams.
    Teams,
    /// Territories.
    Territories,
    /// Suspended or not.
    Status,
    /// External System ID.
    ExternalId,
}

impl Side {
    /// All of them, in the order of the filters.
    pub const ALL: [Self; 9] = [
        Self::Role,
        Self::Territories,
        Self::Teams,
        Self::Phone,
        Self::Email,
        Self::Access,
        Self::Name,
        Self::ExternalId,
        Self::Status,
    ];

    /// The word on the filter and before the values.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Role => "Role",
            Self::Access => "Access",
            Self::Teams => "Teams",
            Self::Territories => "Territories",
            Self::Status => "Status",
            Self::ExternalId => "External ID",
        }
    }

    /// The word in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Role => "role",
            Self::Access => "access",
            Self::Teams => "teams",
            Self::Territories => "territories",
            Self::Status => "status",
            Self::ExternalId => "external_id",
        }
    }

    /// The side of a word in the address.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.key() == key)
    }

    /// Whether it differs.
    pub fn differs(self, before: &Values, after: &Values) -> bool {
        match self {
            Self::Name => (&before.first_name, &before.last_name) != (&after.first_name, &after.last_name),
            Self::Email => before.email != after.email,
            Self::Phone => before.phone != after.phone,
            Self::Role => before.role != after.role,
            Self::Access => before.access != after.access,
            Self::Teams => before.teams != after.teams,
            Self::Territories => before.territories != after.territories,
            Self::Status => before.status != after.status,
            Self::ExternalId => before.external_id != after.external_id,
        }
    }
}

/// The name of a team (`true`) or territory.
pub type Name<'a> = &'a dyn Fn(Ref, bool) -> String;

/// Everything that differs between two states of a person.
pub fn changes(name: Name<'_>, before: &Values, after: &Values) -> Vec<Changed> {
    Side::ALL
        .into_iter()
        .filter(|side| side.differs(before, after))
        .map(|side| change(name, side, before, after))
        .collect()
}

fn change(named: Name<'_>, side: Side, before: &Values, after: &Values) -> Changed {
    let one =
        |old: String, new: String| Changed { label: side.word(), old, new, list: Vec::new(), badge: None };
    match side {
        Side::Name => one(name(before), name(after)),
        Side::Email => one(before.email.clone(), after.email.clone()),
        Side::Phone => one(phone(before.phone), phone(after.phone)),
        Side::Role => one(before.role.to_string(), after.role.to_string()),
        Side::Access => one(before.access.to_string(), after.access.to_string()),
        Side::Teams => list(named, side, &before.teams, &after.teams),
        Side::Territories => list(named, side, &before.territories, &after.territories),
        Side::Status => {
            let seat = before.status == Status::Suspended;
            Changed {
                badge: seat.then(|| Badge::new(Kind::Plain, "armchair", "takes a seat")),
                ..one(before.status.to_string(), after.status.to_string())
            }
        }
        Side::ExternalId => {
            let id = |values: &Values| values.external_id.clone().unwrap_or_default();
            one(id(before), id(after))
        }
    }
}

fn list(named: Name<'_>, side: Side, before: &[Ref], after: &[Ref]) -> Changed {
    let name = |one: &Ref| named(*one, side == Side::Teams);
    let kept = before.iter().map(|one| {
        let class = if after.contains(one) { "" } else { "old" };
        Piece { text: name(one), class }
    });
    let added =
        after.iter().filter(|one| !before.contains(one)).map(|one| Piece { text: name(one), class: "new" });
    let list: Vec<Piece> = kept.chain(added).collect();
    let removed = list.iter().filter(|piece| piece.class == "old").count() as u32;
    let badge =
        (removed > 0).then(|| Badge::new(Kind::Warn, "user-minus", plural(removed, "removed", "removed")));
    Changed { label: side.word(), old: String::new(), new: String::new(), list, badge }
}

fn name(values: &Values) -> String {
    crate::pages::words::full_name(&values.first_name, &values.last_name)
}

fn phone(phone: Option<PhoneNumber>) -> String {
    phone.map(PhoneNumber::spaced).unwrap_or_default()
}
