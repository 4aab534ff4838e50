//! Streamed responses through buffering proxies.

use axum::{
    body::HttpBody as _,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// nginx passes an answer that says `no` on at once; by itself it waits for four kilobytes, or for the end.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The middleware that tells proxies to pass on what is streamed: answers of which nobody knows yet how long they are. It
/// stands beneath the compression, after which nobody knows that of any.
pub async fn disable_buffering(mut response: Response) -> Response {
    let is_whole = response.body().size_hint().exact().is_some()
        || response.headers().contains_key(header::CONTENT_LENGTH);
    if !is_whole {
        response
            .headers_mut()
            .insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
    }
    response
}
