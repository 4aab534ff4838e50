//! Keeps a page while it is sent.

use axum::{
    body::{Body, BodyDataStream},
    response::Response,
};
use futures_util::{StreamExt as _, stream};

use super::page::{RenderedPage, is_repeatable};

struct Recording<F> {
    body: BodyDataStream,
    sent: Vec<u8>,
    keep: F,
}

/// Sends the response as it comes, and calls `keep` with the page once all of it is sent, if it may be repeated.
pub fn record<F>(response: Response, keep: F) -> Response
where
    F: FnOnce(RenderedPage) + Send + 'static,
{
    if !is_repeatable(response.status(), response.headers()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let headers = parts.headers.clone();
    let recording = Recording {
        body: body.into_data_stream(),
        sent: Vec::new(),
        keep: |sent: &[u8]| {
            if let Some(page) = RenderedPage::new(headers, sent) {
                keep(page);
            }
        },
    };
    let chunks = stream::unfold(Some(recording), |recording| async {
        let mut recording = recording?;
        match recording.body.next().await {
            Some(Ok(chunk)) => {
                recording.sent.extend_from_slice(&chunk);
                Some((Ok(chunk), Some(recording)))
            }
            // What was sent is not the page.
            Some(Err(error)) => Some((Err(error), None)),
            None => {
                (recording.keep)(&recording.sent);
                None
            }
        }
    });
    // A layer may ask again after the end.
    Response::from_parts(parts, Body::from_stream(chunks.fuse()))
}
