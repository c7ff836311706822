//! The pace of a lane: a bucket that fills with tokens, one for each message.

use std::time::{Duration, Instant};

use crate::config::sending::Rate;

/// Tokens that come at a rate, and a few that were saved up. Each worker has its own.
#[derive(Debug)]
pub struct Bucket {
    rate: f64,
    most: f64,
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    /// A bucket with what comes in a second.
    pub fn new(rate: Rate, now: Instant) -> Self {
        let most = rate.0.max(1.0);
        Self { rate: rate.0, most, tokens: most, filled: now }
    }

    /// How many messages may go now.
    pub fn there(&mut self, now: Instant) -> u32 {
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        self.tokens = (self.tokens + since * self.rate).min(self.most);
        self.filled = now;
        // Never less than nothing, never more than the most.
        #[expect(clippy::cast_sign_loss, reason = "tokens are between none and the most")]
        let whole = self.tokens.floor() as u32;
        whole
    }

    /// So many go.
    pub fn take(&mut self, messages: u32) {
        self.tokens = (self.tokens - f64::from(messages)).max(0.0);
    }

    /// How long until the next one may go.
    pub fn wait(&self) -> Duration {
        Duration::try_from_secs_f64(((1.0 - self.tokens) / self.rate).max(0.0)).unwrap_or(Duration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::moment;

    #[test]
    fn messages_go_at_the_rate_after_what_was_saved_up() {
        let start = moment();
        let mut bucket = Bucket::new(Rate(10.0), start);
        assert_eq!(bucket.there(start), 10);
        bucket.take(10);
        assert_eq!(bucket.there(start), 0);
        assert_eq!(bucket.wait(), Duration::from_millis(100));
        assert_eq!(bucket.there(start + Duration::from_millis(350)), 3);
        assert_eq!(bucket.there(start + Duration::from_hours(1)), 10);
    }

    #[test]
    fn a_rate_below_one_a_second_still_lets_one_go() {
        let start = moment();
        let mut bucket = Bucket::new(Rate(0.5), start);
        let saved = bucket.there(start);
        bucket.take(saved);
        assert_eq!(bucket.there(start + Duration::from_secs(1)), 0);
        assert_eq!(bucket.there(start + Duration::from_secs(2)), 1);
    }
}
