//! The fields of a user that a column can feed.

use serde::{Deserialize, Serialize};

/// One thing a user has that a spreadsheet can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Both names in one column; split into first and last.
    FullName,
    /// The person's own e-mail address.
    Email,
    /// The person's own mobile phone.
    Phone,
    /// `Sales`, `Manager` or `Admin`.
    Role,
    /// A list of team names.
    Teams,
    /// `Global` or `Limited`.
    TerritoryAccess,
    /// A list of territory names.
    Territories,
    /// The person's id in the system the file came from.
    ExternalId,
    /// The country that a phone without its country's number is of. No part of a person: it only helps to read the row.
    Country,
}

impl Field {
    /// Every field, in the order of the template (full name after the last name), then what only helps to read a row.
    pub const ALL: [Self; 11] = [
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::Email,
        Self::Phone,
        Self::Role,
        Self::Teams,
        Self::TerritoryAccess,
        Self::Territories,
        Self::ExternalId,
        Self::Country,
    ];

    /// The fields that hold a person's name.
    pub const NAMES: [Self; 3] = [Self::FirstName, Self::LastName, Self::FullName];

    /// The nine fields of the template, in its order.
    pub const TEMPLATE: [Self; 9] = [
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::Phone,
        Self::Role,
        Self::Teams,
        Self::TerritoryAccess,
        Self::Territories,
        Self::ExternalId,
    ];

    /// The headers of the template, in its order.
    pub const TEMPLATE_HEADERS: [&'static str; 9] = [
        Self::FirstName.header(),
        Self::LastName.header(),
        Self::Email.header(),
        Self::Phone.header(),
        Self::Role.header(),
        Self::Teams.header(),
        Self::TerritoryAccess.header(),
        Self::Territories.header(),
        Self::ExternalId.header(),
    ];

    /// The name used in JSON, mapping files and fixes: `first_name`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Role => "role",
            Self::Teams => "teams",
            Self::TerritoryAccess => "territory_access",
            Self::Territories => "territories",
            Self::ExternalId => "external_id",
            Self::Country => "country",
        }
    }

    /// The field of a [`Field::key`]; `None` for any other text.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// Whether it holds a person's name, or a part of one.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::FirstName | Self::LastName | Self::FullName)
    }

    /// The name people read: `First name`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::FullName => "Full name",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Role => "Role",
            Self::Teams => "Teams",
            Self::TerritoryAccess => "Territory access",
            Self::Territories => "Territories",
            Self::ExternalId => "External System ID",
            Self::Country => "Country",
        }
    }

    /// The header of this field in the template; a full name and a country have none there and answer `Full Name` and
    /// `Country`.
    pub const fn header(self) -> &'static str {
        match self {
            Self::FirstName => "First Name",
            Self::LastName => "Last Name",
            Self::FullName => "Full Name",
            Self::Email => "Email",
            Self::Phone => "Phone",
            Self::Role => "Role",
            Self::Teams => "Teams",
            Self::TerritoryAccess => "Territory Access",
            Self::Territories => "Territories",
            Self::ExternalId => "External System ID",
            Self::Country => "Country",
        }
    }

    /// Whether nobody can be without it.
    pub const fn is_needed(self) -> bool {
        matches!(
            self,
            Self::FirstName | Self::LastName | Self::FullName | Self::Email | Self::Phone | Self::Role
        )
    }

    /// Whether several columns can feed it: the lists are put together, and of phones the better of a row is taken.
    pub const fn takes_columns(self) -> bool {
        matches!(self, Self::Phone | Self::Teams | Self::Territories)
    }

    /// Whether one value for everybody can stand in for a column: role, teams, access, territories and country.
    pub const fn takes_constant(self) -> bool {
        matches!(self, Self::Role | Self::Teams | Self::TerritoryAccess | Self::Territories | Self::Country)
    }
}
