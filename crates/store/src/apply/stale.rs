//! Why a plan is not the one that was approved: which rows moved, or which effect, in one sentence.

use plan::effect::Effects;
use plan::plan::{Fingerprint, Plan};

/// At most this many row numbers are named; `Stale::moved` counts all.
const MOST_ROWS: usize = 1000;

/// The world has moved since the approval, and nothing was done. Approving [`Stale::fingerprint`] agrees to the plan as
/// it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The rows of which another thing would become now, by number, ascending, at most 1,000.
    pub rows: Vec<u32>,
    /// How many rows moved in all.
    pub moved: u32,
    /// The effect that moved, in one sentence with the old and the new amount.
    pub effect: Option<String>,
    /// The plan as it is now; `None` where somebody else's write was noticed only while writing.
    pub fingerprint: Option<Fingerprint>,
}

impl Stale {
    /// Compares a plan with what was approved: its row digests and effects.
    pub fn since(digests: &[u32], effects: &Effects, now: &Plan) -> Self {
        let new = now.row_digests();
        let rows: Vec<u32> = (0_u32..)
            .zip(&new)
            .filter(|(at, digest)| digests.get(*at as usize) != Some(digest))
            .map(|(at, _)| now.sheet().number(at))
            .collect();
        Self {
            moved: rows.len() as u32,
            rows: rows.into_iter().take(MOST_ROWS).collect(),
            effect: moved_effect(effects, now.effects()),
            fingerprint: Some(now.fingerprint()),
        }
    }

    /// Somebody else wrote at the same time: a row was not as the plan had seen it.
    pub const fn raced() -> Self {
        Self { rows: Vec::new(), moved: 0, effect: None, fingerprint: None }
    }

    /// What moved, a sentence each: the rows, the effect.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.moved > 0 {
            let (verb, noun) = if self.moved == 1 { ("row is", "row") } else { ("rows are", "rows") };
            lines.push(format!("{} {verb} decided differently: {noun} {}.", self.moved, self.named()));
        }
        lines.extend(self.effect.clone());
        if lines.is_empty() {
            lines.push("The account was changed by somebody else at the same moment.".to_owned());
        }
        lines
    }

    /// The first few rows: `22, 95 and 3 more`.
    fn named(&self) -> String {
        let shown = self.rows.len().min(SHOWN);
        let mut names: Vec<String> = self.rows.iter().take(shown).map(u32::to_string).collect();
        let more = self.moved as usize - shown;
        let last = if more > 0 { Some(format!("{more} more")) } else { names.pop() };
        match last {
            Some(last) if names.is_empty() => last,
            Some(last) => format!("{} and {last}", names.join(", ")),
            None => String::new(),
        }
    }
}

/// At most this many row numbers stand in a sentence.
const SHOWN: usize = 10;

impl std::fmt::Display for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines().join(" "))
    }
}

/// The first effect that differs among those that are agreed to.
fn moved_effect(old: &Effects, new: &Effects) -> Option<String> {
    let seats = (old.seats.added != new.seats.added).then(|| {
        format!("It adds {} instead of {}.", counted(new.seats.added, "seat", "seats"), old.seats.added)
    });
    let charges = || {
        (old.charges != new.charges)
            .then(|| format!("It charges {} instead of {}.", amounts(&new.charges), amounts(&old.charges)))
    };
    let invites = || {
        (old.invites != new.invites).then(|| {
            format!(
                "It sends {} instead of {}.",
                counted(new.invites.email, "invite", "invites"),
                old.invites.email
            )
        })
    };
    let notices = || {
        (old.notices != new.notices).then(|| {
            format!(
                "It sends {} to old addresses instead of {}.",
                counted(new.notices, "message", "messages"),
                old.notices
            )
        })
    };
    let guard = || match (&old.guard, &new.guard) {
        (Some(old), Some(new)) if old != new => Some(format!(
            "The number to type in is {} ({}) instead of {}.",
            new.number,
            new.label.to_lowercase(),
            old.number
        )),
        (None, Some(new)) => {
            Some(format!("{} It asks for the number {}, and asked for none before.", new.why, new.number))
        }
        (Some(old), None) => Some(format!("It asks for no number any more instead of {}.", old.number)),
        _ => None,
    };
    seats.or_else(charges).or_else(invites).or_else(notices).or_else(guard)
}

fn counted(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn amounts(charges: &[plan::effect::Charge]) -> String {
    if charges.is_empty() {
        return "nothing".to_owned();
    }
    let lines: Vec<String> =
        charges.iter().map(|charge| format!("{} ({})", charge.amount(), charge.label)).collect();
    lines.join(" and ")
}
