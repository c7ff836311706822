//! A map that forgets what was used least recently once it holds more bytes than it may.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Values by key, each with a size in bytes. Forgetting one costs time and nothing else.
#[derive(Debug)]
pub struct Lru<K, V> {
    limit: usize,
    used: usize,
    /// Counts uses; the place of each key in the order of use.
    uses: u64,
    slots: HashMap<K, Slot<V>>,
    /// Keys by when they were used last.
    order: BTreeMap<u64, K>,
}

#[derive(Debug)]
struct Slot<V> {
    value: V,
    bytes: usize,
    used: u64,
}

impl<K: Clone + Eq + Hash, V: Clone> Lru<K, V> {
    /// An empty map that holds at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self { limit, used: 0, uses: 0, slots: HashMap::new(), order: BTreeMap::new() }
    }

    /// The value of a key, which thereby is the one used last.
    pub fn get(&mut self, key: &K) -> Option<V> {
        self.uses += 1;
        let slot = self.slots.get_mut(key)?;
        self.order.remove(&slot.used);
        slot.used = self.uses;
        self.order.insert(self.uses, key.clone());
        Some(slot.value.clone())
    }

    /// Keeps a value in place of the one the key had, and forgets others until all fit. A value that is larger than the
    /// whole map is not kept.
    pub fn put(&mut self, key: K, value: V, bytes: usize) {
        self.remove(&key);
        if bytes > self.limit {
            return;
        }
        while self.used + bytes > self.limit {
            let Some((_, oldest)) = self.order.pop_first() else { break };
            if let Some(slot) = self.slots.remove(&oldest) {
                self.used -= slot.bytes;
            }
        }
        self.uses += 1;
        self.used += bytes;
        self.order.insert(self.uses, key.clone());
        self.slots.insert(key, Slot { value, bytes, used: self.uses });
    }

    /// Forgets a key.
    pub fn remove(&mut self, key: &K) {
        if let Some(slot) = self.slots.remove(key) {
            self.order.remove(&slot.used);
            self.used -= slot.bytes;
        }
    }

    /// The bytes of everything kept.
    pub const fn bytes(&self) -> usize {
        self.used
    }
}

#[cfg(test)]
mod tests {
    use super::Lru;

    #[test]
    fn what_was_used_least_recently_goes_first() {
        let mut lru = Lru::new(10);
        lru.put("a", 1, 4);
        lru.put("b", 2, 4);
        assert_eq!(lru.get(&"a"), Some(1));
        lru.put("c", 3, 4);
        assert_eq!(lru.get(&"b"), None);
        assert_eq!(lru.get(&"a"), Some(1));
        assert_eq!(lru.get(&"c"), Some(3));
        assert_eq!(lru.bytes(), 8);
    }

    #[test]
    fn a_new_value_takes_the_place_of_the_old_one() {
        let mut lru = Lru::new(10);
        lru.put("a", 1, 9);
        lru.put("a", 2, 3);
        assert_eq!((lru.get(&"a"), lru.bytes()), (Some(2), 3));
    }

    #[test]
    fn a_value_that_fits_nowhere_is_not_kept_and_pushes_nothing_out() {
        let mut lru = Lru::new(10);
        lru.put("a", 1, 9);
        lru.put("b", 2, 11);
        assert_eq!((lru.get(&"a"), lru.get(&"b"), lru.bytes()), (Some(1), None, 9));
    }
}
