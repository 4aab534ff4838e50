//! The one way out: token, deadline, retry, redaction.

pub(super) mod body;
mod breaker;
mod budget;
mod complaint;
mod connection;
mod flight;
mod gate;
mod health;
#[cfg(test)]
pub(super) mod parsers;
mod pass;
mod reading;
mod request;
mod resilience;
pub(super) mod retry;
mod token;
mod traffic;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use reqwest::{
    Response, StatusCode,
    header::{ACCEPT, HeaderMap},
};
use tokio::time::{Instant, sleep, timeout_at};

use self::{
    token::{Token, TokenSource},
    traffic::Traffic,
};
use super::{Config, Error, Failure, Service};

pub use self::{
    complaint::Complaint,
    health::{Circuit, Health, ServiceHealth},
    resilience::Resilience,
    retry::Jitter,
};
pub(super) use self::{
    flight::{Flights, lock},
    request::{LARGE_BODY_LIMIT, Request},
};

/// The connection to one platform.
pub(super) struct Transport {
    http: reqwest::Client,
    tokens: TokenSource,
    traffic: Arc<Traffic>,
    pub config: Config,
}

impl Transport {
    /// A transport that has not connected yet.
    pub fn new(config: Config) -> Self {
        let http = connection::client(&config);
        let traffic = Arc::new(Traffic::new(&config));
        Self {
            tokens: TokenSource::new(http.clone(), Arc::clone(&traffic), config.clone()),
            http,
            traffic,
            config,
        }
    }

    /// The same transport, whose operations may take this long.
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self {
            http: self.http.clone(),
            tokens: self.tokens.clone(),
            traffic: Arc::clone(&self.traffic),
            config: Config {
                timeout,
                ..self.config.clone()
            },
        }
    }

    /// Opens an operation: everything asked through it shares one deadline.
    pub fn operation(&self) -> Operation<'_> {
        Operation {
            transport: self,
            deadline: Instant::now() + self.config.timeout,
        }
    }

    /// How each service is doing.
    pub fn health(&self) -> Health {
        self.traffic.health(&self.config)
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
    /// Asks for a deed, of whose answer only the status counts.
    pub async fn execute(self, request: Request) -> Result<(), Error> {
        self.ask(request).await?;
        Ok(())
    }

    /// Sees to it that there is a token.
    pub async fn authorize(self) -> Result<(), Error> {
        self.transport.tokens.get().await.map(drop)
    }

    /// The present instant.
    pub fn now(self) -> Timestamp {
        self.transport.config.clock.now()
    }

    /// Asks for an answer as it comes, with its headers. A refused token is replaced once; what may be asked again is,
    /// as far as the budget for retries pays for it.
    pub async fn ask(self, request: Request) -> Result<Answer, Error> {
        request
            .check()
            .map_err(|failure| failure.of(request.service))?;
        let (mut attempt, mut replayed) = (1, false);
        loop {
            let token = self.token().await?;
            match self.exchange(&request, &token, attempt).await {
                Ok(answer) => return Ok(answer),
                Err(Failure::Unauthorized) if !replayed => {
                    self.transport.tokens.invalidate(&token);
                    replayed = true;
                }
                Err(failure) => {
                    let Some(pause) = self.pause(&failure, attempt, request.is_repeatable) else {
                        return Err(failure.of(request.service));
                    };
                    sleep(pause).await;
                    attempt += 1;
                }
            }
        }
    }

    async fn token(self) -> Result<Token, Error> {
        timeout_at(self.deadline, self.transport.tokens.get())
            .await
            .unwrap_or_else(|_| Err(Failure::Timeout.of(Service::Token)))
    }

    /// How long to wait before the next attempt, which is then paid for; none where there is no next attempt, or it
    /// would come too late.
    fn pause(self, failure: &Failure, attempt: u32, is_repeatable: bool) -> Option<Duration> {
        let Transport {
            config, traffic, ..
        } = self.transport;
        retry::pause(failure, attempt, is_repeatable, &config.jitter)
            .filter(|pause| Instant::now() + *pause < self.deadline)
            .filter(|_| traffic.pay_for_retry())
    }

    /// One request and its answer, once there is leave for it.
    async fn exchange(
        self,
        request: &Request,
        token: &Token,
        attempt: u32,
    ) -> Result<Answer, Failure> {
        let traffic = &self.transport.traffic;
        let pass = traffic
            .pass(request.service, self.deadline, attempt > 1)
            .await?;
        let answer = timeout_at(self.deadline, async {
            self.accept(
                self.send(request, token, attempt).await?,
                request.body_limit,
            )
            .await
        });
        let answer = answer.await.unwrap_or(Err(Failure::Timeout));
        pass.settle(&answer);
        answer
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

    async fn accept(self, mut response: Response, body_limit: usize) -> Result<Answer, Failure> {
        match response.status() {
            status if status.is_success() => Ok(Answer {
                headers: std::mem::take(response.headers_mut()),
                body: body::read(response, body_limit).await?,
            }),
            StatusCode::UNAUTHORIZED => Err(Failure::Unauthorized),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Err(retry::busy(&response, &self.transport.config.clock))
            }
            status => Err(Failure::Status {
                status: status.as_u16(),
                complaint: Complaint::read(response).await,
            }),
        }
    }
}
