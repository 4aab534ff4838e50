use std::{sync::Arc, thread::available_parallelism};

use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher as _};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use super::{Password, guessable::is_guessable, imported, low_priority_pool::LowPriorityPool};
use crate::{Env, Error};

/// The most requests that wait for a hash at once: several classrooms. Further ones are refused as busy.
const QUEUE: usize = 256;

/// A hash that no password has, of the usual cost: a password for an unknown address is checked against it, so that the
/// answer takes as long.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Which spelling of a password matches a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// None: the password is wrong.
    No,
    /// The normalized one.
    Normalized,
    /// The spelling as typed: the hash is from before passwords were normalized.
    Typed,
}

/// Hashes passwords with Argon2id, on threads of its own and half the processor's cores, so that pages are served while
/// a school signs in. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Hasher {
    env: Env,
    places: Arc<Semaphore>,
    /// The number of places.
    size: usize,
    pool: LowPriorityPool,
}

impl Hasher {
    pub fn new(env: Env) -> Self {
        Self::with_places(env, QUEUE)
    }

    fn with_places(env: Env, places: usize) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self {
            env,
            places: Arc::new(Semaphore::new(places)),
            size: places,
            pool: LowPriorityPool::new((cores / 2).max(1)),
        }
    }

    /// Hashes a password, to a PHC string.
    pub async fn hash(&self, password: &Password) -> Result<String, Error> {
        let (password, salt) = (password.normalized.clone(), self.env.bytes::<16>());
        self.work(move || {
            let hash =
                argon2()?.hash_password_with_salt(password.expose_secret().as_bytes(), &salt);
            hash.map(|hash| hash.to_string())
                .map_err(|_| Error::Unreadable("a salt"))
        })
        .await
    }

    /// Verifies a password. Without a hash the work is the same, and the result `false`.
    pub async fn verify(&self, password: &Password, hash: Option<String>) -> Result<bool, Error> {
        Ok(self.compare(password, hash).await? != Match::No)
    }

    /// Compares a password with a hash. A wrong one takes the same time with and without a hash: the number of
    /// spellings to try follows from what was typed alone.
    pub async fn compare(&self, password: &Password, hash: Option<String>) -> Result<Match, Error> {
        let password = password.clone();
        self.work(move || {
            let is_somebodys = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
            let has_hash = |text: &SecretString| {
                imported::verify(text.expose_secret().as_bytes(), &hash)
                    .ok_or(Error::Unreadable("a password's hash"))
            };
            let found = if has_hash(&password.normalized)? {
                Match::Normalized
            } else if let Some(typed) = &password.typed
                && has_hash(typed)?
            {
                Match::Typed
            } else {
                Match::No
            };
            Ok(if is_somebodys { found } else { Match::No })
        })
        .await
    }

    /// Whether the password is easily guessed. `addresses` are its user's.
    pub async fn is_guessable(
        &self,
        password: &Password,
        addresses: Vec<String>,
    ) -> Result<bool, Error> {
        let password = password.normalized.clone();
        self.work(move || Ok(is_guessable(password.expose_secret(), &addresses)))
            .await
    }

    /// How many passwords are being hashed, or wait for it.
    pub fn queued(&self) -> usize {
        self.size - self.places.available_permits()
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let Ok(_place) = self.places.try_acquire() else {
            return Err(Error::Busy);
        };
        match self.pool.run(work).await {
            Some(outcome) => outcome,
            None => Err(Error::Busy),
        }
    }
}

/// OWASP's second recommended cost, 19 MiB and two passes: thirty at once fit into a small machine's memory.
fn argon2() -> Result<Argon2<'static>, Error> {
    let cost = Params::new(19 * 1024, 2, 1, None).map_err(Error::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, cost))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher() -> Hasher {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        Hasher::with_places(env, 4)
    }

    #[tokio::test]
    async fn a_password_has_its_hash_and_no_other_has() {
        let (right, wrong) = (
            Password::presented("a long password".into()).unwrap(),
            Password::presented("a long passwort".into()).unwrap(),
        );
        let hash = hasher().hash(&right).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(hasher().verify(&right, Some(hash.clone())).await.unwrap());
        assert!(!hasher().verify(&wrong, Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_is_the_same_however_a_keyboard_spells_it() {
        let composed = Password::presented("pass\u{f6}rd \u{fb01}sh".into()).unwrap();
        let decomposed = Password::presented("passo\u{308}rd fish".into()).unwrap();
        for (set, typed) in [(&composed, &decomposed), (&decomposed, &composed)] {
            let hash = hasher().hash(set).await.unwrap();
            let found = hasher().compare(typed, Some(hash)).await.unwrap();
            assert_eq!(found, Match::Normalized);
        }
    }

    #[tokio::test]
    async fn nobody_has_nobodys_hash() {
        let password = Password::presented(String::new()).unwrap();
        assert!(!hasher().verify(&password, None).await.unwrap());
    }

    #[tokio::test]
    async fn nobodys_hash_costs_what_anybodys_does() {
        let password = Password::presented("a long password".into()).unwrap();
        let cost = |hash: &str| {
            let parts: Vec<_> = hash.split('$').map(ToOwned::to_owned).collect();
            (parts[1..4].to_vec(), parts[4].len(), parts[5].len())
        };
        let anybodys = hasher().hash(&password).await.unwrap();
        assert_eq!(cost(NOBODYS), cost(&anybodys));
    }

    #[tokio::test]
    async fn more_than_may_wait_are_asked_to_come_again() {
        let (hasher, password) = (hasher(), Password::presented("x".into()).unwrap());
        let answers = futures_util::future::join_all((0..7).map(|_| hasher.hash(&password))).await;
        let refused = answers.iter().filter(|answer| answer.is_err()).count();
        assert_eq!(refused, 3);
        assert!(
            hasher.hash(&password).await.is_ok(),
            "a moment later there is room"
        );
    }
}
