//! The plan: the fate of every row and every effect, decided and not yet done.

mod fingerprint;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::fingerprint::Fingerprint;
use crate::authority::Rights;
use crate::choices::{Actor, Choices};
use crate::decide::{self, fingerprint as digest};
use crate::draft::Draft;
use crate::effect::Effects;
use crate::finding::{Code, Finding, Severity};
use crate::grouping::{self, Cause};
use crate::groups::Created;
use crate::sheet::Sheet;
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

impl Change {
    /// Whether it ends the person's sessions: the address, the phone, the role or the status is another.
    pub fn ends_sessions(&self) -> bool {
        let (before, after) = (&self.before, &self.after);
        (&before.email, before.phone, before.role, before.status)
            != (&after.email, after.phone, after.role, after.status)
    }
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
    /// Mobile phone; none only where nobody needs one.
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

fn rows_have(rows: u32) -> String {
    if rows == 1 { "1 row has".to_owned() } else { format!("{rows} rows have") }
}

/// Why a plan cannot be applied as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// A plan-wide error stands in the way.
    #[error("{0}")]
    PlanWide(String),
    /// Some rows are blocked and the choice is to wait until all are right.
    #[error("{} an error, and nothing is imported until all are right", rows_have(*.0))]
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

/// One row of an outcome: what a plan does with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Index of the row in the sheet.
    pub row: u32,
    /// The row's number as a spreadsheet shows it.
    pub number: u32,
    /// What becomes of the row.
    pub fate: Fate,
    /// The existing person the row is about, if one was found.
    pub person: Option<i64>,
    /// The codes of the findings at the row.
    pub codes: Vec<Code>,
}

/// The fate of every row, and every effect. Holds the draft (and with it the sheet) it was decided from; share it behind
/// an [`Arc`].
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) draft: Arc<Draft>,
    pub(crate) choices: Choices,
    pub(crate) actor: Actor,
    pub(crate) rights: Rights,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) counts: Counts,
    pub(crate) findings: Vec<Finding>,
    pub(crate) effects: Effects,
    pub(crate) fates: Vec<Fate>,
    /// The person of each row; empty where the snapshot found nobody.
    pub(crate) persons: Vec<Option<i64>>,
    pub(crate) accesses: Vec<Option<Access>>,
    pub(crate) changes: Vec<Change>,
    pub(crate) unmade: Vec<Change>,
    pub(crate) releases: Vec<Release>,
    pub(crate) teams: Created,
    pub(crate) territories: Created,
    /// Row index and place in `findings`, ascending.
    pub(crate) marks: Vec<(u32, u32)>,
}

impl Plan {
    /// The sheet the plan is about.
    pub fn sheet(&self) -> &Sheet {
        self.draft.sheet()
    }

    /// The draft the plan was decided from.
    pub const fn draft(&self) -> &Arc<Draft> {
        &self.draft
    }

    /// What the admin decided about the whole import.
    pub const fn choices(&self) -> Choices {
        self.choices
    }

    /// Who imports.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// What whoever imports may do.
    pub const fn rights(&self) -> &Rights {
        &self.rights
    }

    /// Two hashes of what is agreed to.
    pub const fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The plan that somebody saw, if this is it: as it stands, or with its charges as they were quoted the day before. A
    /// quote holds to the end of the next day.
    pub fn as_seen(plan: &Arc<Self>, seen: Fingerprint) -> Option<Arc<Self>> {
        if plan.fingerprint == seen {
            return Some(Arc::clone(plan));
        }
        let before = decide::quoted_the_day_before(plan)?;
        (before.fingerprint == seen).then(|| Arc::new(before))
    }

    /// A small hash of each row's part of the plan, by row index: kept at approval, so that a stale plan can name the
    /// rows that moved.
    pub fn row_digests(&self) -> Vec<u32> {
        digest::row_digests(self)
    }

    /// How many rows have each fate.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Everything there is to say: about the whole plan first, then errors, the most rows first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings by cause, as a page lists them.
    pub fn causes(&self) -> Vec<Cause> {
        grouping::causes(&self.findings)
    }

    /// Consequences beyond the rows.
    pub const fn effects(&self) -> &Effects {
        &self.effects
    }

    /// What becomes of a row, by its index in the sheet.
    pub fn fate(&self, row: u32) -> Fate {
        self.fates.get(row as usize).copied().unwrap_or(Fate::Blocked)
    }

    /// One row of the plan.
    pub fn row(&self, row: u32) -> RowPlan {
        RowPlan { fate: self.fate(row), person: self.persons.get(row as usize).copied().flatten() }
    }

