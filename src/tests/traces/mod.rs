//! OpenTelemetry traces of the built program, as a collector receives them.

mod collector;

use std::time::Duration;

use opentelemetry_proto::tonic::{
    common::v1::any_value::Value,
    trace::v1::{Span, span::SpanKind},
};
use reqwest::header::HeaderName;
use tokio::time::{sleep, timeout};

use self::collector::Collector;
use super::{
    check::{Stage, dead_port, failure_text, unsuccessful},
    clock::Clock,
    platform::Platform,
    process::Visitor,
    program::Program,
};

const PATIENCE: Duration = Duration::from_secs(60);

const USERS: &str = "GET /ims/oneroster/rostering/v1p2/users";
const ENROLLMENTS: &str = "GET /edubridge/enrollments/user/{userId}";
const ACTIVITY: &str = "GET /edubridge/analytics/activity";
const COURSE_XP: &str = "GET /edubridge/analytics/enrollment/{enrollmentId}";

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// A program that asks Timeback through the collector's proxy, with these variables as well.
async fn program(collector: &Collector, settings: &str) -> Program {
    let proxy = collector.origin.as_str().trim_end_matches('/');
    Program::start_after(&format!(
        "export TIMEBACK_BASE_URL={proxy} TIMEBACK_TOKEN_URL={proxy}/oauth2/token {settings}"
    ))
    .await
}

/// The same, with traces sent to the collector.
async fn traced_program(collector: &Collector, settings: &str) -> Program {
    let endpoint = &collector.origin;
    program(
        collector,
        &format!("OTEL_EXPORTER_OTLP_ENDPOINT={endpoint} {settings}"),
    )
    .await
}

async fn maya(program: &Program) -> Visitor {
    program.sign_in("student@example.com").await
}

/// Waits until the collector has a span like this.
async fn span(collector: &Collector, what: &str, is_it: impl Fn(&Span) -> bool) -> Span {
    let found = async {
        loop {
            if let Some(span) = collector.spans().into_iter().find(&is_it) {
                return span;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, found).await.expect(what)
}

async fn page_span(collector: &Collector) -> Span {
    let name = "GET /profile";
    span(collector, name, |span| span.name == name).await
}

fn attribute(span: &Span, key: &str) -> Option<String> {
    let attribute = span.attributes.iter().find(|of| of.key == key)?;
    match attribute.value.clone()?.value? {
        Value::StringValue(text) => Some(text),
        Value::IntValue(number) => Some(number.to_string()),
        _ => None,
    }
}

fn hexadecimal(id: &[u8]) -> String {
    id.iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[tokio::test]
async fn one_trace_leads_from_a_request_to_the_calls_that_it_made() {
    let platform = Platform::start(&Clock::new()).await;
    let collector = Collector::start(&platform).await;
    let program = traced_program(&collector, "OTEL_BSP_SCHEDULE_DELAY=50").await;
    let student = maya(&program).await;
    let page = student.open("/profile", "identity").await;
    let id = page.headers()["x-request-id"].to_str().unwrap().to_owned();
    page.text().await.unwrap();

    let request = page_span(&collector).await;
    assert_eq!(request.kind(), SpanKind::Server);
    for (key, value) in [
        ("http.request.method", "GET"),
        ("http.route", "/profile"),
        ("http.response.status_code", "200"),
        ("id", id.as_str()),
    ] {
        assert_eq!(attribute(&request, key).as_deref(), Some(value), "{key}");
    }
    for name in [USERS, ENROLLMENTS, ACTIVITY, COURSE_XP] {
        let is_it = |span: &Span| span.name == name && span.trace_id == request.trace_id;
        let call = span(&collector, name, is_it).await;
        assert_eq!(call.kind(), SpanKind::Client, "{}", call.name);
        assert_eq!(call.parent_span_id, request.span_id, "{}", call.name);
        let (trace, id) = (hexadecimal(&call.trace_id), hexadecimal(&call.span_id));
        let sent = Some(format!("00-{trace}-{id}-01"));
        let calls = collector.calls();
        assert!(
            calls.iter().any(|(_, parent)| *parent == sent),
            "{sent:?} in {calls:?}"
        );
    }
    assert!(
        collector
            .services()
            .iter()
            .all(|name| name == "timeback-dashboard")
    );
    let spans = format!("{:?}", collector.spans());
    assert!(!spans.contains("student@example.com"), "{spans}");
}

#[tokio::test]
async fn a_trace_that_a_proxy_began_goes_on_and_a_failed_call_says_why() {
    let platform = Platform::start(&Clock::new()).await;
    let collector = Collector::start(&platform).await;
    let program = traced_program(&collector, "OTEL_SERVICE_NAME=north").await;
    let student = maya(&program).await;
    platform.stop();
    let began = "4bf92f3577b34da6a3ce929d0e0e4736";
    student
        .open_with(
            "/profile",
            TRACEPARENT,
            &format!("00-{began}-00f067aa0ba902b7-01"),
        )
        .await
        .text()
        .await
        .unwrap();
    // Asked to stop, it sends what it has.
    program.process.ask_to_stop();

    let request = page_span(&collector).await;
    assert_eq!(hexadecimal(&request.trace_id), began);
    assert_eq!(hexadecimal(&request.parent_span_id), "00f067aa0ba902b7");
    let failed = |span: &Span| {
        let status = span.status.as_ref();
        span.kind() == SpanKind::Client
            && span.trace_id == request.trace_id
            && status.is_some_and(|status| status.message == "responded with status 502")
    };
    span(&collector, "a failed call", failed).await;
    assert!(collector.services().iter().all(|name| name == "north"));
}

#[tokio::test]
async fn without_a_collector_nothing_is_traced() {
    let platform = Platform::start(&Clock::new()).await;
    let collector = Collector::start(&platform).await;
    let program = program(&collector, "OTEL_SERVICE_NAME=north").await;
    let page = maya(&program).await.open("/profile", "identity").await;
    page.text().await.unwrap();
    let calls = collector.calls();
    assert_ne!(calls.len(), 0);
    assert!(
        calls.iter().all(|(_, parent)| parent.is_none()),
        "{calls:?}"
    );
}

#[tokio::test]
async fn the_check_says_whether_the_collector_accepts_traces() {
    let stage = Stage::new().await;
    let collector = Collector::start(&stage.world.platform).await;
    for (endpoint, reason) in [
        (collector.origin.as_str(), None),
        // The proxy in the test passes it to Timeback, which knows no such path.
        (&format!("{}elsewhere", collector.origin), Some("404")),
        (&dead_port(), Some("does not accept")),
    ] {
        let report = stage
            .check(&[("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)])
            .await;
        assert_eq!(
            unsuccessful(&report).contains(&"traces"),
            reason.is_some(),
            "{report}"
        );
        if let Some(reason) = reason {
            assert!(failure_text(&report, "traces").contains(reason), "{report}");
        }
    }
}
