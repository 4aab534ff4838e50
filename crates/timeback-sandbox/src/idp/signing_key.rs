//! The RSA key behind the provider's signatures. Cognito signs with RS256, so the sandbox does.

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

/// The key is not there, or it refused.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// Making the key failed.
    #[error("the signing key could not be made")]
    NoKey,
    /// The claims could not be written or signed.
    #[error("the token could not be signed")]
    Refused(#[from] jsonwebtoken::errors::Error),
}

/// A key that may still be in the making. Clones share it.
#[derive(Clone)]
pub struct SigningKey(watch::Receiver<Option<Arc<Pair>>>);

struct Pair {
    id: String,
    private: EncodingKey,
    public: JwkSet,
}

impl SigningKey {
    /// The key of this process, begun at the first call.
    ///
    /// Making one takes a noticeable part of a second, so several sandboxes in one process share it.
    /// Its randomness is the cryptographic library's own, not a parameter: RSA keys cannot be made from a given seed.
    pub fn of_this_process() -> Self {
        static KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::begin);
        KEY.clone()
    }

    /// Starts making a key on a thread of its own and returns at once.
    fn begin() -> Self {
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

    /// The public half, as served at `jwks_uri`.
    pub async fn public(&self) -> Result<JwkSet, SigningError> {
        Ok(self.ready().await?.public.clone())
    }

    /// A compact RS256 token that carries `claims`.
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

/// The key as text: `EncodingKey` reads this form of a key (PKCS #8) from PEM only.
fn pem(der: &Pkcs8V1Der) -> String {
    let body = BASE64_STANDARD.encode(der.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
}
