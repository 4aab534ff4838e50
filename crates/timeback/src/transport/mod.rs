//! HTTP transport: authorization, deadlines, retries, circuit breaking and redaction.

pub(super) mod body;
mod breaker;
mod budget;
mod call;
mod connection;
mod dispatcher;
mod error_message;
mod fetch;
mod health;
#[cfg(test)]
pub(super) mod parsers;
mod permit;
mod request;
mod request_headers;
mod resilience;
pub(super) mod retry;
mod service_guard;
mod single_flight;
mod token;

use std::{sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use jiff::Timestamp;
use reqwest::{
    Response, StatusCode,
    header::{ACCEPT, HeaderMap},
};
use tokio::time::{Instant, sleep, timeout_at};

use self::{
    dispatcher::Dispatcher,
    token::{Token, TokenSource},
};
use super::{Config, Error, Failure, Service};

pub use self::{
    call::{Call, CallObserver},
    error_message::ErrorMessage,
    health::{Circuit, Health, ServiceHealth},
    request_headers::RequestHeaders,
    resilience::Resilience,
    retry::Jitter,
};
pub(super) use self::{
    request::{LARGE_BODY_LIMIT, Request},
    single_flight::{SingleFlight, lock},
};

/// HTTP transport of one platform.
pub(super) struct Transport {
    http: reqwest::Client,
    tokens: TokenSource,
    dispatcher: Arc<Dispatcher>,
    pub config: Config,
}

impl Transport {
    /// Creates a transport; it connects on first use.
    pub fn new(config: Config) -> Self {
        let http = connection::client(&config);
        let dispatcher = Arc::new(Dispatcher::new(&config));
        Self {
            tokens: TokenSource::new(http.clone(), Arc::clone(&dispatcher), config.clone()),
            http,
            dispatcher,
            config,
        }
    }

    /// Returns a transport that shares everything with this one but the operation timeout.
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self {
            http: self.http.clone(),
            tokens: self.tokens.clone(),
            dispatcher: Arc::clone(&self.dispatcher),
            config: Config {
                timeout,
                ..self.config.clone()
            },
        }
    }

    /// Starts an operation. All its calls share one deadline.
    pub fn operation(&self) -> Operation<'_> {
        Operation {
            transport: self,
            deadline: Instant::now() + self.config.timeout,
        }
    }

    /// Returns the health of each service.
    pub fn health(&self) -> Health {
        self.dispatcher.health(&self.config)
    }
}

/// A successful response.
pub(super) struct ApiResponse {
    /// The response headers.
    pub headers: HeaderMap,
    /// The whole body; empty for 204.
    pub body: Vec<u8>,
}

/// A group of calls with one deadline.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    transport: &'a Transport,
    deadline: Instant,
}

impl Operation<'_> {
    /// Sends a request and ignores the response body.
    pub async fn execute(self, request: Request) -> Result<(), Error> {
        self.call(request).await?;
        Ok(())
    }

    /// Fetches an access token unless a valid one is cached.
    pub async fn authorize(self) -> Result<(), Error> {
        self.transport.tokens.get().await.map(drop)
    }

    /// The current time.
    pub fn now(self) -> Timestamp {
        self.transport.config.clock.now()
    }

    /// Sends a request and returns the raw response. A rejected token is replaced once; failed repeatable requests are
    /// retried within the retry budget.
    pub async fn call(self, request: Request) -> Result<ApiResponse, Error> {
        request
            .check()
            .map_err(|failure| failure.of(request.service))?;
        let (mut attempt, mut replayed) = (1, false);
        loop {
            let token = self.token().await?;
            match self.send_once(&request, &token, attempt).await {
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

    /// The delay before the next attempt, whose cost is withdrawn from the retry budget. `None` when there must be no
    /// further attempt or it would miss the deadline.
    fn pause(self, failure: &Failure, attempt: u32, is_repeatable: bool) -> Option<Duration> {
        let Transport {
            config, dispatcher, ..
        } = self.transport;
        retry::pause(failure, attempt, is_repeatable, &config.jitter)
            .filter(|pause| Instant::now() + *pause < self.deadline)
            .filter(|_| dispatcher.withdraw_retry())
    }

    /// Acquires a permit, then sends the request once.
    async fn send_once(
        self,
        request: &Request,
        token: &Token,
        attempt: u32,
    ) -> Result<ApiResponse, Failure> {
        let dispatcher = &self.transport.dispatcher;
        let permit = dispatcher
            .acquire(request.service, self.deadline, attempt > 1)
            .await?;
        let answer = timeout_at(self.deadline, async {
            self.read_response(
                self.send(request, token, attempt).await?,
                request.body_limit,
            )
            .await
        });
        let answer = answer.map(|answer| answer.unwrap_or(Err(Failure::Timeout)));
        let (method, observer) = (request.method.as_str(), &self.transport.config.observer);
        let answer = observer.watch(request.service, method, request.route, answer);
        let answer = answer.await;
        permit.record_result(&answer);
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
        let sent = connection::send(call, config).await;
        tracing::debug!(
            service = ?request.service,
            method = request.method.as_str(),
            route = request.route,
            status = sent.as_ref().ok().map(|response| response.status().as_u16()),
            elapsed_ms = sent_at.elapsed().as_secs_f64() * 1e3,
            attempt,
            "Asked Timeback"
        );
        sent
    }

    async fn read_response(
        self,
        mut response: Response,
        body_limit: usize,
    ) -> Result<ApiResponse, Failure> {
        match response.status() {
            status if status.is_success() => Ok(ApiResponse {
                headers: std::mem::take(response.headers_mut()),
                body: body::read(response, body_limit).await?,
            }),
            StatusCode::UNAUTHORIZED => Err(Failure::Unauthorized),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Err(retry::busy(&response, &self.transport.config.clock))
            }
            status => Err(Failure::Status {
                status: status.as_u16(),
                message: ErrorMessage::read(response).await,
            }),
        }
    }
}
