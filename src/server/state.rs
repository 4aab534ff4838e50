use std::{ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use super::{
    Activities, Profiles, assets::Assets, client_address::TrustedProxies, connection::Connections,
    live::Live, metrics::Metrics, origin::PublicOrigin, profile_reads::ProfileReads,
};
use crate::outbox::DatabaseStore;
use identity::{Env, IDLE_LIFETIME, Identity, limits::ReadRate, oidc};
use timeback::{ProfileOptions, SessionCache, Timeback};

/// How many sessions' profiles are kept at once, at a few kilobytes each; past that the longest unused go.
const KEPT_PROFILES: u64 = 20_000;

/// A page's profile is dropped when nobody asked for it for this long: the session would be over.
const KEPT_FOR: Duration = IDLE_LIFETIME;

/// Everything a request may need. A handle: every layer and every handler has a clone of its own, so one costs no more
/// than counting it.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What the handles share.
pub struct Shared {
    /// The accounts.
    pub identity: Identity,
    /// Timeback's sign-in.
    pub provider: oidc::Provider,
    /// What Timeback told about who is signed in.
    pub profiles: Profiles,
    /// What students do, on its way to Timeback.
    pub activities: Activities,
    /// The client of Timeback, for how its services are doing.
    pub(crate) timeback: Timeback,
    /// Where what waits for Timeback is kept, for those whom it is about.
    pub(crate) outbox: DatabaseStore,
    pub(crate) metrics: Metrics,
    /// Where browsers find us.
    pub(crate) origin: PublicOrigin,
    /// Counts and notes reads of profiles.
    pub(crate) profile_reads: ProfileReads,
    /// Where the built site is.
    pub(crate) site_root: PathBuf,
    pub(crate) assets: Assets,
    /// Whether the people are invented.
    pub(crate) is_sandbox: bool,
    /// `cargo leptos watch` runs us: pages reload when it has built anew.
    pub(crate) is_watched: bool,
    /// Whose word about others we take.
    pub(crate) trusted_proxies: TrustedProxies,
    /// Somebody asked us to stop.
    pub(crate) stopping: CancellationToken,
    /// Those that browsers have open to us.
    pub(crate) connections: Connections,
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
    pub env: Env,
    pub stopping: CancellationToken,
    pub live: Live,
}

impl AppState {
    pub(super) fn new(parts: Parts) -> Self {
        let metrics = Metrics::new((parts.env.clock())());
        let cache = SessionCache::new(parts.timeback.clone(), KEPT_PROFILES, KEPT_FOR)
            .with_options(parts.profile_options);
        let identity = &parts.identity;
        let profile_reads = ProfileReads::new(identity.clone(), parts.read_rate);
        let reads = profile_reads.clone();
        let profiles = Profiles::new(cache, parts.env, identity.clone(), reads, parts.live);
        profiles.forget_with_sessions();
        Self(Arc::new(Shared {
            profiles,
            profile_reads,
            identity: parts.identity,
            provider: parts.provider,
            activities: parts.activities,
            outbox: parts.outbox,
            timeback: parts.timeback,
            metrics,
            origin: parts.origin,
            site_root: parts.site_root,
            assets: parts.assets,
            is_sandbox: parts.is_sandbox,
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
