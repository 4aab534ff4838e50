//! Middleware with synchronous hooks on requests and responses. axum's `from_fn` is asynchronous and allocates a future
//! per layer and request.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::http::{Request, Response};
use pin_project_lite::pin_project;
use tower::{Layer, Service};

/// A hook on requests.
pub trait OnRequest: Clone {
    /// The hook on the response, with what it needs of the request.
    type OnResponse;

    /// Called with each request.
    fn on_request<B>(&self, request: &Request<B>) -> Self::OnResponse;
}

/// A hook on the response to one request. `A` is the body of the response.
pub trait OnResponse<A> {
    /// Called with the response, which it may replace.
    fn on_response(self, response: Response<A>) -> Response<A>;
}

/// The layer of an [`OnRequest`] hook.
#[derive(Clone)]
pub struct SyncLayer<L>(pub L);

impl<S, L: Clone> Layer<S> for SyncLayer<L> {
    type Service = SyncService<S, L>;

    fn layer(&self, inner: S) -> Self::Service {
        SyncService {
            inner,
            handler: self.0.clone(),
        }
    }
}

/// A service with hooks on its requests and responses.
#[derive(Clone)]
pub struct SyncService<S, L> {
    inner: S,
    handler: L,
}

impl<S, L, B, A> Service<Request<B>> for SyncService<S, L>
where
    S: Service<Request<B>, Response = Response<A>>,
    L: OnRequest,
    L::OnResponse: OnResponse<A>,
{
    type Response = Response<A>;
    type Error = S::Error;
    type Future = SyncFuture<S::Future, L::OnResponse>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        SyncFuture {
            on_response: Some(self.handler.on_request(&request)),
            inner: self.inner.call(request),
        }
    }
}

pin_project! {
    /// A pending response, with its hook.
    pub struct SyncFuture<F, S> {
        on_response: Option<S>,
        #[pin]
        inner: F,
    }
}

impl<F, S, A, E> Future for SyncFuture<F, S>
where
    F: Future<Output = Result<Response<A>, E>>,
    S: OnResponse<A>,
{
    type Output = Result<Response<A>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.inner.poll(context))?;
        Poll::Ready(Ok(match this.on_response.take() {
            Some(on_response) => on_response.on_response(response),
            None => response,
        }))
    }
}
