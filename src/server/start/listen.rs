use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::StartError;
use crate::{
    identity::Surroundings,
    sandbox::{self, Sandbox},
};

/// Serves the sandbox at `addr`, and tells where that is, until `stopping` is cancelled.
pub async fn start_sandbox(
    addr: SocketAddr,
    surroundings: &Surroundings,
    stopping: CancellationToken,
) -> Result<Url, StartError> {
    let listener = listen(addr, "SANDBOX_ADDR").await?;
    let origin = origin_of(listener.local_addr()?);
    let sandbox = Sandbox::new(&origin, surroundings.clock(), surroundings.random());
    tokio::spawn(async move {
        if let Err(error) = sandbox::serve(listener, sandbox, stopping.cancelled_owned()).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the sandbox ended"
            );
        }
    });
    Ok(origin)
}

/// Listens on `addr`, which `setting` names.
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

/// Where a server on `addr` is reached from this machine.
pub fn origin_of(addr: SocketAddr) -> Url {
    Url::parse(&format!("http://{addr}")).expect("a socket address makes a URL")
}
