use std::{fmt, str::FromStr as _};

use argon2::{Algorithm, Argon2, Params, password_hash::phc::PasswordHash};
use bcrypt::HashParts;

/// The prefix of our own hashes: their algorithm and cost.
const OWN: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// The most bcrypt rounds: a second of work on one of the hashing threads.
const MOST_BCRYPT_ROUNDS: u32 = 14;
/// The most Argon2 memory, in KiB: each of the hashing threads may need as much.
const MOST_ARGON2_MEMORY: u32 = 256 * 1024;
/// The most Argon2 memory over all passes, in KiB.
const MOST_ARGON2_WORK: u64 = 1024 * 1024;
const MOST_ARGON2_LANES: u32 = 16;

/// A password hash of another server: bcrypt (`$2a$`, `$2b$`, `$2y$`), or Argon2i and Argon2id in the PHC format, of a
/// bounded cost. The user's first sign-in replaces it by a hash of our own.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportedHash(String);

/// Why a hash cannot be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHash {
    /// It is of another algorithm, or malformed.
    #[error("neither a bcrypt hash nor an Argon2i or Argon2id hash in the PHC format")]
    Format,
    /// It would cost too much to verify.
    #[error("a hash of too high a cost")]
    Cost,
}

impl ImportedHash {
    /// Parses a hash.
    ///
    /// # Errors
    /// Returns [`InvalidHash`] when the hash is malformed, or too costly.
    pub fn parse(hash: &str) -> Result<Self, InvalidHash> {
        if hash.starts_with("$argon2") {
            check_argon2(hash)?;
        } else {
            check_bcrypt(hash)?;
        }
        Ok(Self(hash.to_owned()))
    }

    /// The stored form.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ImportedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ImportedHash([redacted])")
    }
}

/// Whether a stored hash is another server's, or of an outdated cost: the next sign-in replaces it.
pub(crate) fn is_foreign(hash: &str) -> bool {
    !hash.starts_with(OWN)
}

/// Verifies a password against a hash of any kind. Returns `None` for a malformed hash.
pub(super) fn verify(password: &[u8], hash: &str) -> Option<bool> {
    use argon2::password_hash::PasswordVerifier as _;

    if hash.starts_with("$2") {
        // Only 72 bytes count, as they did where the hash was made.
        return bcrypt::verify(password, hash).ok();
    }
    let hash = PasswordHash::new(hash).ok()?;
    // Algorithm, version and cost are the hash's own.
    Some(Argon2::default().verify_password(password, &hash).is_ok())
}

fn check_bcrypt(hash: &str) -> Result<(), InvalidHash> {
    let is_known = ["$2a$", "$2b$", "$2y$"]
        .iter()
        .any(|version| hash.starts_with(version));
    let parts = HashParts::from_str(hash).map_err(|_| InvalidHash::Format)?;
    if !is_known || hash.len() != 60 || parts.get_cost() < 4 {
        return Err(InvalidHash::Format);
    }
    if parts.get_cost() > MOST_BCRYPT_ROUNDS {
        return Err(InvalidHash::Cost);
    }
    Ok(())
}

fn check_argon2(hash: &str) -> Result<(), InvalidHash> {
    let hash = PasswordHash::new(hash).map_err(|_| InvalidHash::Format)?;
    let algorithm =
        Algorithm::try_from(hash.algorithm.as_str()).map_err(|_| InvalidHash::Format)?;
    let params = Params::try_from(&hash).map_err(|_| InvalidHash::Format)?;
    // A hash with a key or with associated data takes more than a password; Argon2d is not for passwords.
    let is_plain = hash.params.get_str("keyid").is_none() && hash.params.get_str("data").is_none();
    let is_current = hash.version.is_some_and(|version| version == 19);
    let is_whole = hash.salt.is_some() && hash.hash.is_some();
    if algorithm == Algorithm::Argon2d || !is_plain || !is_current || !is_whole {
        return Err(InvalidHash::Format);
    }
    let work = u64::from(params.m_cost()) * u64::from(params.t_cost());
    if params.m_cost() > MOST_ARGON2_MEMORY
        || work > MOST_ARGON2_WORK
        || params.p_cost() > MOST_ARGON2_LANES
    {
        return Err(InvalidHash::Cost);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of "correct horse battery", by other implementations.
    const BCRYPT: &str = "$2b$04$5mQiNq3SUt4G5jAxS1X/vO62gNI4zZR9BtAQQP56rmPhnNFwGuIyG";
    const ARGON2I: &str = "$argon2i$v=19$m=4096,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$S0NSbB3xLisLLSlT5NI6xK6Atd+RDuJqUDM4EV4hmpc";

    #[test]
    fn a_hash_of_another_server_is_the_passwords_and_nobody_elses() {
        for hash in [BCRYPT, ARGON2I] {
            assert!(ImportedHash::parse(hash).is_ok(), "{hash}");
            assert!(is_foreign(hash));
            assert_eq!(verify(b"correct horse battery", hash), Some(true), "{hash}");
            assert_eq!(verify(b"correct horse batter", hash), Some(false), "{hash}");
        }
        for version in ["$2a$", "$2y$"] {
            let hash = BCRYPT.replace("$2b$", version);
            assert!(ImportedHash::parse(&hash).is_ok(), "{hash}");
        }
    }

    #[test]
    fn what_is_no_such_hash_is_refused() {
        for hash in [
            "",
            "secret",
            "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=a$c2FsdA==$aGFzaA==",
            "$2x$04$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghijklm",
            "$2b$04$short",
            "$2b$04$äbcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghijkl",
            "$argon2d$v=19$m=4096,t=1,p=1$c2FsdHNhbHRzYWx0$ZGlnZXN0ZGlnZXN0",
            "$argon2id$v=16$m=4096,t=1,p=1$c2FsdHNhbHRzYWx0$ZGlnZXN0ZGlnZXN0",
            "$argon2id$m=4096,t=1,p=1$c2FsdHNhbHRzYWx0$ZGlnZXN0ZGlnZXN0",
            "$argon2id$v=19$m=4096,t=1,p=1,keyid=aGVsbG8$c2FsdHNhbHRzYWx0$ZGlnZXN0ZGlnZXN0",
            "$argon2id$v=19$m=4096,t=1,p=1$c2FsdHNhbHRzYWx0",
            "$argon2id$v=19$m=4096,t=1,p=1",
            "$argon2id$",
        ] {
            assert_eq!(
                ImportedHash::parse(hash),
                Err(InvalidHash::Format),
                "{hash}"
            );
        }
    }

    #[test]
    fn a_hash_that_would_cost_too_much_is_refused() {
        for hash in [
            BCRYPT.replace("$04$", "$15$"),
            BCRYPT.replace("$04$", "$31$"),
            ARGON2I.replace("m=4096", "m=262145"),
            ARGON2I.replace("m=4096", "m=4194304"),
            ARGON2I.replace("t=3", "t=257"),
            ARGON2I.replace("p=1", "p=17"),
        ] {
            assert_eq!(ImportedHash::parse(&hash), Err(InvalidHash::Cost), "{hash}");
        }
    }
}
