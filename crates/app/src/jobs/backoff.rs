//! How long a job that failed waits before it is tried again.

use std::time::Duration;

/// Attempts after which a job is buried, where a person can see and revive it.
pub const MOST_ATTEMPTS: u32 = 8;

/// The pauses of a kind of work.
#[derive(Clone, Copy, Debug)]
pub struct Pauses {
    /// The first one.
    pub first: Duration,
    /// None is longer.
    pub longest: Duration,
    /// How often it is tried.
    pub attempts: u32,
}

const OF_JOBS: Pauses =
    Pauses { first: Duration::from_secs(2), longest: Duration::from_mins(15), attempts: MOST_ATTEMPTS };

impl Pauses {
    /// The pause after an attempt, 1 for the first: twice as long each time, less up to half by the random number, so that
    /// what failed together does not come back together. `None` where it was the last one.
    pub fn after(&self, attempt: u32, random: u64) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        let doubled = self.first.saturating_mul(1_u32 << attempt.saturating_sub(1).min(16));
        let whole = doubled.min(self.longest);
        let half = u64::try_from(whole.as_millis() / 2).unwrap_or(u64::MAX);
        Some(whole.saturating_sub(Duration::from_millis(random % (half + 1))))
    }
}

/// The pause of a job after an attempt.
pub fn pause(attempt: u32, random: u64) -> Option<Duration> {
    OF_JOBS.after(attempt, random)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_until_the_job_is_buried() {
        let pauses: Vec<u64> =
            (1..).map_while(|attempt| pause(attempt, 0)).map(|one| one.as_secs()).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 128]);
    }

    #[test]
    fn chance_takes_at_most_half_of_a_pause() {
        for random in [0, 1, 999, 1_000, 1_001, u64::MAX] {
            let one = pause(1, random).unwrap();
            assert!((Duration::from_secs(1)..=Duration::from_secs(2)).contains(&one), "{one:?}");
        }
    }
}
