//! The one way out: token, deadline, retry, redaction.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::{
    Response,
    header::{ACCEPT, HeaderMap},
};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep, timeout_at};

use super::{
    Config, Error, Failure, body,
    complaint::Complaint,
    connection,
    request::Request,
    retry,
    token::{Token, TokenSource},
};

/// The connection to one platform.
pub(super) struct Transport {
    http: reqwest::Client,
    tokens: TokenSource,
    pub config: Config,
}

impl Transport {
    /// A transport that has not connected yet.
    pub fn new(config: Config) -> Self {
        let http = connection::client(&config);
        Self {
            tokens: TokenSource::new(http.clone(), config.clone()),
            http,
            config,
        }
    }

    /// Opens an operation: everything asked through it shares one deadline.
    pub fn operation(&self) -> Operation<'_> {
        Operation {
            transport: self,
            deadline: Instant::now() + self.config.timeout,
        }
    }
}

/// What the platform answered, with a status of success.
pub(super) struct Answer {
    /// The answer's headers.
    pub headers: HeaderMap,
    /// The whole body; empty for 204.
    pub body: Vec<u8>,
}

/// The calls of one operation, under one deadline.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    transport: &'a Transport,
    deadline: Instant,
}

impl Operation<'_> {
    /// Asks and decodes the answer.
    pub async fn fetch<T: DeserializeOwned>(self, request: Request) -> Result<T, Error> {
        let service = request.service;
        let answer = self.ask(request).await?;
        body::decode(&answer.body).map_err(|failure| failure.of(service))
    }

    /// Sees to it that there is a token.
    pub async fn authorize(self) -> Result<(), Error> {
        self.transport.tokens.get().await.map(drop)
    }

    /// The present instant.
    pub fn now(self) -> Timestamp {
        self.transport.config.clock.now()
    }

    /// Asks for an answer as it comes, with its headers.
    pub async fn ask(self, request: Request) -> Result<Answer, Error> {
        match timeout_at(self.deadline, self.attempt(&request)).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::Timeout.of(request.service)),
        }
    }

    /// Sends until there is an answer: 429 and 503 are asked again, a refused token is replaced once.
    async fn attempt(self, request: &Request) -> Result<Answer, Error> {
        let Transport { tokens, .. } = self.transport;
        let (mut attempt, mut replayed) = (1, false);
        loop {
            let token = tokens.get().await?;
            let sent = self.send(request, &token, attempt).await;
            let response = sent.map_err(|failure| failure.of(request.service))?;
            match response.status().as_u16() {
                401 if !replayed => {
                    tokens.invalidate(&token);
                    replayed = true;
                }
                429 | 503 => {
                    let wait = self.wait(&response, attempt);
                    sleep(wait.map_err(|failure| failure.of(request.service))?).await;
                    attempt += 1;
                }
                _ => {
                    return accept(response, request.body_limit)
                        .await
                        .map_err(|f| f.of(request.service));
                }
            }
        }
    }

    async fn send(
        self,
        request: &Request,
        token: &Token,
        attempt: u32,
    ) -> Result<Response, Failure> {
        let Transport { http, config, .. } = self.transport;
        let sent_at = Instant::now();
        let mut call = http
            .request(request.method.clone(), request.address(config))
            .bearer_auth(token.expose())
            .header(ACCEPT, "application/json");
        if let Some(body) = &request.body {
            call = call.json(body);
        }
        let sent = call.send().await;
        tracing::debug!(
            service = ?request.service,
            method = request.method.as_str(),
            route = request.route,
            status = sent.as_ref().ok().map(|response| response.status().as_u16()),
            elapsed_ms = sent_at.elapsed().as_secs_f64() * 1e3,
            attempt,
            "Asked Timeback"
        );
        sent.map_err(Failure::unanswered)
    }

    /// How long to wait before the next attempt; an error where there is none or it would come too late.
    fn wait(self, response: &Response, attempt: u32) -> Result<Duration, Failure> {
        let config = &self.transport.config;
        let retry_after = retry::retry_after(response.headers(), config.clock.now());
        let wait = retry_after.unwrap_or_else(|| retry::backoff(attempt, &config.jitter));
        if attempt >= retry::MAX_ATTEMPTS || Instant::now() + wait >= self.deadline {
            return Err(Failure::Busy {
                status: response.status().as_u16(),
                retry_after,
            });
        }
        Ok(wait)
    }
}

async fn accept(mut response: Response, body_limit: usize) -> Result<Answer, Failure> {
    match response.status() {
        status if status.is_success() => Ok(Answer {
            headers: std::mem::take(response.headers_mut()),
            body: body::read(response, body_limit).await?,
        }),
        reqwest::StatusCode::UNAUTHORIZED => Err(Failure::Unauthorized),
        status => {
            let complaint = Complaint::read(response).await;
            Err(Failure::Status {
                status: status.as_u16(),
                complaint,
            })
        }
    }
}
