//! OAuth access token: client credentials grant, shared by all calls, renewed before it expires.

use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Response, header::ACCEPT};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use super::{
    Jitter, body, connection,
    dispatcher::Dispatcher,
    error_message::ErrorMessage,
    retry,
    single_flight::{SingleFlight, lock},
};
use crate::{Config, Error, Failure, Service};

/// A token counts as expired this long before it really is, so that none expires in transit.
const EXPIRY_MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// A token is renewed between once and twice this long before it counts as expired: a failed renewal can be repeated, and
/// the nodes of one deployment do not renew at the same time.
const RENEW_AHEAD: SignedDuration = SignedDuration::from_secs(60);

/// Lifetime of a token without `expires_in`, in seconds.
const DEFAULT_LIFETIME: i64 = 3600;

/// Maximum size of a token response.
const BODY_LIMIT: usize = 64 * 1024;

/// An access token. Clones share it.
#[derive(Debug, Clone)]
pub(super) struct Token(Arc<CachedToken>);

#[derive(Debug)]
struct CachedToken {
    secret: SecretString,
    renew_at: Timestamp,
    expires_at: Timestamp,
}

impl Token {
    /// Parses the token endpoint's response, received at `now`.
    pub fn parse(body: &[u8], now: Timestamp, jitter: &Jitter) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct TokenResponse {
            access_token: SecretText,
            expires_in: Option<u32>,
        }
        let answer: TokenResponse = body::decode(body)?;
        let lifetime =
            SignedDuration::from_secs(answer.expires_in.map_or(DEFAULT_LIFETIME, i64::from));
        let expires_at = now + (lifetime - EXPIRY_MARGIN);
        let ahead = RENEW_AHEAD + RENEW_AHEAD.mul_f64(jitter.factor());
        Ok(Self(Arc::new(CachedToken {
            secret: answer.access_token.0,
            // A token too short-lived for that is renewed at half its lifetime.
            renew_at: expires_at - ahead.min((lifetime - EXPIRY_MARGIN) / 2),
            expires_at,
        })))
    }

    /// Exposes the token for the `Authorization` header.
    pub fn expose(&self) -> &str {
        self.0.secret.expose_secret()
    }
}

/// Cache of the access token. Concurrent callers share one fetch.
#[derive(Clone)]
pub(super) struct TokenSource {
    http: reqwest::Client,
    dispatcher: Arc<Dispatcher>,
    config: Config,
    cached: Arc<Mutex<Option<Token>>>,
    renewals: SingleFlight<(), Result<Token, Error>>,
}

impl TokenSource {
    /// Creates an empty token source.
    pub fn new(http: reqwest::Client, dispatcher: Arc<Dispatcher>, config: Config) -> Self {
        Self {
            http,
            dispatcher,
            config,
            cached: Arc::default(),
            renewals: SingleFlight::new(),
        }
    }

    /// Returns a token that is valid for at least another minute. A token close to expiry is renewed in the background.
    ///
    /// # Errors
    /// Returns the error of the fetch when there is no valid token. Later callers try again.
    pub async fn get(&self) -> Result<Token, Error> {
        if let Some(token) = self.cached(|cached, now| now < cached.renew_at) {
            return Ok(token);
        }
        let renewal = self.renew();
        match self.cached(|cached, now| now < cached.expires_at) {
            Some(token) => {
                // One poll starts the call, which then runs as a task of its own.
                renewal.now_or_never();
                Ok(token)
            }
            None => renewal.await,
        }
    }

    async fn renew(&self) -> Result<Token, Error> {
        let source = self.clone();
        let fetch = || async move {
            let token = source
                .fetch()
                .await
                .map_err(|failure| failure.of(Service::Token))?;
            *lock(&source.cached) = Some(token.clone());
            Ok(token)
        };
        let known = || self.cached(|cached, now| now < cached.renew_at).map(Ok);
        self.renewals.run((), known, |_| (), fetch).await
    }

    /// Removes `token` from the cache after the platform rejected it. A newer one stays.
    pub fn invalidate(&self, token: &Token) {
        let mut cached = lock(&self.cached);
        if cached
            .as_ref()
            .is_some_and(|cached| Arc::ptr_eq(&cached.0, &token.0))
        {
            *cached = None;
        }
    }

    /// The cached token, if `is_valid` accepts it now.
    fn cached(&self, is_valid: impl Fn(&CachedToken, Timestamp) -> bool) -> Option<Token> {
        let now = self.config.clock.now();
        lock(&self.cached)
            .clone()
            .filter(|token| is_valid(&token.0, now))
    }

    async fn fetch(&self) -> Result<Token, Failure> {
        let deadline = Instant::now() + self.config.timeout;
        let permit = self
            .dispatcher
            .acquire(Service::Token, deadline, false)
            .await?;
        let token = timeout_at(deadline, self.request_token());
        let token = token.map(|token| token.unwrap_or(Err(Failure::Timeout)));
        let observer = &self.config.observer;
        let token = observer.watch(Service::Token, "POST", "/oauth2/token", token);
        let token = token.await;
        permit.record_result(&token);
        token
    }

    async fn request_token(&self) -> Result<Token, Failure> {
        let response = self.send().await?;
        let status = response.status().as_u16();
        tracing::debug!(service = ?Service::Token, status, "Asked Timeback");
        match status {
            200 => {
                let body = body::read(response, BODY_LIMIT).await?;
                Token::parse(&body, self.config.clock.now(), &self.config.jitter)
            }
            400 | 401 | 403 => {
                let message = ErrorMessage::read(response).await;
                Err(Failure::CredentialsRefused { status, message })
            }
            429 | 503 => Err(retry::busy(&response, &self.config.clock)),
            _ => Err(Failure::Status {
                status,
                message: ErrorMessage::read(response).await,
            }),
        }
    }

    async fn send(&self) -> Result<Response, Failure> {
        let secret = self.config.client_secret.expose_secret();
        let request = self
            .http
            .post(self.config.token_url.clone())
            .basic_auth(&self.config.client_id, Some(secret))
            .header(ACCEPT, "application/json")
            .form(&[("grant_type", "client_credentials")]);
        connection::send(request, &self.config).await
    }
}

/// Deserializes into a [`SecretString`].
#[derive(Deserialize)]
#[serde(from = "String")]
struct SecretText(SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}
