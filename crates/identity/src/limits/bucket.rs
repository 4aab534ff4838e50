use std::{collections::HashMap, time::Duration};

use crate::env::micros;

/// A quota: a burst, and the interval in which one more is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The size of a burst.
    pub burst: u32,
    /// The interval in which one more is allowed.
    pub every: Duration,
}

impl Quota {
    /// A quota of `burst` at once, and then one in each `every`.
    pub const fn new(burst: u32, every: Duration) -> Self {
        Self { burst, every }
    }

    pub(super) fn interval(self) -> i64 {
        micros(self.every)
    }

    /// How far ahead of now a full burst reaches.
    fn reach(self) -> i64 {
        self.interval().saturating_mul(self.burst.into())
    }
}

/// The key of a bucket: a hash of what it counts and for whom, so that neither is stored.
pub type Key = u64;

/// Token buckets, stored as each one's "empty until": a bucket whose instant has passed is full, and need not be
/// stored. Two generations bound the memory: when the younger is full it becomes the older, and what was not used for
/// two generations is dropped.
#[derive(Debug)]
pub struct Buckets {
    young: HashMap<Key, i64>,
    old: HashMap<Key, i64>,
    generation: usize,
}

impl Buckets {
    /// Buckets of at most twice `generation` keys.
    pub fn new(generation: usize) -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
            generation,
        }
    }

    /// The time until this bucket has a token; zero when it has one.
    pub fn wait(&self, key: Key, quota: Quota, now: i64) -> Duration {
        let over = self
            .level(key, now)
            .saturating_add(quota.interval())
            .saturating_sub(now)
            .saturating_sub(quota.reach());
        Duration::from_micros(u64::try_from(over).unwrap_or_default())
    }

    /// Takes a token, whether or not there is one.
    pub fn take(&mut self, key: Key, quota: Quota, now: i64) {
        let level = self.level(key, now).saturating_add(quota.interval());
        self.put(key, level);
    }

    /// Puts a token back.
    pub fn give_back(&mut self, key: Key, quota: Quota, now: i64) {
        let level = self.level(key, now).saturating_sub(quota.interval());
        self.put(key, level);
    }

    /// The number of stored keys.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    fn level(&self, key: Key, now: i64) -> i64 {
        let kept = self.young.get(&key).or_else(|| self.old.get(&key));
        kept.copied().unwrap_or(now).max(now)
    }

    fn put(&mut self, key: Key, level: i64) {
        if self.young.len() >= self.generation && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, level);
    }
}
