use std::{ops::Deref, sync::Arc, time::Duration};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use super::{
    Activities, Profiles, assets::Assets, client_address::TrustedProxies, config::ClerkSecretKeys,
    connection::Connections, live::Live, metrics::Metrics, news, origin::PublicOrigin,
    pictures::PictureDecoder, profile_reads::ProfileReads, site::Site,
};
use crate::{nodes::Nodes, outbox::DatabaseStore, valkey::Valkey};
use identity::{Env, IDLE_LIFETIME, Identity, limits::ReadRate, oidc};
use timeback::{ProfileOptions, SessionCache, SharedProfiles, Timeback};

/// Maximum number of cached profiles, at a few kilobytes each; the least recently used are evicted.
const KEPT_PROFILES: u64 = 20_000;

/// Idle time after which a cached profile is dropped, as the session would have expired.
pub(super) const KEPT_FOR: Duration = IDLE_LIFETIME;

/// Application state of all handlers and layers. Cloning only increments a reference count.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// The shared fields of [`AppState`].
pub struct Shared {
    /// Accounts and sessions.
    pub identity: Identity,
    /// The OpenID Connect provider of Timeback.
    pub provider: oidc::Provider,
    /// Cache of the signed-in students' Timeback profiles.
    pub profiles: Profiles,
    /// Student activity events, queued for Timeback.
    pub activities: Activities,
    /// The Timeback client, for the health of its services.
    pub(crate) timeback: Timeback,
    /// The store of queued events, for users' data exports and deletions.
    pub(crate) outbox: DatabaseStore,
    /// The other nodes on the same database.
    pub(crate) nodes: Nodes,
    /// The Valkey server that the nodes share, if there is one.
    pub(crate) valkey: Option<Valkey>,
    /// The clock and the source of chance.
    pub(crate) env: Env,
    pub(crate) metrics: Metrics,
    /// Public origin of the dashboard.
    pub(crate) origin: PublicOrigin,
    /// Decodes uploaded pictures.
    pub(crate) picture_decoder: PictureDecoder,
    /// Rate limit and audit of profile reads.
    pub(crate) profile_reads: ProfileReads,
    /// The built site.
    pub(crate) site: Site,
    pub(crate) assets: Assets,
    /// Whether the environment is the sandbox, with fictional users.
    pub(crate) is_sandbox: bool,
    /// Whether requests are traced to a collector.
    pub(crate) is_traced: bool,
    /// Whether the server runs under `cargo leptos watch`, whose pages reload after a build.
    pub(crate) is_watched: bool,
    /// Secret keys of the Clerk API, if it is enabled.
    pub(crate) clerk_keys: Option<ClerkSecretKeys>,
    /// Proxies whose `X-Forwarded-For` is trusted.
    pub(crate) trusted_proxies: TrustedProxies,
    /// Cancelled when the process is asked to stop.
    pub(crate) stopping: CancellationToken,
    /// Open connections of the dashboard's listener.
    pub(crate) connections: Connections,
    leptos: LeptosOptions,
}

/// Parts from which an [`AppState`] is built.
pub(super) struct Parts {
    pub identity: Identity,
    pub provider: oidc::Provider,
    pub timeback: Timeback,
    pub activities: Activities,
    pub outbox: DatabaseStore,
    pub nodes: Nodes,
    pub valkey: Option<Valkey>,
    pub shared_profiles: Option<Arc<dyn SharedProfiles>>,
    pub metrics: Metrics,
    pub profile_options: ProfileOptions,
    pub origin: PublicOrigin,
    pub read_rate: ReadRate,
    pub site: Site,
    pub assets: Assets,
    pub is_sandbox: bool,
    pub is_traced: bool,
    pub clerk_keys: Option<ClerkSecretKeys>,
    pub trusted_proxies: TrustedProxies,
    pub env: Env,
    pub stopping: CancellationToken,
    pub live: Live,
}

impl AppState {
    pub(super) fn new(parts: Parts) -> Self {
        let cache = SessionCache::new(parts.timeback.clone(), KEPT_PROFILES, KEPT_FOR)
            .with_options(parts.profile_options)
            .shared_by(parts.shared_profiles);
        let identity = &parts.identity;
        let profile_reads = ProfileReads::new(identity.clone(), parts.read_rate);
        let reads = profile_reads.clone();
        let profiles = Profiles::new(
            cache,
            parts.env.clone(),
            identity.clone(),
            reads,
            parts.live,
        );
        profiles.forget_with_sessions();
        news::publish_sessions(&parts.identity, &parts.nodes);
        Self(Arc::new(Shared {
            profiles,
            profile_reads,
            identity: parts.identity,
            provider: parts.provider,
            activities: parts.activities,
            outbox: parts.outbox,
            nodes: parts.nodes,
            valkey: parts.valkey,
            env: parts.env,
            timeback: parts.timeback,
            metrics: parts.metrics,
            origin: parts.origin,
            picture_decoder: PictureDecoder::default(),
            site: parts.site,
            assets: parts.assets,
            is_sandbox: parts.is_sandbox,
            is_traced: parts.is_traced,
            clerk_keys: parts.clerk_keys,
            trusted_proxies: parts.trusted_proxies,
            is_watched: std::env::var_os("LEPTOS_WATCH").is_some(),
            stopping: parts.stopping,
            connections: Connections::default(),
            leptos: LeptosOptions::builder()
                .output_name("timeback-dashboard")
                .build(),
        }))
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
