//! The sandbox's HTTP server.

use std::future::Future;
use std::io;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use super::Sandbox;

/// Serves `sandbox` on `listener` until `shutdown` resolves, then finishes the requests in flight.
///
/// # Errors
/// Returns an error when `listener` can no longer accept connections.
pub async fn serve(
    listener: TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Nagle's algorithm would delay responses of several small writes by 40 ms.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "the sandbox could not set TCP_NODELAY");
        }
    });
    axum::serve(listener, sandbox.router())
        .with_graceful_shutdown(shutdown)
        .await
}
