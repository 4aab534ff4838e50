//! Rate limits, by network address and by account.
//!
//! For secrets only wrong attempts count, so that a classroom behind one address can sign in, and an attacker cannot.
//! Everything is counted the same whether or not there is such an account, and by this process alone.

mod bucket;
mod errors;
mod quotas;
mod texts;

use std::{
    hash::{BuildHasher as _, RandomState},
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

pub use self::errors::{TooManyAttempts, TooManyMails, TooManyTexts};
pub use self::quotas::{Mailing, ReadRate, Secret, network};
use self::{
    bucket::{Buckets, Key, Quota},
    quotas::{ACCOUNT, ADDRESS, Counted, GUESSES, GUESSES_UNDER_ATTACK, MAILS_FROM, SIGN_UPS},
};
use super::Env;

/// The keys of a generation of buckets: a few megabytes in both.
const GENERATION: usize = 65_536;

/// The rate limiter. Clones share their counts.
#[derive(Clone)]
pub struct Limits {
    env: Env,
    hasher: RandomState,
    buckets: Arc<Mutex<Buckets>>,
}

impl Limits {
    /// A rate limiter that has counted nothing.
    pub fn new(env: Env) -> Self {
        Self {
            env,
            hasher: RandomState::new(),
            buckets: Arc::new(Mutex::new(Buckets::new(GENERATION))),
        }
    }

    /// Begins an attempt at a secret of this account from this address. Until its result is recorded it counts as a
    /// wrong one, so that concurrent attempts are limited like consecutive ones.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn attempt(
        &self,
        secret: Secret,
        address: Option<IpAddr>,
        account: &str,
    ) -> Result<Attempt, TooManyAttempts> {
        let address = address.map(network);
        let account_key = self.key(&Counted::Account(secret, account));
        let pair = self.key(&Counted::Guesses(secret, address, account));
        let address = self.key(&Counted::Address(address));
        let now = self.env.now();
        self.with(|buckets| {
            let is_attacked = !buckets.wait(account_key, ACCOUNT, now).is_zero();
            let guesses = if is_attacked {
                GUESSES_UNDER_ATTACK
            } else {
                GUESSES
            };
            let wait = buckets.wait(pair, guesses, now);
            refuse(wait.max(buckets.wait(address, ADDRESS, now)))?;
            let mut taken = vec![(pair, guesses), (address, ADDRESS)];
            // An account that is attacked already counts no further, so that it is calm an hour after the last guess
            // that counted.
            if !is_attacked {
                taken.push((account_key, ACCOUNT));
            }
            for (key, quota) in &taken {
                buckets.take(*key, *quota, now);
            }
            Ok(Attempt {
                limits: self.clone(),
                taken,
            })
        })
    }

    /// Begins an attempt at a secret of this account that a program passes on: only the account is counted, since all of
    /// the program's users come from its one address.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn attempt_by_program(
        &self,
        secret: Secret,
        account: &str,
    ) -> Result<Attempt, TooManyAttempts> {
        let key = self.key(&Counted::Guesses(secret, None, account));
        let taken = vec![(key, GUESSES)];
        self.take_all(&taken).map_err(too_many)?;
        Ok(Attempt {
            limits: self.clone(),
            taken,
        })
    }

    /// Counts a sign-up from this address.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn sign_up(&self, address: Option<IpAddr>) -> Result<(), TooManyAttempts> {
        let key = self.key(&Counted::SignUps(address.map(network)));
        self.take_all(&[(key, SIGN_UPS)]).map_err(too_many)
    }

    /// Counts a mail to `email` that was asked for from this network address.
    ///
    /// # Errors
    /// Returns [`TooManyMails`] when the limit is reached.
    pub fn mail(
        &self,
        kind: Mailing,
        email: &str,
        address: Option<IpAddr>,
    ) -> Result<(), TooManyMails> {
        let to = self.key(&Counted::MailsTo(kind, email));
        let from = self.key(&Counted::MailsFrom(address.map(network)));
        self.take_all(&[(to, kind.quota()), (from, MAILS_FROM)])
            .map_err(|retry_after| TooManyMails { retry_after })
    }

    /// Counts a profile read from this address.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn read_from(
        &self,
        address: Option<IpAddr>,
        rate: ReadRate,
    ) -> Result<(), TooManyAttempts> {
        let key = self.key(&Counted::ReadsFrom(address.map(network)));
        self.take_all(&[(key, rate.address)]).map_err(too_many)
    }

    /// Counts a profile read of this account.
    ///
    /// # Errors
    /// Returns [`TooManyAttempts`] when the limit is reached.
    pub fn read(&self, account: &str, rate: ReadRate) -> Result<(), TooManyAttempts> {
        let key = self.key(&Counted::Reads(account));
        self.take_all(&[(key, rate.account)]).map_err(too_many)
    }

    /// Takes a token from each bucket, or from none: then returns the time until each has one.
    fn take_all(&self, taken: &[(Key, Quota)]) -> Result<(), Duration> {
        let now = self.env.now();
        self.with(|buckets| {
            let waits = taken
                .iter()
                .map(|(key, quota)| buckets.wait(*key, *quota, now));
            let wait = waits.max().unwrap_or_default();
            if !wait.is_zero() {
                return Err(wait);
            }
            for (key, quota) in taken {
                buckets.take(*key, *quota, now);
            }
            Ok(())
        })
    }

    fn key(&self, counted: &Counted<'_>) -> Key {
        self.hasher.hash_one(counted)
    }

    fn with<T>(&self, deed: impl FnOnce(&mut Buckets) -> T) -> T {
        // After a panic the buckets are at worst one token off.
        deed(&mut self.buckets.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// An attempt in progress. Dropped without a result, because its client went away, it counts as a wrong one.
#[must_use = "an attempt that is not recorded counts as a wrong one"]
pub struct Attempt {
    limits: Limits,
    taken: Vec<(Key, Quota)>,
}

impl Attempt {
    /// Records the result: only a wrong guess, as `is_wrong` says of its error, stays counted.
    ///
    /// # Errors
    /// Returns the error of `outcome`.
    pub fn record_result<T, E>(
        self,
        outcome: Result<T, E>,
        is_wrong: impl FnOnce(&E) -> bool,
    ) -> Result<T, E> {
        if !outcome.as_ref().is_err_and(is_wrong) {
            let now = self.limits.env.now();
            self.limits.with(|buckets| {
                for (key, quota) in &self.taken {
                    buckets.give_back(*key, *quota, now);
                }
            });
        }
        outcome
    }
}

fn refuse(wait: Duration) -> Result<(), TooManyAttempts> {
    if wait.is_zero() {
        Ok(())
    } else {
        Err(too_many(wait))
    }
}

fn too_many(retry_after: Duration) -> TooManyAttempts {
    TooManyAttempts { retry_after }
}

#[cfg(test)]
mod tests;
