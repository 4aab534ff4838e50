//! The access token: fetched by client credentials, shared by every call, renewed before it ends.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use reqwest::header::ACCEPT;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{
    Config, Error, Failure, Service, body,
    complaint::Complaint,
    flight::{Flights, lock},
};

/// A token is renewed this long before it ends, so that none ends on its way.
const EARLY: SignedDuration = SignedDuration::from_secs(60);

/// The life of a token whose answer does not name it, in seconds.
const DEFAULT_LIFE: i64 = 3600;

/// A token's answer is a few kilobytes.
const BODY_LIMIT: usize = 64 * 1024;

/// An access token. Clones are the same token.
#[derive(Debug, Clone)]
pub(super) struct Token(Arc<Held>);

#[derive(Debug)]
struct Held {
    secret: SecretString,
    renew_at: Timestamp,
}

impl Token {
    /// The token's text, for the `Authorization` header alone.
    pub fn expose(&self) -> &str {
        self.0.secret.expose_secret()
    }
}

/// Where calls get their token: one fetch for everybody who waits.
#[derive(Clone)]
pub(super) struct TokenSource {
    http: reqwest::Client,
    config: Config,
    held: Arc<Mutex<Option<Token>>>,
    flights: Flights<(), Result<Token, Error>>,
}

impl TokenSource {
    /// A source that holds no token yet.
    pub fn new(http: reqwest::Client, config: Config) -> Self {
        Self {
            http,
            config,
            held: Arc::default(),
            flights: Flights::new(),
        }
    }

    /// A token that is good for a minute at least. A failed fetch fails those who wait for it, not those who come later.
    pub async fn get(&self) -> Result<Token, Error> {
        if let Some(token) = self.current() {
            return Ok(token);
        }
        let source = self.clone();
        let fetch = || async move {
            let token = source
                .fetch()
                .await
                .map_err(|failure| failure.of(Service::Token))?;
            *lock(&source.held) = Some(token.clone());
            Ok(token)
        };
        self.flights
            .ask((), || self.current().map(Ok), |_| (), fetch)
            .await
    }

    /// Forgets `token`, which the platform refused; a newer one stays.
    pub fn invalidate(&self, token: &Token) {
        let mut held = lock(&self.held);
        if held
            .as_ref()
            .is_some_and(|held| Arc::ptr_eq(&held.0, &token.0))
        {
            *held = None;
        }
    }

    fn current(&self) -> Option<Token> {
        let now = self.config.clock.now();
        lock(&self.held)
            .clone()
            .filter(|token| now < token.0.renew_at)
    }

    async fn fetch(&self) -> Result<Token, Failure> {
        let fetch = async {
            let response = self
                .http
                .post(self.config.token_url.clone())
                .basic_auth(
                    &self.config.client_id,
                    Some(self.config.client_secret.expose_secret()),
                )
                .header(ACCEPT, "application/json")
                .form(&[("grant_type", "client_credentials")])
                .send()
                .await
                .map_err(Failure::unanswered)?;
            let status = response.status().as_u16();
            tracing::debug!(service = ?Service::Token, status, "Asked Timeback");
            match status {
                200 => self.accept(&body::read(response, BODY_LIMIT).await?),
                400 | 401 | 403 => {
                    let complaint = Complaint::read(response).await;
                    Err(Failure::CredentialsRefused { status, complaint })
                }
                429 | 503 => Err(Failure::Busy {
                    status,
                    retry_after: None,
                }),
                _ => Err(Failure::Status {
                    status,
                    complaint: Complaint::read(response).await,
                }),
            }
        };
        tokio::time::timeout(self.config.timeout, fetch)
            .await
            .unwrap_or(Err(Failure::Timeout))
    }

    fn accept(&self, body: &[u8]) -> Result<Token, Failure> {
        #[derive(Deserialize)]
        struct Answer {
            access_token: SecretText,
            expires_in: Option<u32>,
        }
        let answer: Answer = body::decode(body)?;
        let life = SignedDuration::from_secs(answer.expires_in.map_or(DEFAULT_LIFE, i64::from));
        let renew_at = self.config.clock.now() + (life - EARLY);
        Ok(Token(Arc::new(Held {
            secret: answer.access_token.0,
            renew_at,
        })))
    }
}

/// A secret on the wire.
#[derive(Deserialize)]
#[serde(from = "String")]
struct SecretText(SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}
