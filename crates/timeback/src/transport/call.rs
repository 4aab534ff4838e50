use std::{fmt, sync::Arc, time::Duration};

use tokio::time::Instant;
use tracing::{
    Instrument as _, Span,
    field::{self, Empty},
};

use crate::{Failure, Service};

/// A call to Timeback that ended.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The service.
    pub service: Service,
    /// The HTTP method.
    pub method: &'a str,
    /// The path template, without ids.
    pub route: &'static str,
    /// The class of the status, such as `2xx`; without a response `timeout` or `unreachable`.
    pub outcome: &'static str,
    /// The time until the response was read.
    pub elapsed: Duration,
}

type Observe = dyn Fn(&Call<'_>) + Send + Sync;

/// A function that is called with each call that ended; by default none. It must not block.
#[derive(Clone, Default)]
pub struct CallObserver(Option<Arc<Observe>>);

impl CallObserver {
    /// Creates an observer from a function.
    pub fn new(observe: impl Fn(&Call<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observe)))
    }

    /// Awaits the result of a call in a tracing span of its own, and tells of it.
    pub(super) async fn watch<T>(
        &self,
        service: Service,
        method: &str,
        route: &'static str,
        result: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let sent_at = Instant::now();
        let span = span(service, method, route);
        let result = result.instrument(span.clone()).await;
        if let Err(failure) = &result {
            span.record("otel.status_code", "ERROR");
            span.record("otel.status_description", field::display(failure));
        }
        if let Some(observe) = &self.0 {
            observe(&Call {
                service,
                method,
                route,
                outcome: outcome(&result),
                elapsed: sent_at.elapsed(),
            });
        }
        result
    }
}

impl fmt::Debug for CallObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallObserver")
    }
}

/// The span of a call, with the fields of OpenTelemetry's conventions for HTTP clients.
fn span(service: Service, method: &str, route: &'static str) -> Span {
    tracing::debug_span!(
        "call",
        otel.kind = "client",
        otel.name = format_args!("{method} {route}"),
        otel.status_code = Empty,
        otel.status_description = Empty,
        peer.service = ?service,
        http.request.method = method,
        url.template = route,
        http.response.status_code = Empty,
    )
}

/// The outcome of a call with this result.
fn outcome<T>(result: &Result<T, Failure>) -> &'static str {
    match result {
        Err(Failure::Timeout) => "timeout",
        Err(Failure::Unreachable(_) | Failure::Interrupted(_)) => "unreachable",
        Err(Failure::Unauthorized) => "4xx",
        Err(
            Failure::Busy { status, .. }
            | Failure::Status { status, .. }
            | Failure::CredentialsRefused { status, .. },
        ) => class(*status),
        _ => "2xx",
    }
}

fn class(status: u16) -> &'static str {
    match status {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
