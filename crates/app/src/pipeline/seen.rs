//! What people were shown to agree to, so that a plan that has moved can say what moved. Losing it costs only words.

use std::sync::{Arc, Mutex, PoisonError};

use plan::effect::Effects;
use plan::plan::{Fingerprint, Plan};
use store::apply::Stale;
use store::{AccountId, ImportId};

use super::Pipeline;
use super::lru::Lru;

/// Bytes of plans seen that are remembered.
const MOST_BYTES: usize = 32 << 20;

type Key = (AccountId, ImportId, Fingerprint);

/// The plans that were shown on a review of this process.
#[derive(Debug)]
pub(super) struct Seen(Mutex<Lru<Key, Arc<Look>>>);

impl Default for Seen {
    fn default() -> Self {
        Self(Mutex::new(Lru::new(MOST_BYTES)))
    }
}

/// What of a plan is compared with a later one.
#[derive(Debug)]
struct Look {
    digests: Vec<u32>,
    effects: Effects,
}

impl Pipeline {
    /// Remembers that somebody was shown a plan to agree to.
    pub fn saw(&self, account: AccountId, import: ImportId, plan: &Plan) {
        let key = (account, import, plan.fingerprint());
        let mut seen = self.0.seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.get(&key).is_none() {
            let look = Look { digests: plan.row_digests(), effects: plan.effects().clone() };
            let bytes = size_of::<Look>() + look.digests.len() * size_of::<u32>();
            seen.put(key, Arc::new(look), bytes);
        }
    }

    /// What is another thing in a plan than in the one somebody was shown, a sentence each: the rows by number, the
    /// effect with its old and new amount. `None` where what was shown is not remembered here.
    pub fn moved_since(
        &self,
        account: AccountId,
        import: ImportId,
        shown: Fingerprint,
        now: &Plan,
    ) -> Option<Vec<String>> {
        let look =
            self.0.seen.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(account, import, shown))?;
        Some(Stale::since(&look.digests, &look.effects, now).lines())
    }
}
