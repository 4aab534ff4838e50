//! The access token: fetched by client credentials, shared by every call, renewed before it ends.

use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Response, header::ACCEPT};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use super::{
    Jitter, body,
    complaint::Complaint,
    flight::{Flights, lock},
    retry,
    traffic::Traffic,
};
use crate::{Config, Error, Failure, Service};

/// A token is used until so long before its end, so that none ends on its way.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// It is renewed so long before nobody may use it any more, and up to twice as long by chance: the renewal has time to
/// fail once or twice, and the nodes of one school do not come for theirs together.
const AHEAD: SignedDuration = SignedDuration::from_secs(60);

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
    unfit_at: Timestamp,
}

impl Token {
    /// Reads the token endpoint's answer, which came at `now`.
    pub fn parse(body: &[u8], now: Timestamp, jitter: &Jitter) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Answer {
            access_token: SecretText,
            expires_in: Option<u32>,
        }
        let answer: Answer = body::decode(body)?;
        let life = SignedDuration::from_secs(answer.expires_in.map_or(DEFAULT_LIFE, i64::from));
        let unfit_at = now + (life - MARGIN);
        let ahead = AHEAD + AHEAD.mul_f64(jitter.share());
        Ok(Self(Arc::new(Held {
            secret: answer.access_token.0,
            // A life too short for that is used half.
            renew_at: unfit_at - ahead.min((life - MARGIN) / 2),
            unfit_at,
        })))
    }

    /// The token's text, for the `Authorization` header alone.
    pub fn expose(&self) -> &str {
        self.0.secret.expose_secret()
    }
}

/// Where calls get their token: one fetch for everybody who waits.
#[derive(Clone)]
pub(super) struct TokenSource {
    http: reqwest::Client,
    traffic: Arc<Traffic>,
    config: Config,
    held: Arc<Mutex<Option<Token>>>,
    flights: Flights<(), Result<Token, Error>>,
}

impl TokenSource {
    /// A source that holds no token yet.
    pub fn new(http: reqwest::Client, traffic: Arc<Traffic>, config: Config) -> Self {
        Self {
            http,
            traffic,
            config,
            held: Arc::default(),
            flights: Flights::new(),
        }
    }

    /// A token that is good for a minute at least. One that ends soon is renewed meanwhile, and nobody waits for that.
    /// A failed fetch fails those who wait for it, not those who come later.
    pub async fn get(&self) -> Result<Token, Error> {
        if let Some(token) = self.held(|held, now| now < held.renew_at) {
            return Ok(token);
        }
        let renewal = self.renewed();
        match self.held(|held, now| now < held.unfit_at) {
            Some(token) => {
                // Asked once, the flight goes on by itself.
                renewal.now_or_never();
                Ok(token)
            }
            None => renewal.await,
        }
    }

    async fn renewed(&self) -> Result<Token, Error> {
        let source = self.clone();
        let fetch = || async move {
            let token = source
                .fetch()
                .await
                .map_err(|failure| failure.of(Service::Token))?;
            *lock(&source.held) = Some(token.clone());
            Ok(token)
        };
        let known = || self.held(|held, now| now < held.renew_at).map(Ok);
        self.flights.ask((), known, |_| (), fetch).await
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

    /// The token at hand, if it is what the caller asks for at this instant.
    fn held(&self, is_fit: impl Fn(&Held, Timestamp) -> bool) -> Option<Token> {
        let now = self.config.clock.now();
        lock(&self.held)
            .clone()
            .filter(|token| is_fit(&token.0, now))
    }

    async fn fetch(&self) -> Result<Token, Failure> {
        let deadline = Instant::now() + self.config.timeout;
        let pass = self.traffic.pass(Service::Token, deadline, false).await?;
        let token = timeout_at(deadline, self.ask()).await;
        let token = token.unwrap_or(Err(Failure::Timeout));
        pass.settle(&token);
        token
    }

    async fn ask(&self) -> Result<Token, Failure> {
        let response = self.send().await?;
        let status = response.status().as_u16();
        tracing::debug!(service = ?Service::Token, status, "Asked Timeback");
        match status {
            200 => {
                let body = body::read(response, BODY_LIMIT).await?;
                Token::parse(&body, self.config.clock.now(), &self.config.jitter)
            }
            400 | 401 | 403 => {
                let complaint = Complaint::read(response).await;
                Err(Failure::CredentialsRefused { status, complaint })
            }
            429 | 503 => Err(retry::busy(&response, &self.config.clock)),
            _ => Err(Failure::Status {
                status,
                complaint: Complaint::read(response).await,
            }),
        }
    }

    async fn send(&self) -> Result<Response, Failure> {
        let secret = self.config.client_secret.expose_secret();
        self.http
            .post(self.config.token_url.clone())
            .basic_auth(&self.config.client_id, Some(secret))
            .header(ACCEPT, "application/json")
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await
            .map_err(Failure::unanswered)
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
