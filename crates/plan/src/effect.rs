//! Consequences of a plan beyond its rows: seats, charges, messages, new teams and territories, the guard.

use serde::{Deserialize, Serialize};

use crate::choices::Inviting;

/// Everything that happens beyond the rows. The `effects` half of the fingerprint covers what of this is agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// Seats before and after.
    pub seats: SeatEffect,
    /// What is charged now; empty while no price is set.
    pub charges: Vec<Charge>,
    /// Invitations to send.
    pub invites: Invites,
    /// Messages to old addresses: of people who have joined and whose e-mail or phone changes, to each that changes.
    pub notices: u32,
    /// Names (paths) of the teams that are created.
    pub new_teams: Vec<String>,
    /// Names (paths) of the territories that are created.
    pub new_territories: Vec<String>,
    /// People who become Admins.
    pub admins_added: u32,
    /// Memberships of teams and territories that are removed from existing people.
    pub memberships_removed: u32,
    /// The number that has to be typed in, if any.
    pub guard: Option<Guard>,
}

/// Seats before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatEffect {
    /// Seats paid for now.
    pub paid: u32,
    /// Invited and active people now.
    pub used: u32,
    /// Invited and active people afterwards.
    pub after: u32,
    /// Paid seats that are added.
    pub added: u32,
}

/// One line of what is charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// What it is for.
    pub label: String,
    /// The amount in minor units of the currency.
    pub amount_minor: i64,
    /// Three-letter currency code.
    pub currency: String,
}

/// Invitations to send, by channel: to each new person, and anew to each invited person whose address changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invites {
    /// E-mails.
    pub email: u32,
    /// Text messages.
    pub text: u32,
    /// When they go out; now where there are none.
    #[serde(default, skip_serializing_if = "Inviting::is_now")]
    pub when: Inviting,
}

/// The number an apply wants typed in, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// The number.
    pub number: u32,
    /// What the number counts, as a label: `Seats to buy`.
    pub label: String,
    /// One sentence why.
    pub why: String,
}
