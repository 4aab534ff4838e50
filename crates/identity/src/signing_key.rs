use std::sync::{Arc, RwLock};

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash},
};
use secrecy::{ExposeSecret as _, SecretSlice};

use crate::{Env, Error, Vault};

/// The only accepted signature algorithm of access tokens.
pub(super) const ALGORITHM: Algorithm = Algorithm::ES256;

/// A key that signs access tokens.
pub(super) struct SigningKey {
    /// The key identifier (`kid`): the thumbprint of the public half.
    pub id: String,
    pub private: EncodingKey,
    pub public: DecodingKey,
    jwk: Jwk,
}

impl SigningKey {
    /// A new private scalar. A random number is no scalar of the curve once in 2^32 times; then another is drawn.
    pub fn scalar(env: &Env) -> SecretSlice<u8> {
        loop {
            let scalar: SecretSlice<u8> = env.bytes::<32>().to_vec().into();
            if PrivateKey::from_private_key(&ECDH_P256, scalar.expose_secret()).is_ok() {
                return scalar;
            }
        }
    }

    /// The key of this private scalar: 32 bytes, the `d` of a JWK.
    ///
    /// # Errors
    /// Returns [`Error::Unreadable`] when the bytes are no scalar of the curve.
    pub fn new(scalar: &SecretSlice<u8>) -> Result<Self, Error> {
        let refused = |_| Error::Unreadable("a signing key");
        let scalar = scalar.expose_secret();
        let public = PrivateKey::from_private_key(&ECDH_P256, scalar)
            .map_err(refused)?
            .compute_public_key()?;
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            scalar,
            public.as_ref(),
        )
        .map_err(refused)?;
        let private = EncodingKey::from_ec_der(pair.to_pkcs8v1()?.as_ref());
        let mut jwk = Jwk::from_encoding_key(&private, ALGORITHM)?;
        let id = jwk.thumbprint(ThumbprintHash::SHA256)?;
        jwk.common.key_id = Some(id.clone());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self {
            id,
            private,
            public: DecodingKey::from_jwk(&jwk)?,
            jwk,
        })
    }

    /// Encrypts the key for the database.
    pub fn seal(scalar: &SecretSlice<u8>, vault: &Vault) -> Result<String, Error> {
        vault.seal(LABEL, scalar.expose_secret())
    }

    /// Decrypts a key from the database.
    pub fn open(sealed: &str, vault: &Vault) -> Result<Self, Error> {
        Self::new(&vault.open(LABEL, sealed)?)
    }
}

const LABEL: &str = "signing key";

/// A set of signing keys.
pub(super) struct KeySet {
    /// The current key, which signs.
    pub current: SigningKey,
    others: Vec<SigningKey>,
    /// When the keys were read, in microseconds since 1970.
    pub read_at: i64,
}

impl KeySet {
    pub fn new(current: SigningKey, others: Vec<SigningKey>, read_at: i64) -> Self {
        Self {
            current,
            others,
            read_at,
        }
    }

    /// Finds a key by its identifier, among those whose signatures are accepted.
    pub fn find(&self, id: &str) -> Option<&SigningKey> {
        self.all().find(|key| key.id == id)
    }

    /// The public keys, for verifiers.
    pub fn published(&self) -> JwkSet {
        JwkSet {
            keys: self.all().map(|key| key.jwk.clone()).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &SigningKey> {
        std::iter::once(&self.current).chain(&self.others)
    }
}

/// The in-memory key set of this process.
#[derive(Clone, Default)]
pub(super) struct KeyCache(Arc<RwLock<Option<Arc<KeySet>>>>);

impl KeyCache {
    pub fn get(&self) -> Option<Arc<KeySet>> {
        self.0.read().ok()?.clone()
    }

    pub fn set(&self, keys: Option<Arc<KeySet>>) {
        if let Ok(mut cached) = self.0.write() {
            *cached = keys;
        }
    }
}
