//! When a process is killed, and where that was.

use std::fmt;
use std::time::Duration;

use app::clock::moment;

use crate::support::program::{Mark, Running};
use crate::support::tell;

/// Random numbers from a seed (`SplitMix64`), so that a failure can be brought back.
pub struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    /// From `MUSTER_KILLS_SEED`, else from a seed of its own.
    pub fn new() -> Self {
        let said = std::env::var("MUSTER_KILLS_SEED").ok().map(|text| text.parse().unwrap());
        let seed = said.unwrap_or_else(|| u64::from_le_bytes(app::random::bytes().unwrap()));
        Self { seed, state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A random part of a span.
    fn within(&mut self, span: Duration) -> Duration {
        let micros = u64::try_from(span.as_micros()).unwrap().max(1);
        Duration::from_micros(self.next() % micros)
    }
}

impl fmt::Display for Dice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MUSTER_KILLS_SEED={}", self.seed)
    }
}

/// How long each part of a run takes that nobody kills: what comes before writing, writing, committing, and what comes
/// after.
pub struct Course([Duration; 4]);

impl Course {
    /// Lets a process run to its end.
    pub fn of(process: Running) -> Self {
        let begun = moment();
        let (end, marks) = process.finish();
        let at = |wanted| marks.iter().find(|(mark, _)| *mark == wanted).unwrap().1;
        let times = [begun, at(Mark::Writing), at(Mark::Committing), at(Mark::Committed), end];
        Self([0, 1, 2, 3].map(|part| times[part + 1].saturating_duration_since(times[part])))
    }
}

/// A moment to kill at: some time after the process has begun, or after it has come so far.
pub struct Moment {
    after: Option<Mark>,
    wait: Duration,
}

impl Moment {
    /// The moments of many kills are spread over the whole course, and in each part of it they are random. In the time of
    /// writing there are most of them.
    pub fn any(number: u32, Course([before, writing, committing, rest]): &Course, dice: &mut Dice) -> Self {
        let (after, span) = match number % 5 {
            0 => (None, *before),
            // A run may be faster than the one that was measured.
            1 => (Some(Mark::Writing), *writing / 2),
            3 => (Some(Mark::Writing), *writing),
            2 => (Some(Mark::Committing), *committing * 2),
            _ => (Some(Mark::Committed), *rest),
        };
        Self { after, wait: dice.within(span) }
    }

    /// Kills a process at this moment, and says how far it was.
    pub fn strike(&self, mut process: Running) -> Option<Mark> {
        let since = match self.after {
            Some(mark) => process.until(mark),
            None => Some(moment()),
        };
        if let Some(since) = since {
            std::thread::sleep(self.wait.saturating_sub(since.elapsed()));
        }
        process.kill()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after = self.after.map_or("Begin".to_owned(), |mark| format!("{mark:?}"));
        write!(f, "{:?} after {after}", self.wait)
    }
}

/// Where kills landed.
#[derive(Debug, Default)]
pub struct Tally {
    before: u32,
    inside: u32,
    after: u32,
}

impl Tally {
    /// Counts one, by how far the process said it was and whether the import is applied.
    pub fn count(&mut self, mark: Option<Mark>, applied: bool) {
        match (applied, mark) {
            (true, _) => self.after += 1,
            (false, Some(_)) => self.inside += 1,
            (false, None) => self.before += 1,
        }
    }

    /// A test that kills only before or only after shows nothing.
    pub fn assert_spread(&self, kills: u32) {
        assert_eq!(self.before + self.inside + self.after, kills);
        tell(format_args!("{kills} kills: {self:?}"));
        let enough = self.before >= kills / 15 && self.inside >= kills / 8 && self.after >= kills / 8;
        assert!(enough, "the kills are not spread: {self:?}");
    }
}
