use display_error_chain::DisplayErrorChain;
use std::{sync::Arc, time::Duration};

use secrecy::ExposeSecret as _;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::StartError;
use crate::{
    outbox::DatabaseStore,
    server::{
        Activities, AppState, Settings, accounts,
        assets::Assets,
        connection::Budget,
        live::{self, Live},
        metrics::{Calls, Metrics},
        state::Parts,
    },
};
use database::Database;
use identity::{Env, oidc};
use timeback::{Clock, Outbox, ProfileOptions, Timeback};

/// Timeout for loading data from Timeback, including all calls and retries. Pages wait less.
const PATIENCE: Duration = Duration::from_secs(15);

/// Maximum number of queued events for Timeback: an hour of a large school, about ten megabytes.
const OUTBOX_ROOM: u32 = 10_000;

/// Builds the application state from the settings. `stopping` is cancelled when the process is asked to stop.
///
/// # Errors
/// Returns [`StartError`] when the database, the sign-in provider's settings or the list of assets is unusable.
pub async fn assemble(
    settings: &Settings,
    sandbox: &Url,
    env: Env,
    stopping: CancellationToken,
) -> Result<AppState, StartError> {
    let clock = env.clock();
    let sign_in = settings.timeback.sign_in(sandbox);
    let mut client = settings.timeback.client(sandbox);
    client.timeout = PATIENCE;
    client.app = settings.timeback.app()?.map(Arc::new);
    client.clock = {
        let clock = clock.clone();
        Clock::new(move || clock())
    };
    let database = Database::open(settings.database_url.expose_secret()).await?;
    let calls = Calls::default();
    client.observer = calls.observer();
    let metrics = Metrics::new(clock(), calls, &database);
    let store = DatabaseStore::new(database.clone(), client.clock.clone());
    let (timeback, outbox) = (Timeback::new(client), store.clone());
    let identity = accounts::open(settings, database, &env)?;
    if let Err(error) = identity.publish_issuer().await {
        // Only `timeback-dashboard token` reads it.
        tracing::warn!(
            error = %DisplayErrorChain::new(&error),
            "could not store the issuer of access tokens"
        );
    }
    let hash_file = std::env::current_exe()?.with_file_name("hash.txt");
    Ok(AppState::new(Parts {
        identity,
        provider: oidc::Provider::new(
            &sign_in.issuer,
            sign_in.client.id,
            sign_in.client.secret,
            clock,
        )?,
        activities: Activities::new(timeback.clone(), Outbox::new(Arc::new(store), OUTBOX_ROOM)),
        timeback,
        outbox,
        metrics,
        profile_options: ProfileOptions {
            day: settings.timeback.day.clone(),
        },
        origin: settings.origin.clone(),
        read_rate: settings.read_rate,
        site_root: settings.site_root.clone(),
        assets: Assets::read(&hash_file)?,
        is_sandbox: settings.timeback.is_sandbox(),
        clerk_keys: settings.accounts.clerk_keys.clone(),
        trusted_proxies: settings.accounts.trusted_proxies.clone(),
        env,
        stopping,
        live: Live::new(live::Bounds::within(Budget::of_process().site)),
    }))
}
