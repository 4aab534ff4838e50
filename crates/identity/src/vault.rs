use std::{fmt, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretSlice};

use crate::{Env, Error};

/// Encrypts secrets for the database: AES-256-GCM, under a key that is kept elsewhere. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    key: Arc<LessSafeKey>,
    fingerprints: hmac::Key,
    env: Env,
}

impl Vault {
    /// The length of a key in bytes.
    pub const KEY_LENGTH: usize = 32;

    /// A vault with this key of [`KEY_LENGTH`](Self::KEY_LENGTH) bytes.
    ///
    /// # Errors
    /// Returns [`Error::Cryptography`] when the key has another length.
    pub fn new(key: &SecretSlice<u8>, env: Env) -> Result<Self, Error> {
        // Two uses of one key do not meet: what fingerprints is derived from what seals.
        let root = hmac::Key::new(hmac::HMAC_SHA256, key.expose_secret());
        let derived = hmac::sign(&root, b"fingerprints");
        let key = UnboundKey::new(&AES_256_GCM, key.expose_secret())?;
        Ok(Self {
            key: Arc::new(LessSafeKey::new(key)),
            fingerprints: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()),
            env,
        })
    }

    /// A vault for one purpose, with a key derived from this one's.
    ///
    /// # Errors
    /// Returns [`Error::Cryptography`] when the key cannot be derived.
    pub fn derive(&self, purpose: &str) -> Result<Self, Error> {
        let key = hmac::sign(&self.fingerprints, purpose.as_bytes());
        Self::new(&key.as_ref().to_vec().into(), self.env.clone())
    }

    /// Encrypts `secret`, to text. It decrypts only with the same `label`, which says what it is, and whose.
    ///
    /// A nonce has 96 random bits, so one key may encrypt 2^32 secrets.
    ///
    /// # Errors
    /// Returns [`Error::Cryptography`] when it cannot be encrypted.
    pub fn seal(&self, label: &str, secret: &[u8]) -> Result<String, Error> {
        let nonce: [u8; NONCE_LEN] = self.env.bytes();
        let mut sealed = secret.to_vec();
        self.key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(label),
            &mut sealed,
        )?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// A keyed hash of a short secret, which cannot be reversed by trying all values without the key.
    pub fn fingerprint(&self, label: &str, secret: &str) -> String {
        let mut context = hmac::Context::with_key(&self.fingerprints);
        context.update(label.as_bytes());
        context.update(&[0]);
        context.update(secret.as_bytes());
        URL_SAFE_NO_PAD.encode(context.sign())
    }

    /// Decrypts what was encrypted with `label`.
    ///
    /// # Errors
    /// Returns [`Error::Unreadable`] when it was not, or with another key.
    pub fn open(&self, label: &str, sealed: &str) -> Result<SecretSlice<u8>, Error> {
        const UNREADABLE: Error = Error::Unreadable("a sealed secret");
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| UNREADABLE)?;
        let (nonce, sealed) = bytes.split_first_chunk().ok_or(UNREADABLE)?;
        let mut secret = sealed.to_vec();
        let opened = self
            .key
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(label),
                &mut secret,
            )
            .map_err(|_| UNREADABLE)?
            .len();
        secret.truncate(opened);
        Ok(secret.into())
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn vault(key: u8) -> Vault {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        Vault::new(&vec![key; Vault::KEY_LENGTH].into(), env).unwrap()
    }

    #[test]
    fn a_secret_opens_under_its_label_and_key_and_no_other() {
        let sealed = vault(1).seal("session 1", b"hush").unwrap();
        let opened = vault(1).open("session 1", &sealed).unwrap();
        assert_eq!(opened.expose_secret(), b"hush");
        assert!(vault(1).open("session 2", &sealed).is_err());
        assert!(vault(2).open("session 1", &sealed).is_err());
        assert!(vault(1).open("session 1", "hush").is_err());
    }
}
