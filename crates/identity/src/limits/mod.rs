//! Rate limits, by network address and by account.
//!
//! For secrets only wrong attempts count, so that a classroom behind one address can sign in, and an attacker cannot.
//! Everything is counted the same whether or not there is such an account: by all processes together where they share
//! [buckets](SharedLimits), else by this process alone.

mod attempt;
mod bucket;
mod errors;
mod quotas;
mod shared;
mod texts;

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

pub use self::attempt::Attempt;
pub use self::bucket::{Key, Quota};
pub use self::errors::{TooManyAttempts, TooManyMails, TooManyTexts};
pub use self::quotas::{Mailing, ReadRate, Secret, network};
pub use self::shared::{SharedLimits, SharedLimitsUnavailable};
use self::{
    bucket::Buckets,
    quotas::{ACCOUNT, ADDRESS, Counted, GUESSES, GUESSES_UNDER_ATTACK, MAILS_FROM, SIGN_UPS},
    shared::Keys,
};
use super::Env;

/// The keys of a generation of buckets: a few megabytes in both.
const GENERATION: usize = 65_536;

/// The rate limiter. Clones share their counts.
#[derive(Clone)]
pub struct Limits {
    env: Env,
    keys: Keys,
    buckets: Arc<Mutex<Buckets>>,
    shared: Option<Arc<dyn SharedLimits>>,
}

impl Limits {
    /// A rate limiter of this process that has counted nothing. `secret` hides whom its keys are about.
    pub fn new(env: Env, secret: &[u8]) -> Self {
        Self {
            env,
            keys: Keys::new(secret),
            buckets: Arc::new(Mutex::new(Buckets::new(GENERATION))),
            shared: None,
        }
    }

    /// Counts with other processes that have the same secret, where they share buckets.
    #[must_use]
    pub fn shared_by(mut self, shared: Option<Arc<dyn SharedLimits>>) -> Self {
        self.shared = shared;
        self
    }

    /// Begins an attempt at a secret of this account from this address. Until its result is recorded it counts as a
    /// wrong one, so that concurrent attempts are limited like consecutive ones.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub async fn attempt(
        &self,
        secret: Secret,
        address: Option<IpAddr>,
        account: &str,
    ) -> Result<Attempt, TooManyAttempts> {
        let address = address.map(network);
        let of_account = (self.key(&Counted::Account(secret, account)), ACCOUNT);
        let pair = self.key(&Counted::Guesses(secret, address, account));
        let of_address = (self.key(&Counted::Address(address)), ADDRESS);
        let waits = match self
            .begin(vec![(pair, GUESSES), of_address, of_account])
            .await
        {
            Ok(attempt) => return Ok(attempt),
            Err(waits) => waits,
        };
        let is_attacked = waits.last().is_some_and(|wait| !wait.is_zero());
        if !is_attacked {
            return Err(too_many(longest(&waits)));
        }
        // An account that is attacked already counts no further, so that it is calm an hour after the last guess that
        // counted.
        self.begin(vec![(pair, GUESSES_UNDER_ATTACK), of_address])
            .await
            .map_err(|waits| too_many(longest(&waits)))
    }

    /// Begins an attempt at a secret of this account that a program passes on: only the account is counted, since all of
    /// the program's users come from its one address.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub async fn attempt_by_program(
        &self,
        secret: Secret,
        account: &str,
    ) -> Result<Attempt, TooManyAttempts> {
        let key = self.key(&Counted::Guesses(secret, None, account));
        self.begin(vec![(key, GUESSES)])
            .await
            .map_err(|waits| too_many(longest(&waits)))
    }

    /// Counts a sign-up from this address.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub async fn sign_up(&self, address: Option<IpAddr>) -> Result<(), TooManyAttempts> {
        let key = self.key(&Counted::SignUps(address.map(network)));
        self.take_all(&[(key, SIGN_UPS)]).await.map_err(too_many)
    }

    /// Counts a mail to `email` that was asked for from this network address.
    ///
    /// # Errors
    /// Returns [`TooManyMails`] when the limit is reached.
    pub async fn mail(
        &self,
        kind: Mailing,
        email: &str,
        address: Option<IpAddr>,
    ) -> Result<(), TooManyMails> {
        let to = self.key(&Counted::MailsTo(kind, email));
        let from = self.key(&Counted::MailsFrom(address.map(network)));
        self.take_all(&[(to, kind.quota()), (from, MAILS_FROM)])
            .await
            .map_err(|retry_after| TooManyMails { retry_after })
    }

    /// Counts a profile read from this address, by this process alone: it guards what a process can do.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn read_from(
        &self,
        address: Option<IpAddr>,
        rate: ReadRate,
    ) -> Result<(), TooManyAttempts> {
        let key = self.key(&Counted::ReadsFrom(address.map(network)));
        self.take_here(&[(key, rate.address)])
            .map_err(|waits| too_many(longest(&waits)))
    }

    /// Counts a profile read of this account, by this process alone.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn read(&self, account: &str, rate: ReadRate) -> Result<(), TooManyAttempts> {
        let key = self.key(&Counted::Reads(account));
        self.take_here(&[(key, rate.account)])
            .map_err(|waits| too_many(longest(&waits)))
    }

    async fn begin(&self, wanted: Vec<(Key, Quota)>) -> Result<Attempt, Vec<Duration>> {
        let is_shared = self.take(&wanted).await?;
        Ok(Attempt {
            limits: self.clone(),
            taken: wanted,
            is_shared,
        })
    }

    /// Takes a token from each bucket, or from none: then returns the time until each has one.
    async fn take_all(&self, wanted: &[(Key, Quota)]) -> Result<(), Duration> {
        let taken = self.take(wanted).await;
        taken.map(drop).map_err(|waits| longest(&waits))
    }

    /// Takes a token from each bucket, or from none: then returns how long each is empty. Returns whether the buckets are
    /// shared.
    async fn take(&self, wanted: &[(Key, Quota)]) -> Result<bool, Vec<Duration>> {
        if let Some(shared) = &self.shared
            && let Ok(waits) = shared.take(wanted).await
        {
            return if longest(&waits).is_zero() {
                Ok(true)
            } else {
                Err(waits)
            };
        }
        self.take_here(wanted).map(|()| false)
    }

    fn take_here(&self, wanted: &[(Key, Quota)]) -> Result<(), Vec<Duration>> {
        let now = self.env.now();
        self.with(|buckets| {
            let waits = wanted
                .iter()
                .map(|(key, quota)| buckets.wait(*key, *quota, now));
            let waits: Vec<_> = waits.collect();
            if !longest(&waits).is_zero() {
                return Err(waits);
            }
            for (key, quota) in wanted {
                buckets.take(*key, *quota, now);
            }
            Ok(())
        })
    }

    fn key(&self, counted: &Counted<'_>) -> Key {
        self.keys.of(counted)
    }

    fn with<T>(&self, deed: impl FnOnce(&mut Buckets) -> T) -> T {
        // After a panic the buckets are at worst one token off.
        deed(&mut self.buckets.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn longest(waits: &[Duration]) -> Duration {
    waits.iter().max().copied().unwrap_or_default()
}

fn too_many(retry_after: Duration) -> TooManyAttempts {
    TooManyAttempts { retry_after }
}

#[cfg(test)]
mod tests;
