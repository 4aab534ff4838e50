use std::sync::{Arc, atomic::AtomicI64};

use crate::{
    AddressChanged, AuthPolicy, Clock, ConfiguredKey, Env, Error, GeoIp, PictureBucket,
    ServiceAccount, SessionId, SessionsEnded, TimeZoneChanged, Vault,
    event_counts::EventCounts,
    events::{Committed, Events, Subscribers},
    limits::{Limits, SharedLimits},
    oauth::ExternalClients,
    password::Hasher,
    recent_sessions::RecentSessions,
    signing_key::KeyCache,
    store::sessions::open_sessions,
};
use database::Database;

/// The account service: every operation on users and sessions is a method of it. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    pub(crate) database: Database,
    pub(crate) env: Env,
    pub(crate) vault: Vault,
    pub(crate) policy: AuthPolicy,
    pub(crate) hasher: Hasher,
    pub(crate) keys: KeyCache,
    pub(crate) configured_key: Option<ConfiguredKey>,
    pub(crate) external: ExternalClients,
    pub(crate) service_account: Option<ServiceAccount>,
    pub(crate) geoip: Option<GeoIp>,
    pub(crate) limits: Limits,
    pub(crate) event_counts: EventCounts,
    pub(crate) recent_sessions: RecentSessions,
    pub(crate) committed: Subscribers<Committed>,
    pub(crate) sessions_ended: Subscribers<SessionsEnded>,
    pub(crate) address_changed: Subscribers<AddressChanged>,
    pub(crate) time_zone_changed: Subscribers<TimeZoneChanged>,
    /// When the lookup keys of addresses are to be renewed, in microseconds since 1970.
    pub(crate) address_keys_due_at: Arc<AtomicI64>,
    /// Where the files of pictures are kept when not in the database.
    pub(crate) picture_bucket: Option<Arc<dyn PictureBucket>>,
    /// Whether a program is told what happens.
    pub(crate) has_webhooks: bool,
    /// When a profile read was last logged, by session and the Timeback id of a student other than the user.
    pub(crate) noted_reads: moka::sync::Cache<(SessionId, Option<String>), i64>,
}

impl Identity {
    /// An account service on `database`, whose secrets `vault` encrypts.
    pub fn new(database: Database, env: Env, vault: Vault, policy: AuthPolicy) -> Self {
        Self {
            database,
            policy,
            hasher: Hasher::new(env.clone()),
            keys: KeyCache::default(),
            configured_key: None,
            external: ExternalClients::default(),
            service_account: None,
            geoip: None,
            limits: Limits::new(env.clone(), vault.fingerprint("rate limits", "").as_bytes()),
            event_counts: EventCounts::default(),
            recent_sessions: RecentSessions::default(),
            committed: Subscribers::default(),
            sessions_ended: Subscribers::default(),
            address_changed: Subscribers::default(),
            time_zone_changed: Subscribers::default(),
            address_keys_due_at: Arc::default(),
            picture_bucket: None,
            has_webhooks: false,
            noted_reads: moka::sync::Cache::new(crate::operations::profile_read::REMEMBERED),
            vault,
            env,
        }
    }

    /// Signs access tokens with this key, if there is one. Tokens signed by the keys in the database stay valid.
    #[must_use]
    pub fn signing_with(mut self, key: Option<ConfiguredKey>) -> Self {
        self.configured_key = key;
        self
    }

    /// Signs tokens for Firebase with the key of this service account, if there is one.
    #[must_use]
    pub fn with_service_account(mut self, account: Option<ServiceAccount>) -> Self {
        self.service_account = account;
        self
    }

    /// Says where sessions were used, by this table of places, if there is one.
    #[must_use]
    pub fn with_geoip(mut self, places: Option<GeoIp>) -> Self {
        self.geoip = places;
        self
    }

    /// Keeps the files of new pictures in this bucket, if there is one. Those that are in the database stay there.
    #[must_use]
    pub fn with_picture_bucket(mut self, bucket: Option<Arc<dyn PictureBucket>>) -> Self {
        self.picture_bucket = bucket;
        self
    }

    /// Counts rate limits together with other processes, where they share buckets.
    #[must_use]
    pub fn with_shared_limits(mut self, shared: Option<Arc<dyn SharedLimits>>) -> Self {
        self.limits = self.limits.shared_by(shared);
        self
    }

    /// Queues webhook events, if `has_webhooks`: somebody has to deliver them.
    #[must_use]
    pub fn with_webhooks(mut self, has_webhooks: bool) -> Self {
        self.has_webhooks = has_webhooks;
        self
    }

    /// The policy.
    pub fn policy(&self) -> &AuthPolicy {
        &self.policy
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.env.clock()
    }

    /// The vault, which encrypts secrets and makes keyed hashes: the same in every process of one database.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The rate limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How many passwords are being hashed, or wait for it.
    pub fn password_queue(&self) -> usize {
        self.hasher.queued()
    }

    /// The number of sessions that are alive.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn count_sessions(&self) -> Result<i64, Error> {
        let database = self.database.in_background();
        Ok(open_sessions::count(database.pool(), self.env.now()).await?)
    }

    /// Checks that the database answers and takes writes.
    ///
    /// # Errors
    /// Returns the error of the database when it does not.
    pub async fn check_store(&self) -> Result<(), std::sync::Arc<sqlx::Error>> {
        self.database.check().await
    }
}

impl Identity {
    /// Calls `subscriber` whenever sessions have ended, in whatever operation of this service or its clones: after the
    /// commit, before the operation returns. It must not block. Sessions that expire end without an event, and what ends
    /// in another process is not published here.
    ///
    /// A subscriber lives as long as the service; it must not hold a clone of it.
    pub fn on_sessions_ended(&self, subscriber: impl Fn(&SessionsEnded) + Send + Sync + 'static) {
        self.sessions_ended.add(subscriber);
    }

    /// Calls `subscriber` whenever a user's address has changed. As [`on_sessions_ended`](Self::on_sessions_ended).
    pub fn on_address_changed(&self, subscriber: impl Fn(&AddressChanged) + Send + Sync + 'static) {
        self.address_changed.add(subscriber);
    }

    /// Calls `subscriber` whenever a user's time zone has changed. As [`on_sessions_ended`](Self::on_sessions_ended).
    pub fn on_time_zone_changed(
        &self,
        subscriber: impl Fn(&TimeZoneChanged) + Send + Sync + 'static,
    ) {
        self.time_zone_changed.add(subscriber);
    }

    /// Calls `subscriber` after each operation that wrote something, before the subscribers to what it changed. As
    /// [`on_sessions_ended`](Self::on_sessions_ended).
    pub fn on_committed(&self, subscriber: impl Fn() + Send + Sync + 'static) {
        self.committed.add(move |_| subscriber());
    }

    pub(super) fn publish(&self, events: Events) {
        self.committed.publish(&Committed);
        if !events.ended.is_empty() {
            let sessions = events.ended;
            self.sessions_ended.publish(&SessionsEnded { sessions });
        }
        for event in &events.readdressed {
            self.address_changed.publish(event);
        }
        for event in &events.time_zones {
            self.time_zone_changed.publish(event);
        }
    }
}
