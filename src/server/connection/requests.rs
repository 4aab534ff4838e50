//! Adapter through which hyper calls the application for each request of a connection.

use std::{
    convert::Infallible,
    future::Future,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderValue, header},
    response::Response,
    routing::future::RouteFuture,
};
use hyper::body::{Body as _, Incoming};
use pin_project_lite::pin_project;
use tower::Service as _;

use super::{
    Stop,
    activity::Activity,
    body::{ReceivedBody, SentBody},
};

pub(super) struct Requests {
    pub app: Router,
    pub peer: SocketAddr,
    pub activity: Arc<Activity>,
    pub stop: Stop,
}

impl hyper::service::Service<Request<Incoming>> for Requests {
    type Response = Response<SentBody>;
    type Error = Infallible;
    type Future = AnswerFuture;

    fn call(&self, request: Request<Incoming>) -> AnswerFuture {
        self.activity.requested(!request.body().is_end_stream());
        let activity = Arc::clone(&self.activity);
        let mut request = request.map(|body| Body::new(ReceivedBody::new(body, activity)));
        request.extensions_mut().insert(ConnectInfo(self.peer));
        AnswerFuture {
            answer: self.app.clone().call(request),
            activity: Arc::clone(&self.activity),
            stop: self.stop.clone(),
        }
    }
}

pin_project! {
    /// A pending response.
    pub(super) struct AnswerFuture {
        #[pin]
        answer: RouteFuture<Infallible>,
        activity: Arc<Activity>,
        stop: Stop,
    }
}

impl Future for AnswerFuture {
    type Output = Result<Response<SentBody>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut answer = ready!(this.answer.poll(context))?;
        if this.stop.announced.is_cancelled() {
            let close = HeaderValue::from_static("close");
            answer.headers_mut().insert(header::CONNECTION, close);
        }
        let activity = Arc::clone(this.activity);
        Poll::Ready(Ok(answer.map(|body| SentBody::new(body, activity))))
    }
}
