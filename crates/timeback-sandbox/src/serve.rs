//! The sandbox on a socket.

use std::future::Future;
use std::io;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use super::Sandbox;

/// Serves `sandbox` on `listener` until `shutdown` is done and the requests in flight are answered.
///
/// # Errors
/// When `listener` can no longer accept connections.
pub async fn serve(
    listener: TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Without it an answer of several small writes waits 40 ms for an acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "the sandbox could not set TCP_NODELAY");
        }
    });
    axum::serve(listener, sandbox.router())
        .with_graceful_shutdown(shutdown)
        .await
}
