use std::sync::{Arc, RwLock};

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey},
    encoding::{AsDer as _, Pkcs8V1Der},
    rsa::{self, KeySize},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash},
};
use secrecy::{ExposeSecret as _, SecretSlice};

use crate::{Env, Error, Vault, model::key_kind::KeyKind};

/// The only accepted signature algorithm of access tokens.
pub(super) const ALGORITHM: Algorithm = Algorithm::ES256;

/// The signature algorithm of session tokens: Clerk's clients verify signatures of RSA keys only.
pub(super) const SESSION_ALGORITHM: Algorithm = Algorithm::RS256;

/// A key that signs tokens.
pub(super) struct SigningKey {
    kind: KeyKind,
    /// The key identifier (`kid`): the thumbprint of the public half.
    pub id: String,
    pub private: EncodingKey,
    pub public: DecodingKey,
    jwk: Jwk,
}

impl SigningKey {
    /// A new private key: 32 bytes for the curve P-256, PEM for RSA.
    pub fn generate(kind: KeyKind, env: &Env) -> Result<SecretSlice<u8>, Error> {
        match kind {
            KeyKind::Ec => Ok(scalar(env)),
            KeyKind::Rsa => rsa_pem(),
        }
    }

    /// The key of this private key.
    ///
    /// # Errors
    /// Returns [`Error::Unreadable`] or [`Error::Signing`] when the bytes are no such key.
    pub fn new(kind: KeyKind, secret: &SecretSlice<u8>) -> Result<Self, Error> {
        let (private, algorithm) = match kind {
            KeyKind::Ec => (ec_key(secret)?, ALGORITHM),
            KeyKind::Rsa => {
                let private = EncodingKey::from_rsa_pem(secret.expose_secret())?;
                (private, SESSION_ALGORITHM)
            }
        };
        let mut jwk = Jwk::from_encoding_key(&private, algorithm)?;
        let id = jwk.thumbprint(ThumbprintHash::SHA256)?;
        jwk.common.key_id = Some(id.clone());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self {
            kind,
            id,
            private,
            public: DecodingKey::from_jwk(&jwk)?,
            jwk,
        })
    }

    /// Encrypts the key for the database.
    pub fn seal(kind: KeyKind, secret: &SecretSlice<u8>, vault: &Vault) -> Result<String, Error> {
        vault.seal(label(kind), secret.expose_secret())
    }

    /// Decrypts a key from the database.
    pub fn open(kind: KeyKind, sealed: &str, vault: &Vault) -> Result<Self, Error> {
        Self::new(kind, &vault.open(label(kind), sealed)?)
    }
}

/// A new private scalar. A random number is no scalar of the curve once in 2^32 times; then another is drawn.
fn scalar(env: &Env) -> SecretSlice<u8> {
    loop {
        let scalar: SecretSlice<u8> = env.bytes::<32>().to_vec().into();
        if PrivateKey::from_private_key(&ECDH_P256, scalar.expose_secret()).is_ok() {
            return scalar;
        }
    }
}

/// The length of a line in PEM (RFC 7468).
const PEM_LINE: usize = 64;

/// A new RSA key. The library draws it from a source of randomness of its own; it takes no other.
fn rsa_pem() -> Result<SecretSlice<u8>, Error> {
    let pair = rsa::KeyPair::generate(KeySize::Rsa2048)?;
    let der: Pkcs8V1Der<'_> = pair.as_der()?;
    let body = STANDARD.encode(der.as_ref());
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for (at, letter) in body.chars().enumerate() {
        if at > 0 && at % PEM_LINE == 0 {
            pem.push('\n');
        }
        pem.push(letter);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    Ok(pem.into_bytes().into())
}

fn ec_key(scalar: &SecretSlice<u8>) -> Result<EncodingKey, Error> {
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
    Ok(EncodingKey::from_ec_der(pair.to_pkcs8v1()?.as_ref()))
}

fn label(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Ec => "signing key",
        KeyKind::Rsa => "RSA signing key",
    }
}

/// A set of signing keys.
pub(super) struct KeySet {
    /// The current key, which signs access tokens.
    pub current: SigningKey,
    /// The current RSA key, which signs session tokens, if there is one yet.
    pub rsa: Option<SigningKey>,
    others: Vec<SigningKey>,
    /// When the keys were read, in microseconds since 1970.
    pub read_at: i64,
}

impl KeySet {
    pub fn new(
        current: SigningKey,
        rsa: Option<SigningKey>,
        others: Vec<SigningKey>,
        read_at: i64,
    ) -> Self {
        Self {
            current,
            rsa,
            others,
            read_at,
        }
    }

    /// Finds a key by its identifier, among those that sign access tokens.
    pub fn find(&self, id: &str) -> Option<&SigningKey> {
        // What an RSA key signed is for others: it is no access token, whatever its claims say.
        self.all()
            .find(|key| key.id == id && key.kind == KeyKind::Ec)
    }

    /// The public keys, for verifiers.
    pub fn published(&self) -> JwkSet {
        JwkSet {
            keys: self.all().map(|key| key.jwk.clone()).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &SigningKey> {
        std::iter::once(&self.current)
            .chain(&self.rsa)
            .chain(&self.others)
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
