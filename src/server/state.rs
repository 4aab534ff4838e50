use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use super::{
    Activities, Profiles, api::auth::Reads, assets::Assets, client_address::TrustedProxies,
    metrics::Metrics, origin::PublicOrigin,
};
use crate::{
    identity::{IDLE_LIFETIME, Identity, Surroundings, limits::ReadRate, oidc},
    outbox::DatabaseStore,
    timeback::{ProfileOptions, SessionCache, Timeback},
};

/// How many sessions' profiles are kept at once, at a few kilobytes each; past that the longest unused go.
const KEPT_PROFILES: u64 = 20_000;

/// A page's profile is dropped when nobody asked for it for this long: the session would be over.
const KEPT_FOR: Duration = IDLE_LIFETIME;

/// Everything a request may need. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The accounts.
    pub identity: Identity,
    /// Timeback's sign-in.
    pub provider: Arc<oidc::Provider>,
    /// What Timeback told about who is signed in.
    pub profiles: Profiles,
    /// What students do, on its way to Timeback.
    pub activities: Activities,
    /// The client of Timeback, for how its services are doing.
    pub(super) timeback: Timeback,
    /// Where what waits for Timeback is kept, for those whom it is about.
    pub(super) outbox: DatabaseStore,
    pub(super) metrics: Arc<Metrics>,
    /// Reads of profiles by access token, under way.
    pub(super) reads: Reads,
    /// Where browsers find us.
    pub(super) origin: PublicOrigin,
    /// How often profiles may be read.
    pub(super) read_rate: ReadRate,
    /// Where the built site is.
    pub(super) site_root: Arc<PathBuf>,
    pub(super) assets: Arc<Assets>,
    /// Whether the people are invented.
    pub(super) is_sandbox: bool,
    /// `cargo leptos watch` runs us: pages reload when it has built anew.
    pub(super) is_watched: bool,
    /// Whose word about others we take.
    pub(super) trusted_proxies: Arc<TrustedProxies>,
    /// Somebody asked us to stop.
    pub(super) stopping: CancellationToken,
    leptos: LeptosOptions,
}

/// What an [`AppState`] is made of.
pub(super) struct Parts {
    pub identity: Identity,
    pub provider: oidc::Provider,
    pub timeback: Timeback,
    pub activities: Activities,
    pub outbox: DatabaseStore,
    pub profile_options: ProfileOptions,
    pub origin: PublicOrigin,
    pub read_rate: ReadRate,
    pub site_root: PathBuf,
    pub assets: Assets,
    pub is_sandbox: bool,
    pub trusted_proxies: TrustedProxies,
    pub surroundings: Surroundings,
    pub stopping: CancellationToken,
}

impl AppState {
    pub(super) fn new(parts: Parts) -> Self {
        let metrics = Metrics::new((parts.surroundings.clock())());
        let cache = SessionCache::new(parts.timeback.clone(), KEPT_PROFILES, KEPT_FOR)
            .with_options(parts.profile_options);
        Self {
            profiles: Profiles::new(cache, parts.surroundings, parts.identity.clone()),
            identity: parts.identity,
            provider: Arc::new(parts.provider),
            activities: parts.activities,
            outbox: parts.outbox,
            timeback: parts.timeback,
            metrics: Arc::new(metrics),
            reads: Reads::default(),
            origin: parts.origin,
            read_rate: parts.read_rate,
            site_root: Arc::new(parts.site_root),
            assets: Arc::new(parts.assets),
            is_sandbox: parts.is_sandbox,
            trusted_proxies: Arc::new(parts.trusted_proxies),
            is_watched: std::env::var_os("LEPTOS_WATCH").is_some(),
            stopping: parts.stopping,
            leptos: LeptosOptions::builder()
                .output_name("timeback-dashboard")
                .build(),
        }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
