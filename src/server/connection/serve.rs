//! Accepts and serves connections.

use std::{
    future::poll_fn,
    io,
    net::SocketAddr,
    pin::pin,
    sync::Arc,
    task::{Poll, ready},
    time::Duration,
};

use axum::Router;
use futures_util::FutureExt as _;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, sleep_until},
};
use tokio_util::task::TaskTracker;

use super::{
    Connections, Limits, Server, Stop, activity::Activity, completed::CompletedStream,
    registry::OpenConnection, requests::Requests, stream::ObservedStream,
};

/// Pause before accepting again when the process is out of file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// Minimum interval between the log's warnings about it.
const WARN_EVERY: Duration = Duration::from_secs(30);

impl Server {
    /// Serves the application on `listener` until shutdown has completed the requests in progress.
    pub async fn serve(self, listener: TcpListener) {
        let tasks = TaskTracker::new();
        let accepting = Accepting {
            // Prepares the routes once instead of for each request.
            app: self.app.with_state(()),
            limits: self.limits,
            connections: self.connections,
            stop: self.stop,
            headers: self.headers,
        };
        let closing = accepting.stop.closing.clone();
        let mut warned_at = None;
        loop {
            let (stream, peer) = tokio::select! {
                biased;
                () = closing.cancelled() => break,
                accepted = accepting.accept(&listener, &mut warned_at) => accepted,
            };
            tokio::select! {
                () = accepting.connections.make_room(accepting.limits.connections) => {}
                () = closing.cancelled() => {}
            }
            tasks.spawn(accepting.connection(stream, peer));
        }
        // Clients in the listener's backlog may have sent their requests already.
        while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
            tasks.spawn(accepting.connection(stream, peer));
        }
        drop(listener);
        tasks.close();
        tasks.wait().await;
    }
}

struct Accepting {
    app: Router,
    limits: Limits,
    connections: Connections,
    stop: Stop,
    headers: Arc<str>,
}

impl Accepting {
    /// Accepts the next connection.
    async fn accept(
        &self,
        listener: &TcpListener,
        warned_at: &mut Option<Instant>,
    ) -> (TcpStream, SocketAddr) {
        loop {
            match listener.accept().await {
                Ok(accepted) => return accepted,
                // The client disconnected before the connection was accepted.
                Err(error) if is_of_the_client(&error) => {}
                Err(error) => {
                    if warned_at.is_none_or(|at| at.elapsed() > WARN_EVERY) {
                        *warned_at = Some(Instant::now());
                        let open = self.connections.count();
                        tracing::warn!(%error, open, "cannot accept connections");
                    }
                    self.connections.evict_one();
                    sleep(PAUSE).await;
                }
            }
        }
    }

    /// Serves a connection until it is closed.
    fn connection(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
    ) -> impl Future<Output = ()> + Send + 'static {
        // A streamed page is several small writes; Nagle's algorithm would delay each until the previous one is
        // acknowledged.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "could not set TCP_NODELAY");
        }
        let activity = Arc::new(Activity::new(self.limits, Instant::now()));
        let open = self.connections.open(Arc::clone(&activity));
        let requests = Requests {
            app: self.app.clone(),
            peer,
            activity: Arc::clone(&activity),
            stop: self.stop.clone(),
        };
        let connections = self.connections.clone();
        let headers = Arc::clone(&self.headers);
        async move {
            let stream = ObservedStream::new(stream, Arc::clone(&activity));
            let stream = CompletedStream::new(stream, headers);
            serve_connection(stream, requests, &activity, &connections, open).await;
        }
    }
}

/// Whether accepting failed because of the client, not because of this process.
fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

async fn serve_connection(
    stream: CompletedStream<ObservedStream>,
    requests: Requests,
    activity: &Activity,
    connections: &Connections,
    _open: OpenConnection,
) {
    let closing = requests.stop.closing.clone();
    let connection = http1::Builder::new()
        // `expired` enforces the deadlines, not only of the head.
        .header_read_timeout(None)
        .serve_connection(TokioIo::new(stream), requests);
    let mut connection = pin!(connection);
    let mut expired = pin!(expired(activity));
    let mut is_closing = false;
    loop {
        tokio::select! {
            biased;
            outcome = connection.as_mut() => {
                if let Err(error) = outcome {
                    tracing::debug!(%error, "connection closed early");
                }
                return;
            }
            () = activity.evicted() => return,
            () = expired.as_mut() => {
                connections.note_expired();
                return;
            }
            () = closing.cancelled(), if !is_closing => {
                is_closing = true;
                activity.hurry();
                if activity.is_answering() {
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }
}

/// Waits until the connection misses its deadline. Must be polled after the connection, which may have moved the
/// deadline.
async fn expired(activity: &Activity) {
    let mut sleep = pin!(sleep_until(Instant::now()));
    poll_fn(|context| {
        loop {
            let Some(deadline) = activity.deadline() else {
                return Poll::Pending;
            };
            // A later deadline is only checked when the old one has passed, so that a request does not reset the timer.
            if deadline < sleep.deadline() || sleep.is_elapsed() {
                if deadline <= Instant::now() {
                    return Poll::Ready(());
                }
                sleep.as_mut().reset(deadline);
            }
            ready!(sleep.as_mut().poll(context));
        }
    })
    .await;
}
