//! Streamed responses through buffering proxies.

use axum::{
    body::HttpBody as _,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// nginx passes an answer that says `no` on at once; by itself it waits for four kilobytes, or for the end.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The middleware that tells proxies not to buffer a streamed response, which is one of unknown length. It stands inside
/// the compression layer, after which every response has an unknown length.
pub fn disable_buffering(mut response: Response) -> Response {
    let is_whole = response.body().size_hint().exact().is_some()
        || response.headers().contains_key(header::CONTENT_LENGTH);
    if !is_whole {
        response
            .headers_mut()
            .insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
    }
    response
}
