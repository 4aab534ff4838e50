//! From settings to a server that listens, and to its end.

use std::{io, net::SocketAddr, time::Duration};

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{AppState, Settings, accounts, assets::Assets, router, state::Parts, surroundings};
use crate::{
    database,
    identity::{self, Identity, Surroundings, oidc},
    sandbox::{self, Sandbox},
    timeback::{self, Timeback},
};

/// How long requests under way may take to end once we were asked to stop.
const DRAIN: Duration = Duration::from_secs(25);

/// How long a page waits for Timeback, all calls and attempts together. A student sees the skeleton meanwhile.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long mails may take to reach the mail server after that; what does not waits for the next start.
const FLUSH: Duration = Duration::from_secs(4);

/// How often what has served its time is deleted.
const CLEAN_UP_EVERY: Duration = Duration::from_hours(1);

/// Why the dashboard does not run.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] super::config::SettingsError),
    /// Somebody else listens there, or we may not.
    #[error("cannot listen on {addr}: set {setting} to another address")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// The setting that names it.
        setting: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The built site is not where it should be.
    #[error(
        "there is no built site in {folder}: run `make build`, or set LEPTOS_SITE_ROOT to where it is"
    )]
    NoSite {
        /// Where it should be.
        folder: String,
    },
    /// The database could not be opened.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The key that seals the database's secrets cannot be had.
    #[error("the key in {file} cannot be read or made; set AUTH_SECRET_KEY, or mend the file")]
    SecretKey {
        /// Where it is, or should be.
        file: String,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The accounts cannot be kept.
    #[error(transparent)]
    Accounts(#[from] identity::Error),
    /// The sign-in provider's settings do not hold.
    #[error(transparent)]
    SignIn(#[from] oidc::Error),
    /// A socket or a file failed us.
    #[error("the server failed")]
    Io(#[from] io::Error),
}

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
    tokio::spawn(clean_up(state.identity.clone()));
    let drained = CancellationToken::new();
    let post = tokio::spawn(accounts::deliver_mails(
        state.identity.clone(),
        settings.mail.clone(),
        drained.clone(),
    ));
    announce(&settings, listener.local_addr()?, &sandbox);

    let app = router(state).into_make_service();
    let listener = listener.tap_io(without_delay);
    let served =
        axum::serve(listener, app).with_graceful_shutdown(until_asked_to_stop(stopping.clone()));
    let outcome = tokio::select! {
        outcome = async { served.await } => outcome,
        () = async { stopping.cancelled().await; tokio::time::sleep(DRAIN).await } => {
            tracing::warn!("some requests did not end in time");
            Ok(())
        }
    };
    drained.cancel();
    if tokio::time::timeout(FLUSH, post).await.is_err() {
        tracing::warn!("some mails wait for the next start to be sent");
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

/// Everything a request needs, from the settings. `stopping` is cancelled when somebody asks us to stop.
///
/// # Errors
/// The database, the sign-in provider's settings, or the build's list of assets.
pub async fn assemble(
    settings: &Settings,
    sandbox: &Url,
    surroundings: Surroundings,
    stopping: CancellationToken,
) -> Result<AppState, StartError> {
    let clock = surroundings.clock();
    let sign_in = settings.timeback.sign_in(sandbox);
    let mut client = settings.timeback.client(sandbox);
    client.timeout = PATIENCE;
    client.clock = {
        let clock = clock.clone();
        timeback::Clock::new(move || clock())
    };
    let hash_file = std::env::current_exe()?.with_file_name("hash.txt");
    Ok(AppState::new(Parts {
        identity: accounts::open(settings, &surroundings).await?,
        provider: oidc::Provider::new(
            &sign_in.issuer,
            sign_in.client.id,
            sign_in.client.secret,
            clock,
        )?,
        timeback: Timeback::new(client),
        origin: settings.origin.clone(),
        site_root: settings.site_root.clone(),
        assets: Assets::read(&hash_file)?,
        is_sandbox: settings.timeback.is_sandbox(),
        surroundings,
        stopping,
    }))
}

async fn start_sandbox(
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

async fn listen(addr: SocketAddr, setting: &'static str) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr)
        .await
        .map_err(|source| StartError::Listen {
            addr,
            setting,
            source,
        })
}

fn origin_of(addr: SocketAddr) -> Url {
    Url::parse(&format!("http://{addr}")).expect("a socket address makes a URL")
}

/// A streamed page is several small writes: without this each would wait for the one before to be acknowledged.
fn without_delay(stream: &mut tokio::net::TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
}

async fn clean_up(identity: Identity) {
    let mut hourly = tokio::time::interval(CLEAN_UP_EVERY);
    loop {
        hourly.tick().await;
        if let Err(error) = identity.clean_up().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "what has served its time could not be deleted"
            );
        }
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
