use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::StartError;
use crate::server::connection::{Budget, Limits, Server, Stop};
use identity::Env;
use timeback_sandbox::Sandbox;

/// Serves the sandbox at `addr` until `ended` is cancelled, and returns its origin.
pub async fn start_sandbox(
    addr: SocketAddr,
    env: &Env,
    ended: CancellationToken,
) -> Result<Url, StartError> {
    let (origin, listener, server) = sandbox(addr, env, ended).await?;
    tokio::spawn(server.serve(listener));
    Ok(origin)
}

/// Creates the sandbox and its listener at `addr`.
pub(super) async fn sandbox(
    addr: SocketAddr,
    env: &Env,
    ended: CancellationToken,
) -> Result<(Url, TcpListener, Server), StartError> {
    let listener = listen(addr, "SANDBOX_ADDR").await?;
    let origin = origin_of(listener.local_addr()?);
    let sandbox = Sandbox::new(&origin, env.clock(), env.rng());
    let limits = Limits::new(Budget::of_process().sandbox);
    let server = Server::new(sandbox.router(), limits, Stop::at_once(ended));
    Ok((origin, listener, server))
}

/// Listens on `addr`, which `setting` configures.
pub(super) async fn listen(
    addr: SocketAddr,
    setting: &'static str,
) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr)
        .await
        .map_err(|source| StartError::Listen {
            addr,
            setting,
            source,
        })
}

/// Origin at which a server on `addr` is reached from this machine.
pub fn origin_of(addr: SocketAddr) -> Url {
    Url::parse(&format!("http://{addr}")).expect("a socket address makes a URL")
}
