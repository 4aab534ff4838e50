//! OpenTelemetry traces: a span for each request and, within it, for each call to Timeback, sent to a collector by OTLP.

use std::time::Duration;

use axum::http::{HeaderMap, Request, StatusCode};
use futures_util::FutureExt as _;
use opentelemetry::{
    Key, KeyValue,
    propagation::TextMapPropagator as _,
    trace::{Status, TracerProvider as _},
};
use opentelemetry_http::{HeaderExtractor, HeaderInjector};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracerProvider, SpanExporter as _},
};
use tokio::task::spawn_blocking;
use tracing::{Metadata, Span, Subscriber};
use tracing_opentelemetry::{OpenTelemetryLayer, OpenTelemetrySpanExt as _};
use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};
use url::Url;

/// `service.name`, unless OpenTelemetry's environment variables have another.
const SERVICE: &str = "timeback-dashboard";

/// Time limit for sending the last spans when the process stops.
const FLUSH: Duration = Duration::from_secs(2);

/// The exporter of traces to a collector, on a thread of its own.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Starts sending to the collector with this base URL. OpenTelemetry's environment variables set the rest, such as
    /// headers (`OTEL_EXPORTER_OTLP_HEADERS`) and the sampler (`OTEL_TRACES_SAMPLER`).
    ///
    /// # Errors
    /// Returns the exporter's error when one of those variables is unusable.
    pub fn start(collector: &Url) -> Result<Self, ExporterBuildError> {
        let provider = SdkTracerProvider::builder()
            .with_resource(resource())
            .with_batch_exporter(exporter(collector)?)
            .build();
        Ok(Self(provider))
    }

    /// The layer that makes traces of tracing's spans: of those that name their OpenTelemetry kind.
    pub(super) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        OpenTelemetryLayer::new(self.0.tracer(SERVICE))
            .with_location(false)
            .with_target(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(names_its_kind))
    }

    /// Sends what has not been sent yet, within two seconds, and stops.
    pub async fn stop(self) {
        let stopped = spawn_blocking(move || self.0.shutdown_with_timeout(FLUSH));
        if let Ok(Err(error)) = stopped.await {
            tracing::warn!(%error, "the last traces could not be sent");
        }
    }
}

/// Sends the collector an empty batch.
///
/// # Errors
/// Returns why it was not accepted.
pub(super) async fn try_collector(collector: &Url) -> Result<(), String> {
    let exporter = exporter(collector).map_err(|error| error.to_string())?;
    // It blocks, and so ends at its first poll.
    let sent = spawn_blocking(move || exporter.export(Vec::new()).now_or_never()).await;
    match sent {
        Ok(Some(answer)) => answer.map_err(|error| error.to_string()),
        _ => Err("it does not answer in time".to_owned()),
    }
}

fn exporter(collector: &Url) -> Result<SpanExporter, ExporterBuildError> {
    let base = collector.as_str().trim_end_matches('/');
    SpanExporter::builder()
        .with_http()
        .with_endpoint(format!("{base}/v1/traces"))
        .build()
}

fn names_its_kind(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && metadata.fields().field("otel.kind").is_some()
}

/// What sends the traces: name and version of the service, and what OpenTelemetry's environment variables add.
fn resource() -> Resource {
    let from_environment = Resource::builder().build();
    let name = from_environment
        .get(&Key::from_static_str("service.name"))
        .filter(|name| !name.as_str().starts_with("unknown_service"));
    Resource::builder()
        .with_service_name(name.unwrap_or_else(|| SERVICE.into()))
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Adds the `traceparent` of the current span.
pub(super) fn inject(headers: &mut HeaderMap) {
    let context = Span::current().context();
    TraceContextPropagator::new().inject_context(&context, &mut HeaderInjector(headers));
}

/// Describes a request in its span, by OpenTelemetry's conventions for HTTP servers, and makes it part of the trace that the
/// request's `traceparent` names, if any.
pub(super) fn describe<B>(span: &Span, request: &Request<B>, route: &str) {
    let parent = TraceContextPropagator::new().extract(&HeaderExtractor(request.headers()));
    if let Err(error) = span.set_parent(parent) {
        tracing::debug!(%error, "a request's traceparent was not continued");
    }
    span.set_attribute("http.request.method", request.method().to_string());
    span.set_attribute("http.route", route.to_owned());
}

/// Records the status of the response in the span of its request.
pub(super) fn record_status(span: &Span, status: StatusCode) {
    span.set_attribute("http.response.status_code", i64::from(status.as_u16()));
    if status.is_server_error() {
        span.set_status(Status::error(""));
    }
}
