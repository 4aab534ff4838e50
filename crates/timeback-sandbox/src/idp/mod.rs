//! The sandbox's OpenID Connect provider, in place of the AWS Cognito user pool of Timeback.
//!
//! Has one client, one key per process, and keeps everything in memory. Like Cognito it has a session of its own (SSO):
//! a browser that is signed in is not shown the form again until `/logout`, except with `prompt=login`.
//!
//! Unlike Cognito it signs in an account that the application names in `login_hint` without asking for its password.

mod authorization_request;
mod authorize;
mod client;
mod code_exchange;
mod discovery;
mod exchange_error;
mod expiring_map;
mod id_token;
mod logout;
mod page;
mod pkce;
mod redirect_target;
mod session;
mod signing_key;
mod user_info;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

pub use super::account::Account;
use super::{Clock, Random};
pub use client::{CLIENT_ID, CLIENT_SECRET};
pub use code_exchange::CodeExchange;

use client::Client;
use code_exchange::CodeGrant;
use expiring_map::ExpiringMap;
use signing_key::SigningKey;

/// The accounts that can sign in. E-mail addresses are case-insensitive.
pub trait Accounts: Send + Sync {
    /// Returns the account for an e-mail address and a password, if both are right.
    fn authenticate(&self, email: &str, password: &str) -> Option<Account>;

    /// Returns the account with an e-mail address.
    fn find(&self, email: &str) -> Option<Account>;
}

/// The OpenID Connect provider. Clones share its state.
#[derive(Clone)]
pub struct Idp {
    issuer: Arc<str>,
    client: Arc<Client>,
    accounts: Arc<dyn Accounts>,
    clock: Clock,
    random: Random,
    key: SigningKey,
    codes: Arc<ExpiringMap<CodeGrant>>,
    access_tokens: Arc<ExpiringMap<Account>>,
    sessions: Arc<ExpiringMap<Account>>,
}

impl Idp {
    /// Creates a provider with the issuer URL `issuer`, the base URL of its routes, such as `http://127.0.0.1:4010`.
    ///
    /// The signing key is generated in the background; the first token or key set waits for it.
    #[must_use]
    pub fn new(issuer: &str, accounts: Arc<dyn Accounts>, clock: Clock, random: Random) -> Self {
        Self {
            issuer: issuer.trim_end_matches('/').into(),
            client: Arc::new(Client::new()),
            accounts,
            clock,
            random,
            key: SigningKey::of_process(),
            codes: Arc::default(),
            access_tokens: Arc::default(),
            sessions: Arc::default(),
        }
    }

    /// Returns all routes but the token endpoint, which the sandbox shares with the API's client credentials and which
    /// calls [`Idp::exchange_code`].
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(discovery::configuration),
            )
            .route("/.well-known/jwks.json", get(discovery::keys))
            .route(
                "/oauth2/authorize",
                get(authorize::show).post(authorize::submit),
            )
            .route("/oauth2/userInfo", get(user_info::show))
            .route("/logout", get(logout::logout))
            .with_state(self.clone())
    }

    fn now(&self) -> jiff::Timestamp {
        (self.clock)()
    }

    /// Returns 256 random bits, as a code or token.
    fn random_token(&self) -> String {
        let mut bytes = [0; 32];
        (self.random)(&mut bytes);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }
}
