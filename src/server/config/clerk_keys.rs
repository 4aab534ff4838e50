use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{SHA256, digest},
};
use secrecy::{ExposeSecret as _, SecretSlice};

/// Prefixes of a secret key, as Clerk's clients expect them.
const PREFIXES: [&str; 2] = ["sk_test_", "sk_live_"];

/// Minimum number of characters after the prefix.
const SHORTEST: usize = 32;

/// Maximum number of keys: the current key and its successor.
const MOST: usize = 2;

/// The accepted secret keys of the Clerk API. Only their digests are kept.
#[derive(Debug, Clone)]
pub struct ClerkSecretKeys(Vec<SecretSlice<u8>>);

impl ClerkSecretKeys {
    /// Parses one key, or two separated by a comma. Returns `None` when one is malformed or too short.
    pub(super) fn parse(keys: &str) -> Option<Self> {
        let keys: Option<Vec<_>> = keys.split(',').map(|key| parse_key(key.trim())).collect();
        keys.filter(|keys| keys.len() <= MOST).map(Self)
    }

    /// Whether this is one of the keys. Takes the same time for every key, of any length.
    pub fn accepts(&self, presented: &str) -> bool {
        let presented = digest(&SHA256, presented.as_bytes());
        let is_equal = |key: &SecretSlice<u8>| {
            verify_slices_are_equal(key.expose_secret(), presented.as_ref()).is_ok()
        };
        self.0
            .iter()
            .fold(false, |found, key| found | is_equal(key))
    }
}

/// The digest of a well-formed key.
fn parse_key(key: &str) -> Option<SecretSlice<u8>> {
    let secret = PREFIXES
        .iter()
        .find_map(|prefix| key.strip_prefix(prefix))?;
    let is_secret = secret.len() >= SHORTEST && secret.bytes().all(|byte| byte.is_ascii_graphic());
    is_secret.then(|| digest(&SHA256, key.as_bytes()).as_ref().to_vec().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_long_and_two_are_accepted_while_one_replaces_the_other() {
        let (old, new) = (
            format!("sk_live_{}", "a".repeat(SHORTEST)),
            format!("sk_test_{}", "b".repeat(SHORTEST)),
        );
        let keys = ClerkSecretKeys::parse(&format!("{new}, {old}")).unwrap();
        assert!(keys.accepts(&old) && keys.accepts(&new));
        for wrong in ["", "sk_live_", &old[..old.len() - 1], &format!("{old}a")] {
            assert!(!keys.accepts(wrong), "{wrong}");
        }
        for malformed in [
            "",
            &old[..old.len() - 1],
            &old[3..],
            &format!("{old},"),
            &format!("{old} a"),
            &format!("{old},{new},{old}"),
        ] {
            assert!(ClerkSecretKeys::parse(malformed).is_none(), "{malformed}");
        }
    }
}
