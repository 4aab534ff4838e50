use display_error_chain::DisplayErrorChain;
use std::{sync::Arc, time::Duration};

use secrecy::ExposeSecret as _;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::StartError;
use crate::{
    nodes::Nodes,
    outbox::DatabaseStore,
    server::{
        Activities, AppState, Settings, accounts,
        assets::Assets,
        connection::Budget,
        live::{self, Live},
        metrics::{Calls, Metrics},
        news,
        site::Site,
        state::{KEPT_FOR, Parts},
        traces,
    },
    valkey::{Valkey, ValkeyLimits, ValkeyProfiles},
};
use database::Database;
use identity::{Env, Identity, limits::SharedLimits, oidc};
use timeback::{Clock, Config, Outbox, ProfileOptions, RequestHeaders, SharedProfiles, Timeback};

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
    let calls = Calls::default();
    let client = client(settings, sandbox, &env, &calls)?;
    let database = Database::open(settings.database_url.expose_secret()).await?;
    let metrics = Metrics::new(clock(), calls, &database);
    let store = DatabaseStore::new(database.clone(), client.clock.clone());
    let (timeback, outbox) = (Timeback::new(client), store.clone());
    let (nodes, incoming) = Nodes::join(&database, env.id());
    let queue = Outbox::new(Arc::new(store), OUTBOX_ROOM);
    let valkey = settings.valkey_url.as_ref().map(Valkey::new).transpose()?;
    let identity = accounts::open(settings, database, &env)?
        .with_shared_limits(valkey.clone().map(share_limits));
    publish_issuer(&identity).await;
    let shared_profiles = valkey
        .clone()
        .map(|valkey| share_profiles(valkey, &identity, &nodes))
        .transpose()?;
    let site = Site::of(settings);
    let state = AppState::new(Parts {
        identity,
        provider: oidc::Provider::new(
            &sign_in.issuer,
            sign_in.client.id,
            sign_in.client.secret,
            clock,
        )?,
        activities: Activities::new(timeback.clone(), queue, nodes.clone()),
        timeback,
        outbox,
        nodes,
        valkey,
        shared_profiles,
        metrics,
        profile_options: ProfileOptions {
            day: settings.timeback.day.clone(),
        },
        origin: settings.origin.clone(),
        read_rate: settings.read_rate,
        assets: Assets::from_list(&site.hashes()?),
        site,
        is_sandbox: settings.timeback.is_sandbox(),
        is_traced: settings.collector.is_some(),
        clerk_keys: settings.accounts.clerk_keys.clone(),
        trusted_proxies: settings.accounts.trusted_proxies.clone(),
        env,
        stopping,
        live: Live::new(live::Bounds::within(Budget::of_process().site)),
    });
    if let Some(incoming) = incoming {
        tokio::spawn(news::receive(state.clone(), incoming));
    }
    Ok(state)
}

/// The configuration of the Timeback client.
fn client(
    settings: &Settings,
    sandbox: &Url,
    env: &Env,
    calls: &Calls,
) -> Result<Config, StartError> {
    let clock = env.clock();
    Ok(Config {
        timeout: PATIENCE,
        app: settings.timeback.app()?.map(Arc::new),
        clock: Clock::new(move || clock()),
        observer: calls.observer(),
        request_headers: trace_context(settings),
        ..settings.timeback.client(sandbox)
    })
}

/// The headers by which Timeback's services can continue a trace.
fn trace_context(settings: &Settings) -> RequestHeaders {
    match settings.collector {
        Some(_) => RequestHeaders::new(traces::inject),
        None => RequestHeaders::default(),
    }
}

/// Stores the issuer of access tokens. Only `timeback-dashboard token` reads it.
async fn publish_issuer(identity: &Identity) {
    if let Err(error) = identity.publish_issuer().await {
        tracing::warn!(
            error = %DisplayErrorChain::new(&error),
            "could not store the issuer of access tokens"
        );
    }
}

fn share_limits(valkey: Valkey) -> Arc<dyn SharedLimits> {
    Arc::new(ValkeyLimits::new(valkey))
}

fn share_profiles(
    valkey: Valkey,
    identity: &Identity,
    nodes: &Nodes,
) -> Result<Arc<dyn SharedProfiles>, StartError> {
    let node = nodes.id().to_owned();
    let profiles = ValkeyProfiles::new(valkey, identity.vault(), node, KEPT_FOR)?;
    Ok(Arc::new(profiles))
}
