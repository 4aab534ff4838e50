//! A layer that looks at a request and at its answer, and waits for nothing in between. axum's `from_fn` may wait, and
//! allocates for it in each layer of each request.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::http::{Request, Response};
use pin_project_lite::pin_project;
use tower::{Layer, Service};

/// What is looked for in a request.
pub trait Look: Clone {
    /// What the request said, for when its answer is there.
    type Seen;

    /// Looks at a request.
    fn look<B>(&self, request: &Request<B>) -> Self::Seen;
}

/// What a request said. `A` is the body of its answer.
pub trait Seen<A> {
    /// Looks at the answer, and may give another one.
    fn answer(self, response: Response<A>) -> Response<A>;
}

/// The layer for a [`Look`].
#[derive(Clone)]
pub struct Around<L>(pub L);

impl<S, L: Clone> Layer<S> for Around<L> {
    type Service = AroundService<S, L>;

    fn layer(&self, inner: S) -> Self::Service {
        AroundService {
            inner,
            look: self.0.clone(),
        }
    }
}

/// A service whose requests and answers are looked at.
#[derive(Clone)]
pub struct AroundService<S, L> {
    inner: S,
    look: L,
}

impl<S, L, B, A> Service<Request<B>> for AroundService<S, L>
where
    S: Service<Request<B>, Response = Response<A>>,
    L: Look,
    L::Seen: Seen<A>,
{
    type Response = Response<A>;
    type Error = S::Error;
    type Future = AroundFuture<S::Future, L::Seen>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        AroundFuture {
            seen: Some(self.look.look(&request)),
            inner: self.inner.call(request),
        }
    }
}

pin_project! {
    /// An answer under way that will be looked at.
    pub struct AroundFuture<F, S> {
        seen: Option<S>,
        #[pin]
        inner: F,
    }
}

impl<F, S, A, E> Future for AroundFuture<F, S>
where
    F: Future<Output = Result<Response<A>, E>>,
    S: Seen<A>,
{
    type Output = Result<Response<A>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.inner.poll(context))?;
        Poll::Ready(Ok(match this.seen.take() {
            Some(seen) => seen.answer(response),
            None => response,
        }))
    }
}
