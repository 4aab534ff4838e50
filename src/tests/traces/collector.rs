//! A collector of OpenTelemetry traces, and Timeback behind a proxy that notes each request's `traceparent`.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::post,
};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest, common::v1::any_value::Value, trace::v1::Span,
};
use prost::Message as _;
use tokio::net::TcpListener;
use url::Url;

use crate::platform::Platform;

/// What a collector and a proxy on one port received so far.
#[derive(Clone)]
pub struct Collector {
    pub origin: Url,
    platform: Url,
    received: Arc<Mutex<Received>>,
}

#[derive(Default)]
struct Received {
    services: Vec<String>,
    spans: Vec<Span>,
    calls: Vec<(String, Option<String>)>,
}

impl Collector {
    /// Starts it in front of this platform.
    pub async fn start(platform: &Platform) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let collector = Self {
            origin: origin.parse().unwrap(),
            platform: platform.origin.clone(),
            received: Arc::default(),
        };
        let routes = Router::new()
            .route("/v1/traces", post(collect))
            .fallback(forward)
            .with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        collector
    }

    /// The spans so far.
    pub fn spans(&self) -> Vec<Span> {
        self.received.lock().unwrap().spans.clone()
    }

    /// The names of the services that sent them.
    pub fn services(&self) -> Vec<String> {
        self.received.lock().unwrap().services.clone()
    }

    /// The path and the `traceparent` of each call to Timeback.
    pub fn calls(&self) -> Vec<(String, Option<String>)> {
        self.received.lock().unwrap().calls.clone()
    }
}

async fn collect(State(collector): State<Collector>, body: Bytes) {
    let mut received = collector.received.lock().unwrap();
    for part in ExportTraceServiceRequest::decode(body)
        .unwrap()
        .resource_spans
    {
        let attributes = part.resource.unwrap().attributes;
        let name = attributes.iter().find(|of| of.key == "service.name");
        let name = name.and_then(|of| of.value.clone()?.value);
        if let Some(Value::StringValue(name)) = name {
            received.services.push(name);
        }
        let scopes = part.scope_spans.into_iter();
        received.spans.extend(scopes.flat_map(|scope| scope.spans));
    }
}

async fn forward(State(collector): State<Collector>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let parent = head.headers.get("traceparent");
    let parent = parent.map(|parent| parent.to_str().unwrap().to_owned());
    let path = head.uri.path().to_owned();
    collector
        .received
        .lock()
        .unwrap()
        .calls
        .push((path, parent));
    let target = head.uri.path_and_query().unwrap().as_str();
    let mut headers = head.headers;
    headers.remove("host");
    let answer = reqwest::Client::builder()
        .build()
        .unwrap()
        .request(head.method, collector.platform.join(target).unwrap())
        .headers(headers)
        .body(axum::body::to_bytes(body, usize::MAX).await.unwrap())
        .send()
        .await;
    match answer {
        Ok(answer) => {
            let (status, headers) = (answer.status(), answer.headers().clone());
            (status, headers, Body::from(answer.bytes().await.unwrap())).into_response()
        }
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}
