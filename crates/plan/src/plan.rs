//! The plan: the fate of every row and every effect, decided and not yet done.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::draft::Draft;
use crate::effect::Effects;
use crate::finding::{Code, Finding};
use crate::snapshot::{Access, Role, Status};
use crate::value::phone::PhoneNumber;

/// What becomes of a row; each row has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A new person.
    Create,
    /// A change of an existing person (reactivation is one).
    Update,
    /// An existing person whom the row would not change.
    Unchanged,
    /// Left out by a fix or by the choice to leave existing people alone.
    Skipped,
    /// Left out because of an error.
    Blocked,
}

impl Fate {
    /// All fates, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Create, Self::Update, Self::Unchanged, Self::Skipped, Self::Blocked];

    /// The name in JSON and in the database: `create`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Blocked => "blocked",
        }
    }
}

/// How many rows have each fate. `total` is their sum, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows after the header with at least one cell filled.
    pub total: u32,
    /// New people.
    pub create: u32,
    /// Changed people.
    pub update: u32,
    /// Existing people who stay as they are.
    pub unchanged: u32,
    /// Rows left out by a fix or a choice.
    pub skipped: u32,
    /// Rows with an error.
    pub blocked: u32,
}

impl Counts {
    /// The number of one fate.
    pub const fn of(&self, fate: Fate) -> u32 {
        match fate {
            Fate::Create => self.create,
            Fate::Update => self.update,
            Fate::Unchanged => self.unchanged,
            Fate::Skipped => self.skipped,
            Fate::Blocked => self.blocked,
        }
    }
}

/// A team or territory that a person is or will be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ref {
    /// One that exists, by id.
    Known(i64),
    /// One that the plan creates: its place in [`Plan::new_teams`] or [`Plan::new_territories`].
    New(u32),
}

/// A team or territory that the plan creates; parents stand before their children.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewGroup {
    /// The name.
    pub name: String,
    /// The parent, if any.
    pub parent: Option<Ref>,
}

/// Everything a person is, before or after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Address in normal form.
    pub email: String,
    /// Mobile phone.
    pub phone: Option<PhoneNumber>,
    /// What the person may do.
    pub role: Role,
    /// Which records the person sees.
    pub access: Access,
    /// Teams, known ones first and ascending.
    pub teams: Vec<Ref>,
    /// Territories, known ones first and ascending.
    pub territories: Vec<Ref>,
    /// Id in the system the file came from.
    pub external_id: Option<String>,
    /// Invited, active or suspended.
    pub status: Status,
}

/// A change of an existing person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Index of the row in the sheet.
    pub row: u32,
    /// The person's id.
    pub person: i64,
    /// The version the plan is about; apply touches no other.
    pub version: i64,
    /// The person before.
    pub before: Values,
    /// The person afterwards.
    pub after: Values,
}

/// A new person, borrowed from the plan.
#[derive(Clone, Debug)]
pub struct Create<'a> {
    /// Index of the row in the sheet.
    pub row: u32,
    /// Given name.
    pub first_name: &'a str,
    /// Family name.
    pub last_name: &'a str,
    /// Address in normal form.
    pub email: &'a str,
    /// Mobile phone.
    pub phone: PhoneNumber,
    /// What the person may do.
    pub role: Role,
    /// Which records the person sees.
    pub access: Access,
    /// Teams, known ones first and ascending.
    pub teams: Vec<Ref>,
    /// Territories, known ones first and ascending.
    pub territories: Vec<Ref>,
    /// Id in the system the file came from.
    pub external_id: Option<&'a str>,
}

/// The phone of a suspended person that is cleared because a row takes it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Index of the row that takes the phone over.
    pub row: u32,
    /// The suspended person's id.
    pub person: i64,
    /// The version the plan is about.
    pub version: i64,
    /// The phone that is cleared.
    pub phone: PhoneNumber,
}

/// One row of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlan {
    /// What becomes of the row.
    pub fate: Fate,
    /// The existing person the row is about, if one was found.
    pub person: Option<i64>,
}

/// Two hashes of what is agreed to; shown as `rows.effects`, each 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// Fates, new values, versions of the people touched, references made.
    pub rows: [u8; 16],
    /// Seats added, charge lines with their date, messages, guard.
    pub effects: [u8; 16],
}

/// Why a plan cannot be applied as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// A plan-wide error stands in the way.
    #[error("{0}")]
    PlanWide(String),
    /// Some rows are blocked and the choice is to wait until all are right.
    #[error("{0} rows have an error, and nothing is imported until all are right")]
    Blocked(u32),
    /// No row would be created or updated.
    #[error("no row would be created or changed")]
    Nothing,
    /// The guard wants its number.
    #[error("{why} Confirm with the number {number}.")]
    Guard {
        /// The number.
        number: u32,
        /// One sentence why.
        why: String,
    },
}

/// The fate of every row, and every effect. Cheap to share; holds the draft (and with it the sheet) it was decided from.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) draft: Arc<Draft>,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) counts: Counts,
    pub(crate) findings: Vec<Finding>,
    pub(crate) effects: Effects,
    pub(crate) changes: Vec<Change>,
    pub(crate) releases: Vec<Release>,
    pub(crate) codes: Vec<(u32, Code)>,
}

impl Plan {
    /// The sheet the plan is about.
    pub fn sheet(&self) -> &crate::sheet::Sheet {
        &self.draft.sheet
    }

    /// The draft the plan was decided from.
    pub const fn draft(&self) -> &Arc<Draft> {
        &self.draft
    }

    /// Two hashes of what is agreed to.
    pub const fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// How many rows have each fate.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Everything there is to say, errors first, the most rows first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Consequences beyond the rows.
    pub const fn effects(&self) -> &Effects {
        &self.effects
    }

    /// The changes of existing people that will be made, by row.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The phones that are cleared for a row to take over.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }
}
