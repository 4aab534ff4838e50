//! An OpenID provider that issues invalid ID tokens.

use std::sync::{Arc, Mutex};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use axum::{
    Json, Router,
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, JwkSet},
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub const CLIENT_ID: &str = "timeback-dashboard";
pub const CLIENT_SECRET: &str = "sandbox-sso-secret";

/// Clones are the same provider.
#[derive(Clone)]
pub struct ForgedProvider {
    pub issuer: String,
    published: Arc<Mutex<Key>>,
    id_token: Arc<Mutex<String>>,
}

impl ForgedProvider {
    /// Starts a provider on a free port, with one key.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let provider = Self {
            issuer,
            published: Arc::new(Mutex::new(Key::new("first"))),
            id_token: Arc::default(),
        };
        let router = provider.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// The claims of a valid ID token.
    pub fn claims(&self, nonce: &str, now: i64) -> Value {
        json!({
            "iss": self.issuer, "aud": CLIENT_ID, "sub": "maya", "nonce": nonce, "iat": now, "exp": now + 3600,
            "email": "student@example.com", "email_verified": true, "given_name": "Maya", "family_name": "Okafor",
        })
    }

    /// Signs these claims with the published key for the next code.
    pub fn answer(&self, claims: &Value) {
        let token = self.published.lock().unwrap().sign(claims);
        self.answer_token(token);
    }

    /// Returns this ID token for the next code.
    pub fn answer_token(&self, token: String) {
        *self.id_token.lock().unwrap() = token;
    }

    /// Publishes only this key from now on.
    pub fn publish(&self, key: Key) {
        *self.published.lock().unwrap() = key;
    }

    fn router(&self) -> Router {
        let (metadata, keys, tokens) = (self.metadata(), self.clone(), self.clone());
        let jwks = move || async move {
            Json(JwkSet {
                keys: vec![keys.published.lock().unwrap().public.clone()],
            })
        };
        let token = move || async move {
            Json(
                json!({ "access_token": "a", "token_type": "Bearer", "id_token": *tokens.id_token.lock().unwrap() }),
            )
        };
        Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(|| async { Json(metadata) }),
            )
            .route("/jwks", get(jwks))
            .route("/token", post(token))
    }

    fn metadata(&self) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        })
    }
}

/// Generates a key for ES256.
pub struct Key {
    private: EncodingKey,
    public: Jwk,
}

impl Key {
    pub fn new(id: &str) -> Self {
        let pkcs8 =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
                .unwrap();
        let private = EncodingKey::from_ec_der(pkcs8.as_ref());
        let mut public = Jwk::from_encoding_key(&private, Algorithm::ES256).unwrap();
        public.common.key_id = Some(id.to_owned());
        Self { private, public }
    }

    pub fn sign(&self, claims: &Value) -> String {
        let header = Header {
            kid: self.public.common.key_id.clone(),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, claims, &self.private).unwrap()
    }
}

/// An unsigned token with these claims.
pub fn unsigned(claims: &Value) -> String {
    let part = |json: &Value| BASE64_URL_SAFE_NO_PAD.encode(json.to_string());
    format!(
        "{}.{}.",
        part(&json!({ "alg": "none", "typ": "JWT" })),
        part(claims)
    )
}

/// A token signed with the client secret, which an attacker might know.
pub fn signed_with_secret(claims: &Value) -> String {
    jsonwebtoken::encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(CLIENT_SECRET.as_bytes()),
    )
    .unwrap()
}
