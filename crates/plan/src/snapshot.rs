//! The world as planning sees it: plain data, read from the database at one revision of the account.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::billing::Billing;
use crate::value::phone::PhoneNumber;

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Works on records.
    Sales,
    /// Leads people who work on records.
    Manager,
    /// Runs the account.
    Admin,
}

impl Role {
    /// All roles, the lowest first.
    pub const ALL: [Self; 3] = [Self::Sales, Self::Manager, Self::Admin];

    /// The role's name: `Sales`, `Manager`, `Admin`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sales => "Sales",
            Self::Manager => "Manager",
            Self::Admin => "Admin",
        }
    }
}

/// Which records somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Access {
    /// Every record.
    Global,
    /// The records in the person's territories.
    Limited,
}

impl Access {
    /// The name of the access: `Global`, `Limited`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Global => "Global",
            Self::Limited => "Limited",
        }
    }
}

/// Where somebody stands. Cancelled people are in no snapshot: their e-mail, phone and seat are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Has an invitation and has not joined.
    Invited,
    /// Has joined.
    Active,
    /// Had joined and may not sign in.
    Suspended,
    /// Was invited and will not join.
    Cancelled,
}

impl Status {
    /// The status's name: `Invited`, `Active`, `Suspended`, `Cancelled`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::Active => "Active",
            Self::Suspended => "Suspended",
            Self::Cancelled => "Cancelled",
        }
    }
}

macro_rules! named {
    ($($kind:ty),*) => {$(
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}
named!(Role, Access, Status);

/// A team or a territory: a named group with an optional parent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The row's id.
    pub id: i64,
    /// The name as people wrote it.
    pub name: String,
    /// The id of the parent.
    pub parent: Option<i64>,
}

/// What teams or territories were called before: names that none has now, or that none living has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Where those that are there now stood before; also where those stood that were merged into them.
    pub former: Vec<Former>,
    /// The names of those that are archived.
    pub archived: Vec<String>,
}

/// A name that a team or territory had, and the parent that it was under then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// The id of the team or territory.
    pub group: i64,
    /// The name of then.
    pub name: String,
    /// The id of the parent of then, or of what that was merged into.
    pub parent: Option<i64>,
}

/// Seats of the account at the snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// Seats always paid for.
    pub commitment: u32,
    /// Seats bought; what is paid is the larger of the two.
    pub bought: u32,
    /// Invited and active people.
    pub used: u32,
    /// Whether an import may raise the paid seats.
    pub may_buy: bool,
}

impl Seats {
    /// Seats that are paid for: the larger of commitment and bought.
    pub fn paid(&self) -> u32 {
        self.commitment.max(self.bought)
    }
}

/// From when on an apply wants a number typed in, because it does so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// A share of the people, and of the paid seats, in percent.
    pub percent: u32,
    /// A number of people, and of seats, whatever share that is.
    pub most: u32,
}

impl Thresholds {
    /// What Admins may set the share to.
    pub const PERCENT: RangeInclusive<u32> = 1..=25;
    /// What Admins may set the number to.
    pub const MOST: RangeInclusive<u32> = 1..=200;
    /// So few people are never many, whatever share they are; a lower number of [`Self::most`] goes before it.
    const LEAST: u32 = 5;

    /// So many people can be changed at once without a number to type in, of an account with so many.
    pub fn most_unasked(self, people: u32) -> u32 {
        Self::LEAST.max(people.saturating_mul(self.percent) / 100).min(self.most)
    }

    /// Whether so many new seats are many, of an account that pays for so many.
    pub const fn are_many_seats(self, added: u32, paid: u32) -> bool {
        added > self.most || added.saturating_mul(100) > paid.saturating_mul(self.percent)
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { percent: 10, most: 50 }
    }
}

/// What planning may know of the account, apart from its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The revision of the account at which all this was read.
    pub revision: i64,
    /// Two-letter country code that phones without `+` are read in.
    pub country: String,
    /// Three-letter currency code.
    pub currency: String,
    /// Today in the account's time zone, `YYYY-MM-DD`.
    pub today: String,
    /// Paid and used seats.
    pub seats: Seats,
    /// People who are invited, active or suspended.
    pub people: u32,
    /// Admins who are active.
    pub active_admins: u32,
    /// Whether Managers may import.
    pub managers_import: bool,
    /// From when on an apply wants a number typed in.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// Whether everybody needs a mobile phone; else e-mail alone invites whoever has none.
    #[serde(default = "yes")]
    pub needs_phones: bool,
    /// Every team; none that is archived.
    pub teams: Vec<Group>,
    /// Every territory; none that is archived.
    pub territories: Vec<Group>,
    /// What teams were called before.
    #[serde(default)]
    pub past_teams: Past,
    /// What territories were called before.
    #[serde(default)]
    pub past_territories: Past,
    /// What seats cost; `None` while no price is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
}

const fn yes() -> bool {
    true
}

/// A person of the account whom a key of the file finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The person's id.
    pub id: i64,
    /// Counts the changes of this person; apply touches only this version.
    pub version: i64,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Address in normal form.
    pub email: String,
    /// Mobile phone; a suspended person's may have been released.
    pub phone: Option<PhoneNumber>,
    /// What the person may do.
    pub role: Role,
    /// Which records the person sees.
    pub access: Access,
    /// Ids of the person's teams, ascending.
    pub teams: Vec<i64>,
    /// Ids of the person's territories, ascending.
    pub territories: Vec<i64>,
    /// Id in the system the file came from, trimmed.
    pub external_id: Option<String>,
    /// Invited, active or suspended.
    pub status: Status,
}

/// Every person of the account whom a key of the file finds, and which keys belong to somebody elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Whoever has an external id, e-mail or phone of the file, and every external id equal to one of the file's but
    /// for leading zeros; in the order of their ids. Nobody twice.
    pub found: Vec<Person>,
    /// Whoever imports, with their teams and territories: what they may do depends on these. `None` for the operator.
    pub actor: Option<Person>,
    /// Addresses in normal form that people who have joined another account hold, ascending.
    pub emails_elsewhere: Vec<String>,
    /// Phones that people who have joined another account hold, ascending.
    pub phones_elsewhere: Vec<PhoneNumber>,
}
