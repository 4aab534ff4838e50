use std::{fmt, sync::Arc};

use reqwest::header::HeaderMap;

type Add = dyn Fn(&mut HeaderMap) + Send + Sync;

/// A function that adds headers to each request, such as the `traceparent` of the current tracing span; by default none.
/// It must not block.
#[derive(Clone, Default)]
pub struct RequestHeaders(Option<Arc<Add>>);

impl RequestHeaders {
    /// Creates it from a function.
    pub fn new(add: impl Fn(&mut HeaderMap) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(add)))
    }

    /// The headers of a request that is sent now.
    pub(super) fn now(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(add) = &self.0 {
            add(&mut headers);
        }
        headers
    }
}

impl fmt::Debug for RequestHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestHeaders")
    }
}
