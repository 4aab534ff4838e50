use std::{io, net::SocketAddr};

use tokio::net::{TcpListener, TcpSocket};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::StartError;
use crate::server::connection::{Budget, Limits, Server, Stop};
use identity::Env;
use timeback_sandbox::Sandbox;

/// Connections that may wait to be accepted: a school whose pages all come back at once. A connection that finds no room is
/// tried again by its client a second later.
const BACKLOG: u32 = 4096;

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
    bind(addr).map_err(|source| StartError::Listen {
        addr,
        setting,
        source,
    })
}

fn bind(addr: SocketAddr) -> io::Result<TcpListener> {
    let socket = if addr.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A restarted server takes its address over from connections that are still closing.
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    socket.listen(BACKLOG)
}

/// Origin at which a server on `addr` is reached from this machine.
pub fn origin_of(addr: SocketAddr) -> Url {
    Url::parse(&format!("http://{addr}")).expect("a socket address makes a URL")
}