    /// The findings at a row.
    pub fn findings_of(&self, row: u32) -> impl Iterator<Item = &Finding> {
        let from = self.marks.partition_point(|mark| mark.0 < row);
        let marks = self.marks.get(from..).unwrap_or(&[]);
        marks
            .iter()
            .take_while(move |mark| mark.0 == row)
            .filter_map(|(_, at)| self.findings.get(*at as usize))
    }

    /// The rows of a finding by index, ascending; [`Finding::rows`] holds only the first ones.
    pub fn rows_of(&self, finding: u32) -> impl Iterator<Item = u32> {
        self.marks.iter().filter(move |(_, at)| *at == finding).map(|(row, _)| *row)
    }

    /// The codes of the findings at a row.
    pub fn codes(&self, row: u32) -> Vec<Code> {
        let mut codes: Vec<Code> = self.findings_of(row).map(|finding| finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The worst severity at a row.
    pub fn severity(&self, row: u32) -> Option<Severity> {
        self.findings_of(row).map(|finding| finding.severity).min()
    }

    /// The new person of a row whose fate is [`Fate::Create`].
    pub fn create_of(&self, row: u32) -> Option<Create<'_>> {
        if self.fate(row) == Fate::Create { decide::create_of(self, row) } else { None }
    }

    /// Every new person, by row.
    pub fn creates(&self) -> impl Iterator<Item = Create<'_>> {
        (0..self.fates.len() as u32).filter_map(|row| self.create_of(row))
    }

    /// The changes of existing people that will be made, by row.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The change that a row makes.
    pub fn change_of(&self, row: u32) -> Option<&Change> {
        let at = self.changes.binary_search_by_key(&row, |change| change.row).ok()?;
        self.changes.get(at)
    }

    /// The changes that the choice to leave existing people alone leaves undone, by row.
    pub fn unmade(&self) -> &[Change] {
        &self.unmade
    }

    /// The phones that are cleared for a row to take over.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The phones that are cleared for one row.
    pub fn releases_of(&self, row: u32) -> &[Release] {
        let from = self.releases.partition_point(|release| release.row < row);
        let to = self.releases.partition_point(|release| release.row <= row);
        self.releases.get(from..to).unwrap_or(&[])
    }

    /// The teams that are created, parents first.
    pub fn new_teams(&self) -> &[NewGroup] {
        &self.teams.groups
    }

    /// The territories that are created, parents first.
    pub fn new_territories(&self) -> &[NewGroup] {
        &self.territories.groups
    }

    /// The name of a team or territory as people read it; a path where the name stands twice.
    pub fn group_name(&self, one: Ref, team: bool) -> String {
        let (groups, created) = if team {
            (&self.draft.teams, &self.teams)
        } else {
            (&self.draft.territories, &self.territories)
        };
        match one {
            Ref::Known(id) => groups.place(id).map(|at| groups.text(at)),
            Ref::New(at) => created.groups.get(at as usize).map(|group| group.name.clone()),
        }
        .unwrap_or_default()
    }

    /// What the plan does with every row, in the order of the sheet.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        (0..self.fates.len() as u32).map(|row| {
            let RowPlan { fate, person } = self.row(row);
            Outcome { row, number: self.sheet().number(row), fate, person, codes: self.codes(row) }
        })
    }

    /// What stands in the way of applying this plan, with the number typed in for the guard, if any.
    pub fn obstacle(&self, confirm: Option<u32>) -> Option<Obstacle> {
        let wide = |finding: &&Finding| finding.count == 0 && finding.severity == Severity::Error;
        if let Some(finding) = self.findings.iter().find(wide) {
            return Some(Obstacle::PlanWide(finding.text.clone()));
        }
        if self.counts.blocked > 0 && !self.choices.valid_rows_only {
            return Some(Obstacle::Blocked(self.counts.blocked));
        }
        if self.counts.create + self.counts.update == 0 {
            let blocked = self.counts.blocked;
            return Some(if blocked > 0 { Obstacle::Blocked(blocked) } else { Obstacle::Nothing });
        }
        match &self.effects.guard {
            Some(guard) if confirm != Some(guard.number) => {
                Some(Obstacle::Guard { number: guard.number, why: guard.why.clone() })
            }
            _ => None,
        }
    }
}

impl Fate {
    /// Whether a row with this fate changes the database.
    pub const fn applies(self) -> bool {
        matches!(self, Self::Create | Self::Update)
    }
}
