//! The provider's RSA key. It signs with RS256, as Cognito does.

use std::error::Error;
use std::sync::{Arc, LazyLock};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use tokio::sync::watch;

/// Error of signing.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The key could not be generated.
    #[error("the signing key could not be made")]
    NoKey,
    /// The claims could not be serialized or signed.
    #[error("the token could not be signed")]
    Refused(#[from] jsonwebtoken::errors::Error),
}

/// A key that may still be generated. Clones share it.
#[derive(Clone)]
pub struct SigningKey(watch::Receiver<Option<Arc<Pair>>>);

struct Pair {
    id: String,
    private: EncodingKey,
    public: JwkSet,
}

impl SigningKey {
    /// Returns the key of this process, which the first call starts to generate.
    ///
    /// Shared by all sandboxes of a process, because generation takes a noticeable part of a second. Its randomness is
    /// the cryptographic library's own: it cannot generate RSA keys from a seed.
    pub fn of_process() -> Self {
        static KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::generate_in_background);
        KEY.clone()
    }

    /// Generates a key on another thread.
    fn generate_in_background() -> Self {
        let (sender, receiver) = watch::channel(None);
        std::thread::spawn(move || match Pair::generate() {
            Ok(pair) => drop(sender.send(Some(Arc::new(pair)))),
            Err(error) => {
                let error: &(dyn Error + 'static) = &error;
                tracing::error!(error, "no signing key: nobody can sign in to the sandbox");
            }
        });
        Self(receiver)
    }

    /// Returns the public key set, as served at `jwks_uri`.
    pub async fn public(&self) -> Result<JwkSet, SigningError> {
        Ok(self.ready().await?.public.clone())
    }

    /// Signs a JWT with RS256.
    pub async fn sign(&self, claims: &impl Serialize) -> Result<String, SigningError> {
        let pair = self.ready().await?;
        let header = Header {
            kid: Some(pair.id.clone()),
            ..Header::new(Algorithm::RS256)
        };
        Ok(jsonwebtoken::encode(&header, claims, &pair.private)?)
    }

    async fn ready(&self) -> Result<Arc<Pair>, SigningError> {
        let mut pair = self.0.clone();
        let pair = pair
            .wait_for(Option::is_some)
            .await
            .map_err(|_| SigningError::NoKey)?;
        pair.clone().ok_or(SigningError::NoKey)
    }
}

impl Pair {
    fn generate() -> Result<Self, SigningError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| SigningError::NoKey)?;
        let der: Pkcs8V1Der = pair.as_der().map_err(|_| SigningError::NoKey)?;
        let private = EncodingKey::from_rsa_pem(pem(&der).as_bytes())?;
        let mut public = Jwk::from_encoding_key(&private, Algorithm::RS256)?;
        let id = public.thumbprint(ThumbprintHash::SHA256)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self {
            id,
            private,
            public: JwkSet { keys: vec![public] },
        })
    }
}

/// Encodes the key as PEM, the only format of PKCS #8 that `EncodingKey` reads.
fn pem(der: &Pkcs8V1Der) -> String {
    let body = BASE64_STANDARD.encode(der.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
}
