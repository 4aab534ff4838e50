//! From settings to a server that listens, and to its end.

mod assemble;
mod chores;
mod error;
mod listen;

use std::{net::SocketAddr, time::Duration};

use axum::serve::ListenerExt as _;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use url::Url;

pub(super) use self::listen::{origin_of, start_sandbox};
pub use self::{assemble::assemble, chores::deliver, error::StartError};
use self::{
    chores::{clean_up, deliver_mails},
    listen::listen,
};
use super::{Settings, metrics, router, surroundings};

/// How long requests under way may take to end once we were asked to stop.
const DRAIN: Duration = Duration::from_secs(25);

/// How long what students did may take to reach Timeback after that, and mails their server; what does not waits for the
/// next start.
const FLUSH: Duration = Duration::from_secs(4);

/// Serves the dashboard until somebody asks the process to stop, with the sandbox beside it where one is needed.
///
/// # Errors
/// What kept it from starting, or from going on.
pub async fn serve(settings: Settings) -> Result<(), StartError> {
    if !settings.site_root.join("pkg").is_dir() {
        return Err(StartError::NoSite {
            folder: settings.site_root.display().to_string(),
        });
    }
    let surroundings = surroundings();
    let stopping = CancellationToken::new();
    let listener = listen(settings.site_addr, "LEPTOS_SITE_ADDR").await?;
    let sandbox = if settings.timeback.needs_sandbox() {
        start_sandbox(settings.sandbox_addr, &surroundings, stopping.clone()).await?
    } else {
        origin_of(settings.sandbox_addr)
    };
    let state = assemble(&settings, &sandbox, surroundings, stopping.clone()).await?;
    tokio::spawn(clean_up(state.clone()));
    if let Some(addr) = settings.metrics_addr {
        metrics::serve(
            listen(addr, "METRICS_ADDR").await?,
            state.clone(),
            stopping.clone(),
        );
    }
    let drained = CancellationToken::new();
    let delivery = tokio::spawn(deliver(state.clone(), drained.clone()));
    let post = deliver_mails(
        state.identity.clone(),
        settings.mail.clone(),
        drained.clone(),
    );
    let post = tokio::spawn(post);
    announce(&settings, listener.local_addr()?, &sandbox);

    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(without_delay);
    let served =
        axum::serve(listener, app).with_graceful_shutdown(until_asked_to_stop(stopping.clone()));
    let outcome = tokio::select! {
        outcome = async { served.await } => outcome,
        () = async { stopping.cancelled().await; sleep(DRAIN).await } => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    };
    drained.cancel();
    if timeout(FLUSH, async { tokio::join!(delivery, post) })
        .await
        .is_err()
    {
        tracing::warn!("some events or mails wait for the next start to be sent");
    }
    Ok(outcome?)
}

/// Serves the sandbox alone until somebody asks the process to stop.
///
/// # Errors
/// What kept it from starting, or from going on.
pub async fn serve_sandbox(settings: &Settings) -> Result<(), StartError> {
    let stopping = CancellationToken::new();
    let origin = start_sandbox(settings.sandbox_addr, &surroundings(), stopping.clone()).await?;
    tracing::info!("the Timeback sandbox: {origin}  API credentials: sandbox / sandbox-secret");
    until_asked_to_stop(stopping).await;
    Ok(())
}

/// A streamed page is several small writes: without this each would wait for the one before to be acknowledged.
fn without_delay(stream: &mut tokio::net::TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
}

fn announce(settings: &Settings, addr: SocketAddr, sandbox: &Url) {
    tracing::info!("the dashboard: http://{addr}");
    if settings.timeback.is_sandbox() {
        tracing::info!(
            "its Timeback sandbox: {sandbox}  sign in as student@example.com with the password sandbox"
        );
    }
}

async fn until_asked_to_stop(stopping: CancellationToken) {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { _ = interrupt => {}, _ = terminate => {} }
    tracing::info!("stopping");
    stopping.cancel();
}
