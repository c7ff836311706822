//! Why a plan is not the one that was approved: which rows moved, and which effects.

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
    /// What moved of the effects, a sentence each with the new and the old amount.
    pub effects: Vec<String>,
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
            effects: now.effects().moved_from(effects),
            fingerprint: Some(now.fingerprint()),
        }
    }

    /// Somebody else wrote at the same time: a row was not as the plan had seen it.
    pub const fn raced() -> Self {
        Self { rows: Vec::new(), moved: 0, effects: Vec::new(), fingerprint: None }
    }

    /// What moved, a sentence each: the rows, the effects.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.moved > 0 {
            let (verb, noun) = if self.moved == 1 { ("row is", "row") } else { ("rows are", "rows") };
            lines.push(format!("{} {verb} decided differently: {noun} {}.", self.moved, self.named()));
        }
        lines.extend_from_slice(&self.effects);
        if lines.is_empty() {
            let unseen = if self.fingerprint.is_some() { LATER_PRICE } else { AT_THE_SAME_MOMENT };
            lines.push(unseen.to_owned());
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

/// Where neither rows nor amounts moved, what was agreed to besides has: the price of the periods to come.
const LATER_PRICE: &str =
    "The price of the periods to come was changed; as things are the amounts stay the same.";

const AT_THE_SAME_MOMENT: &str = "The account was changed by somebody else at the same moment.";

/// At most this many row numbers stand in a sentence.
const SHOWN: usize = 10;

impl std::fmt::Display for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines().join(" "))
    }
}
