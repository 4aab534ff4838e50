//! Responses of faults.

use std::io;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Deserializer, de};

use super::Fault;
use crate::imsx;

/// Maximum size of a response body; larger than any of the sandbox's.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Time to flush the first half of the body before the connection is broken.
const FLUSH: Duration = Duration::from_millis(20);

impl Fault {
    /// Waits, then responds as the fault specifies, or with `next` if it is only a delay.
    pub async fn answer(&self, request: Request, next: Next) -> Response {
        tokio::time::sleep(Duration::from_millis(self.delay_ms)).await;
        let response = match (self.status, &self.body) {
            (None, None) => next.run(request).await,
            (status, Some(body)) => json_response(status.unwrap_or(StatusCode::OK), body),
            (Some(status), None) => {
                (status, Json(imsx::body(status, "A fault of the sandbox."))).into_response()
            }
        };
        let response = self.with_retry_after(response);
        if self.truncate {
            truncated(response).await
        } else {
            response
        }
    }

    fn with_retry_after(&self, mut response: Response) -> Response {
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn json_response(status: StatusCode, body: &str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        body.to_owned(),
    )
        .into_response()
}

/// Announces the whole body, sends half of it and breaks the connection.
async fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let half = whole.slice(..whole.len() / 2);
    let reset = async {
        tokio::time::sleep(FLUSH).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    };
    let broken = stream::once(async { Ok(half) }).chain(stream::once(reset));
    Response::from_parts(parts, Body::from_stream(broken))
}

/// Deserializes a final HTTP status.
pub fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<StatusCode>, D::Error> {
    match Option::<u16>::deserialize(deserializer)? {
        None => Ok(None),
        Some(number @ 200..=599) => StatusCode::from_u16(number)
            .map(Some)
            .map_err(de::Error::custom),
        Some(number) => Err(de::Error::custom(format!(
            "status {number} is not from 200 to 599"
        ))),
    }
}
