use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use crate::{Error, SigningAlgorithm, Vault};

/// A signing key that a JWT template has of its own: a secret for HS256, HS384 and HS512, else a private key as PEM.
#[derive(Debug, Clone)]
pub struct TemplateKey {
    /// The algorithm that it is for.
    pub algorithm: SigningAlgorithm,
    key: SecretSlice<u8>,
}

/// The key is not one for the algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key for this algorithm")]
pub struct InvalidSigningKey;

impl TemplateKey {
    /// Parses a key. It must be able to sign.
    ///
    /// # Errors
    /// Returns [`InvalidSigningKey`] when it is not a private key for the algorithm, or a secret that is shorter than
    /// the algorithm's hash (RFC 7518).
    pub fn parse(
        algorithm: SigningAlgorithm,
        key: &SecretString,
    ) -> Result<Self, InvalidSigningKey> {
        let bytes = key.expose_secret().as_bytes();
        let key = Self {
            algorithm,
            key: bytes.to_vec().into(),
        };
        if bytes.len() < shortest(algorithm) || key.sign(&()).is_err() {
            return Err(InvalidSigningKey);
        }
        Ok(key)
    }

    /// Encrypts the key for the database.
    pub(crate) fn seal(&self, template: &str, vault: &Vault) -> Result<String, Error> {
        vault.seal(&label(template), self.key.expose_secret())
    }

    /// Decrypts a key from the database.
    pub(crate) fn open(
        algorithm: SigningAlgorithm,
        template: &str,
        sealed: &str,
        vault: &Vault,
    ) -> Result<Self, Error> {
        let key = vault.open(&label(template), sealed)?;
        Ok(Self { algorithm, key })
    }

    /// Signs a token with these claims.
    pub(crate) fn sign(&self, claims: &impl serde::Serialize) -> Result<SecretString, Error> {
        let key = self.key.expose_secret();
        let key = match self.algorithm.0 {
            Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512 => EncodingKey::from_secret(key),
            Algorithm::ES256 | Algorithm::ES384 => EncodingKey::from_ec_pem(key)?,
            Algorithm::EdDSA => EncodingKey::from_ed_pem(key)?,
            _ => EncodingKey::from_rsa_pem(key)?,
        };
        let header = Header::new(self.algorithm.0);
        Ok(jsonwebtoken::encode(&header, claims, &key)?.into())
    }
}

fn label(template: &str) -> String {
    format!("signing key of template {template}")
}

/// The fewest bytes of a secret.
fn shortest(algorithm: SigningAlgorithm) -> usize {
    match algorithm.0 {
        Algorithm::HS256 => 32,
        Algorithm::HS384 => 48,
        Algorithm::HS512 => 64,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EC: &str = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2\nOF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r\n1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G\n-----END PRIVATE KEY-----";

    #[test]
    fn a_key_must_be_able_to_sign_with_its_algorithm() {
        let parse = |algorithm: &str, key: &str| {
            let algorithm = SigningAlgorithm::parse(algorithm).unwrap();
            TemplateKey::parse(algorithm, &key.into())
        };
        for (algorithm, key) in [
            ("HS256", "a".repeat(32)),
            ("HS512", "a".repeat(64)),
            ("ES256", EC.to_owned()),
        ] {
            let key = parse(algorithm, &key).unwrap();
            assert!(!format!("{key:?}").contains("aaa"));
        }
        for (algorithm, key) in [
            ("HS256", "a".repeat(31)),
            ("HS384", "a".repeat(47)),
            ("ES256", "a".repeat(32)),
            ("ES384", EC.to_owned()),
            ("RS256", EC.to_owned()),
            ("EdDSA", EC.to_owned()),
        ] {
            assert_eq!(
                parse(algorithm, &key).err(),
                Some(InvalidSigningKey),
                "{algorithm}"
            );
        }
    }
}
