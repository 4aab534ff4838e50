//! Buckets that the processes of one dashboard share.

use std::{
    hash::{Hash, Hasher},
    time::Duration,
};

use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};

use super::{
    bucket::{Key, Quota},
    quotas::Counted,
};

/// The shared buckets do not answer. Each process counts for itself meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the shared rate limits are not available")]
pub struct SharedLimitsUnavailable;

/// Token buckets that several processes share. They may be lost, and all are full then.
pub trait SharedLimits: Send + Sync {
    /// Takes a token from each bucket, or from none, atomically. Returns how long each is empty: all zero when taken.
    fn take<'a>(
        &'a self,
        wanted: &'a [(Key, Quota)],
    ) -> BoxFuture<'a, Result<Vec<Duration>, SharedLimitsUnavailable>>;

    /// Puts a token back into each bucket.
    fn give_back<'a>(
        &'a self,
        taken: &'a [(Key, Quota)],
    ) -> BoxFuture<'a, Result<(), SharedLimitsUnavailable>>;
}

/// Makes the keys of buckets: hashes under a secret, the same in every process that has the secret.
#[derive(Clone)]
pub(super) struct Keys(Sha256);

impl Keys {
    pub fn new(secret: &[u8]) -> Self {
        Self(Sha256::new_with_prefix(secret))
    }

    pub fn of(&self, counted: &Counted<'_>) -> Key {
        let mut hasher = Sha256Hasher(self.0.clone());
        counted.hash(&mut hasher);
        hasher.finish()
    }
}

struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        u64::from_be_bytes(std::array::from_fn(|at| digest[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_in_every_process_with_the_secret_and_no_other() {
        let key = |secret: &[u8], account| Keys::new(secret).of(&Counted::Reads(account));
        assert_eq!(key(b"secret", "maya"), key(b"secret", "maya"));
        assert_ne!(key(b"secret", "maya"), key(b"secret", "theo"));
        assert_ne!(key(b"secret", "maya"), key(b"another", "maya"));
    }
}
