//! What an address narrows the list of people to: the list, its download, and what is done to everybody of it read the same.

use std::time::Duration;

use plan::snapshot::{Role, Status};
use serde::Deserialize;
use store::invitations::Stage;
use store::users::list::{Filter as Wanted, Seen, Within};
use store::{ImportId, Micros, TeamId, TerritoryId};

use crate::pages::address::Address;

/// What the address narrows the list to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub find: String,
    pub status: String,
    pub role: String,
    pub team: String,
    pub territory: String,
    pub import: String,
    pub invitation: String,
    pub seen: String,
    pub page: String,
}

impl Asked {
    pub fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The filter, for somebody who sees only people within a reach.
    pub fn wanted(&self, now: Micros, within: Option<Within>) -> Wanted {
        Wanted {
            import: self.import.parse().ok().map(ImportId),
            invitation: self.stage().map(|stage| (stage, now)),
            search: self.find.trim().to_owned(),
            status: TABS.into_iter().find(|status| status.as_str() == self.status),
            role: Role::ALL.into_iter().find(|role| role.as_str() == self.role),
            team: self.team.parse().ok().map(TeamId),
            territory: self.territory.parse().ok().map(TerritoryId),
            seen: self.seen(now),
            within,
        }
    }

    /// Whether all that it says is understood. A list shows more where something is not; what is done to all of it has to be
    /// done to nobody more.
    pub fn is_understood(&self) -> bool {
        let wanted = self.wanted(Micros(0), None);
        let all = [
            (&self.status, wanted.status.is_some() || self.status == LAPSED),
            (&self.role, wanted.role.is_some()),
            (&self.team, wanted.team.is_some()),
            (&self.territory, wanted.territory.is_some()),
            (&self.import, wanted.import.is_some()),
            (&self.invitation, wanted.invitation.is_some()),
            (&self.seen, wanted.seen.is_some()),
        ];
        all.into_iter().all(|(said, is_read)| said.is_empty() || is_read)
    }

    /// The address of this list, at its first page.
    pub fn address(&self) -> Address {
        self.narrowed("/users")
    }

    /// Another address with the same filter.
    pub fn narrowed(&self, path: &str) -> Address {
        self.pairs().into_iter().fold(Address::new(path), |address, (name, value)| address.with(name, value))
    }

    /// What the filter says, without what it leaves open.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("find", self.find.trim()),
            ("status", &self.status),
            ("role", &self.role),
            ("team", &self.team),
            ("territory", &self.territory),
            ("import", &self.import),
            ("invitation", &self.invitation),
            ("seen", &self.seen),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// Takes a field of a form, if it is one of the filter.
    pub fn take(&mut self, name: &str, value: String) {
        match name {
            "find" => self.find = value,
            "status" => self.status = value,
            "role" => self.role = value,
            "team" => self.team = value,
            "territory" => self.territory = value,
            "import" => self.import = value,
            "invitation" => self.invitation = value,
            "seen" => self.seen = value,
            _ => {}
        }
    }

    /// Where invitations have to stand; the word of lapsed ones was once a status.
    pub fn stage(&self) -> Option<Stage> {
        let word = if self.status == LAPSED { LAPSED } else { &self.invitation };
        Stage::of(word)
    }

    fn seen(&self, now: Micros) -> Option<Seen> {
        let (_, _, days) = SEEN.into_iter().find(|(word, _, _)| *word == self.seen)?;
        Some(match days {
            0 => Seen::Never,
            days => Seen::Before(now.before(Duration::from_hours(24 * days))),
        })
    }
}

/// The word of a lapsed invitation, which links of old have as a status.
pub(super) const LAPSED: &str = "lapsed";

pub(super) const TABS: [Status; 4] = [Status::Active, Status::Invited, Status::Suspended, Status::Cancelled];

/// When people were last here, as the list is narrowed to it: the word in the address, what people read, and for how many
/// days nobody has seen them; 0 for never.
pub(super) const SEEN: [(&str, &str, u64); 4] = [
    ("never", "Never here", 0),
    ("7", "Not for 7 days", 7),
    ("30", "Not for 30 days", 30),
    ("90", "Not for 90 days", 90),
];

/// Where invitations can stand, as the list of people is narrowed to it.
pub(super) const STAGES: [(Stage, &str); 10] = [
    (Stage::NotJoined, "Not joined"),
    (Stage::Held, "Held"),
    (Stage::Scheduled, "Scheduled"),
    (Stage::Queued, "Waiting"),
    (Stage::Outbox, "In the Outbox"),
    (Stage::Failed, "Came back"),
    (Stage::Stopped, "Stopped"),
    (Stage::Late, "Not joined after a week"),
    (Stage::Lapsed, "Lapsed"),
    (Stage::Joined, "Joined"),
];
