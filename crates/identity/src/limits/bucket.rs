use std::{collections::HashMap, time::Duration};

use crate::env::micros;

/// How often something may be done: so many times at once, and then once in each interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// How many times at once.
    pub burst: u32,
    /// How long it takes until it may be done once more.
    pub every: Duration,
}

impl Quota {
    /// `burst` times at once, and then once in each `every`.
    pub const fn new(burst: u32, every: Duration) -> Self {
        Self { burst, every }
    }

    fn interval(self) -> i64 {
        micros(self.every)
    }

    /// How far ahead of now a full burst reaches.
    fn reach(self) -> i64 {
        self.interval().saturating_mul(self.burst.into())
    }
}

/// Which bucket: a hash of whose it is and of what it counts, so that neither is kept.
pub type Key = u64;

/// Token buckets, as each one's "empty until": a bucket whose instant has passed is full, and need not be kept. Two
/// generations bound the memory: when the younger is full it becomes the older, and what was not touched for two
/// generations is forgotten.
#[derive(Debug)]
pub struct Buckets {
    young: HashMap<Key, i64>,
    old: HashMap<Key, i64>,
    generation: usize,
}

impl Buckets {
    /// Buckets that keep at most twice `generation` keys.
    pub fn new(generation: usize) -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
            generation,
        }
    }

    /// How long until this bucket has a token; zero when it has one now.
    pub fn wait(&self, key: Key, quota: Quota, now: i64) -> Duration {
        let over = self
            .level(key, now)
            .saturating_add(quota.interval())
            .saturating_sub(now)
            .saturating_sub(quota.reach());
        Duration::from_micros(u64::try_from(over).unwrap_or_default())
    }

    /// Takes a token out, whether or not there is one.
    pub fn take(&mut self, key: Key, quota: Quota, now: i64) {
        let level = self.level(key, now).saturating_add(quota.interval());
        self.put(key, level);
    }

    /// Puts one back.
    pub fn give_back(&mut self, key: Key, quota: Quota, now: i64) {
        let level = self.level(key, now).saturating_sub(quota.interval());
        self.put(key, level);
    }

    /// How many keys are kept.
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
