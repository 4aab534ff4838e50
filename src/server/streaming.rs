//! Streamed responses through buffering proxies.

use axum::{
    body::HttpBody,
    http::{HeaderName, HeaderValue, Request, Response, header},
};

use super::sync_layer::{OnRequest, OnResponse};

/// With the value `no`, nginx forwards a response unbuffered; by default it waits for four kilobytes or the end.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Layer that disables proxy buffering of streamed responses, which are those of unknown length. It must be inside the
/// compression layer, after which every response has unknown length.
#[derive(Debug, Clone, Copy)]
pub struct Unbuffered;

impl OnRequest for Unbuffered {
    type OnResponse = Self;

    fn on_request<B>(&self, _: &Request<B>) -> Self {
        *self
    }
}

impl<A: HttpBody> OnResponse<A> for Unbuffered {
    fn on_response(self, mut response: Response<A>) -> Response<A> {
        let is_whole = response.body().size_hint().exact().is_some()
            || response.headers().contains_key(header::CONTENT_LENGTH);
        if !is_whole {
            response
                .headers_mut()
                .insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
        }
        response
    }
}
