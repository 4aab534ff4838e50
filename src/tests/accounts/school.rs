//! The identity service of a school, with its database and clients.

use identity::{
    Account, AuthContext, AuthPolicy, AuthenticateError, ClientInfo, Email, Grant, Identity,
    OneTimeCode, Password, PasswordSignInError, RefreshError, SignUpError, SignedUp, Update,
    UpdateError,
};
use messages::Language;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};

use crate::{clock::Clock, store::Store};

pub const MAYA: &str = "maya@example.com";
pub const PASSWORD: &str = "correct horse battery";

pub struct School {
    pub clock: Clock,
    pub identity: Identity,
    pub store: Store,
}

impl School {
    /// A school with `AUTH_AUTOCONFIRM`.
    pub async fn on(store: Store) -> Self {
        Self::with(store, |_| {}).await
    }

    pub async fn with(store: Store, change: impl FnOnce(&mut AuthPolicy)) -> Self {
        let clock = Clock::new();
        let identity = store.identity_with(&clock, change).await;
        Self {
            clock,
            identity,
            store,
        }
    }

    /// Another process on the same database.
    pub async fn another_process(&self) -> Identity {
        self.store.identity(&self.clock).await
    }

    pub async fn try_sign_up(
        &self,
        address: &str,
        password: &str,
    ) -> Result<SignedUp, SignUpError> {
        self.sign_up_with(address, password, Map::new()).await
    }

    pub async fn sign_up_with(
        &self,
        address: &str,
        password: &str,
        data: Map<String, Value>,
    ) -> Result<SignedUp, SignUpError> {
        self.identity
            .sign_up(&email(address), &presented(password), data, None, &client())
            .await
    }

    /// A new account and its first session.
    pub async fn sign_up(&self, address: &str) -> Grant {
        match self.try_sign_up(address, PASSWORD).await {
            Ok(SignedUp::SignedIn(grant)) => *grant,
            other => panic!("nobody is signed in: {other:?}"),
        }
    }

    pub async fn try_sign_in(
        &self,
        address: &str,
        password: &str,
    ) -> Result<Grant, PasswordSignInError> {
        self.identity
            .sign_in_with_password(&email(address), &presented(password), &client())
            .await
    }

    pub async fn sign_in(&self, address: &str) -> Grant {
        self.try_sign_in(address, PASSWORD).await.unwrap()
    }

    pub async fn refresh(&self, token: &str) -> Result<Grant, RefreshError> {
        self.identity.refresh(token, &client()).await
    }

    pub async fn authenticate(&self, grant: &Grant) -> Result<AuthContext, AuthenticateError> {
        let token = grant.access_token.expose_secret();
        self.identity.authenticate(token).await
    }

    pub async fn update(&self, grant: &Grant, update: Update) -> Result<Account, UpdateError> {
        let auth = self.authenticate(grant).await.unwrap();
        self.identity.update(&auth, update, &client()).await
    }

    /// The names of the audit events, oldest first.
    pub async fn log(&self) -> Vec<String> {
        let log = self.identity.audit_log().await.unwrap();
        log.into_iter().map(|entry| entry.action).collect()
    }
}

pub fn email(address: &str) -> Email {
    Email::parse(address).unwrap()
}

pub fn presented(password: &str) -> Password {
    Password::presented(password.to_owned()).unwrap()
}

pub fn one_time(code: &str) -> OneTimeCode {
    OneTimeCode::parse(code).unwrap()
}

pub fn client() -> ClientInfo {
    ClientInfo {
        address: Some([192, 0, 2, 7].into()),
        user_agent: Some("a browser".to_owned()),
        request_id: Some("request 1".to_owned()),
        language: Language::En,
    }
}

/// The refresh token of a response.
pub fn token(grant: &Grant) -> &str {
    grant.refresh_token.expose_secret()
}
