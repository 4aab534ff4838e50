//! Start and graceful shutdown of the server.

mod assemble;
mod background_tasks;
mod error;
mod listen;
mod stop;
mod webhooks;

use std::{net::SocketAddr, time::Duration};

use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use url::Url;

pub(super) use self::listen::{origin_of, start_sandbox};
pub use self::{
    assemble::assemble, background_tasks::deliver, error::StartError,
    webhooks::worker as webhook_worker,
};
use self::{
    background_tasks::{BackgroundWork, find_provider},
    listen::{listen, sandbox},
    stop::StopSignals,
};
use super::{
    AppState, Settings,
    connection::{Budget, Limits, Server, Stop, raise_open_file_limit},
    metrics, router, security_headers,
    site::Site,
    system_env,
};

/// Time limit for completing received requests once no more connections are accepted.
const DRAIN: Duration = Duration::from_secs(25);

/// Time limit for sending the remaining events and e-mails after that; the rest is sent after the next start.
const FLUSH: Duration = Duration::from_secs(4);

/// Serves the dashboard, and the embedded sandbox if needed, until the process is asked to stop.
///
/// # Errors
/// Returns [`StartError`] when the server cannot start or keep running.
pub async fn serve(settings: Settings) -> Result<(), StartError> {
    let site = Site::of(&settings);
    if !site.is_built() {
        return Err(StartError::NoSite {
            folder: site.to_string(),
        });
    }
    raise_open_file_limit();
    let env = system_env();
    let (stop, ended) = (Stop::default(), CancellationToken::new());
    let listener = listen(settings.site_addr, "LEPTOS_SITE_ADDR").await?;
    let sandbox = if settings.timeback.needs_sandbox() {
        start_sandbox(settings.sandbox_addr, &env, ended.clone()).await?
    } else {
        origin_of(settings.sandbox_addr)
    };
    let state = assemble(&settings, &sandbox, env, stop.announced.clone()).await?;
    if let Some(addr) = settings.metrics_addr {
        let listener = listen(addr, "METRICS_ADDR").await?;
        metrics::serve(listener, state.clone(), ended.clone());
    }
    tokio::spawn(find_provider(state.clone()));
    announce(&settings, listener.local_addr()?, &sandbox);
    run(&settings, state, listener, stop).await?;
    ended.cancel();
    Ok(())
}

/// Runs the server and the background deliveries, and shuts both down on a signal.
async fn run(
    settings: &Settings,
    state: AppState,
    listener: TcpListener,
    stop: Stop,
) -> Result<(), StartError> {
    let (drained, at_once) = (CancellationToken::new(), CancellationToken::new());
    let background = BackgroundWork::new(state.clone(), settings)?;
    let background = tokio::spawn(background.run(drained.clone()));
    let closing = stop.closing.clone();
    tokio::spawn(StopSignals::listen()?.lead(stop.clone(), at_once.clone()));
    let server = Server {
        connections: state.connections.clone(),
        headers: security_headers::lines(state.origin.is_secure()),
        ..Server::new(router(state), Limits::new(Budget::of_process().site), stop)
    };
    tokio::select! {
        () = server.serve(listener) => {}
        () = async { closing.cancelled().await; sleep(DRAIN).await } => {
            tracing::warn!("some requests did not finish in time");
        }
        () = at_once.cancelled() => return Ok(()),
    }
    drained.cancel();
    let flushed = timeout(FLUSH, background);
    tokio::select! {
        outcome = flushed => if outcome.is_err() {
            tracing::warn!("some events, mails, text messages or webhooks could not be sent in time and stay queued for the next start");
        },
        () = at_once.cancelled() => {}
    }
    Ok(())
}

/// Serves the sandbox alone until the process is asked to stop.
///
/// # Errors
/// Returns [`StartError`] when the server cannot start or keep running.
pub async fn serve_sandbox(settings: &Settings) -> Result<(), StartError> {
    raise_open_file_limit();
    let (addr, ended) = (settings.sandbox_addr, CancellationToken::new());
    let (origin, listener, server) = sandbox(addr, &system_env(), ended.clone()).await?;
    tracing::info!("the Timeback sandbox: {origin}  API credentials: sandbox / sandbox-secret");
    let mut signals = StopSignals::listen()?;
    let serving = tokio::spawn(server.serve(listener));
    signals.next().await;
    tracing::info!("stopping");
    ended.cancel();
    tokio::select! {
        _ = timeout(FLUSH, serving) => {}
        _ = signals.next() => {}
    }
    Ok(())
}

fn announce(settings: &Settings, addr: SocketAddr, sandbox: &Url) {
    tracing::info!("the dashboard: http://{addr}");
    if settings.timeback.is_sandbox() {
        tracing::info!(
            "its Timeback sandbox: {sandbox}  sign in as student@example.com with the password sandbox"
        );
    }
}
