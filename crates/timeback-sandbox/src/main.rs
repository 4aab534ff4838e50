//! The sandbox as a standalone program.

use std::{env, error::Error, net::SocketAddr, sync::Arc};

use rand::{TryRngCore as _, rngs::OsRng};
use timeback_sandbox::{Sandbox, serve};
use tokio::net::TcpListener;
use url::Url;

/// Default of `SANDBOX_ADDR`.
const ADDRESS: &str = "127.0.0.1:4010";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::var("SANDBOX_ADDR").unwrap_or_else(|_| ADDRESS.to_owned());
    let address: SocketAddr = address.parse().map_err(|_| {
        format!("SANDBOX_ADDR must be an address and a port, like {ADDRESS}; it is {address:?}")
    })?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("SANDBOX_ADDR {address} cannot be listened on: {error}"))?;
    let origin = Url::parse(&format!("http://{}", listener.local_addr()?))?;
    println!("Timeback sandbox: {origin}  API credentials: sandbox / sandbox-secret");
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the program's clock comes from"
    )]
    let clock = Arc::new(jiff::Timestamp::now);
    let random = Arc::new(|bytes: &mut [u8]| {
        OsRng
            .try_fill_bytes(bytes)
            .expect("the operating system has randomness");
    });
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    serve(listener, Sandbox::new(&origin, clock, random), interrupted).await?;
    Ok(())
}
