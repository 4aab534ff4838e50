//! Profiles that several processes share: each session's is loaded once, whichever process shows it.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use super::{
    Freshness, SessionCache,
    cached_profile::CachedProfile,
    session::{ProfileResult, REFRESH_DEDUP_WINDOW, SessionEntry},
    shared_profile::SharedProfile,
};

/// How long to wait for another process that loads the same profile.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often to look whether it has.
const LOOK: Duration = Duration::from_millis(25);

/// Where several processes keep the profiles that they loaded. It may lose them, and may not answer: then each process
/// loads for itself.
pub trait SharedProfiles: Send + Sync {
    /// Returns the profile of a session.
    fn read<'a>(&'a self, session: &'a str) -> BoxFuture<'a, Option<Vec<u8>>>;

    /// Keeps the profile of a session.
    fn write<'a>(&'a self, session: &'a str, profile: Vec<u8>) -> BoxFuture<'a, ()>;

    /// Removes the profile of a session, soon and for certain.
    fn remove(&self, session: &str);

    /// Begins to load a session's profile. Returns `false` when another process does.
    fn begin<'a>(&'a self, session: &'a str) -> BoxFuture<'a, bool>;

    /// Ends what [`begin`](Self::begin) began.
    fn end<'a>(&'a self, session: &'a str) -> BoxFuture<'a, ()>;

    /// Returns how often this student's activity has changed; nothing when it is not known.
    fn changes<'a>(&'a self, user_id: &'a str) -> BoxFuture<'a, Option<u64>>;

    /// Counts a change of this student's activity, soon and for certain. Returns how often it has changed, if it is known.
    fn record_change<'a>(&'a self, user_id: &'a str) -> BoxFuture<'a, Option<u64>>;
}

impl SessionCache {
    /// Returns the cache, sharing profiles with other processes.
    #[must_use]
    pub fn shared_by(self, shared: Option<Arc<dyn SharedProfiles>>) -> Self {
        Self { shared, ..self }
    }

    /// Loads a profile, unless another process that shares profiles has it or is loading it.
    pub(super) async fn load_once(
        self,
        entry: Arc<SessionEntry>,
        freshness: Freshness,
    ) -> ProfileResult {
        let shared = self.shared.clone();
        let (Some(shared), Some(session)) = (shared, entry.session.clone()) else {
            return self
                .load(entry, freshness)
                .await
                .map(|(profile, _)| profile);
        };
        let since = match freshness {
            Freshness::Cached => Timestamp::MIN,
            Freshness::Fresh => self.now() - REFRESH_DEDUP_WINDOW,
        };
        let asked_at = Instant::now();
        let mut has_begun = false;
        loop {
            let bytes = shared.read(&session).await;
            if let Some(profile) = self.usable(&entry, bytes.as_deref(), since).await {
                if has_begun {
                    shared.end(&session).await;
                }
                return Ok(profile);
            }
            if has_begun || asked_at.elapsed() >= PATIENCE {
                break;
            }
            has_begun = shared.begin(&session).await;
            // After it has begun it looks once more: another process may just have ended.
            if !has_begun {
                sleep(LOOK).await;
            }
        }
        let loaded = self.clone().load(Arc::clone(&entry), freshness).await;
        if let Ok((profile, Some(changes))) = &loaded {
            let key = entry.key.to_string();
            if let Some(profile) = SharedProfile::of(profile, key, *changes)
                && let Ok(bytes) = serde_json::to_vec(&profile)
            {
                shared.write(&session, bytes).await;
            }
        }
        shared.end(&session).await;
        loaded.map(|(profile, _)| profile)
    }

    /// Returns a shared profile, if it is this entry's, was requested after `since`, and no change is known that it may lack.
    async fn usable(
        &self,
        entry: &SessionEntry,
        bytes: Option<&[u8]>,
        since: Timestamp,
    ) -> Option<CachedProfile> {
        let known = self.changes.count();
        let profile: SharedProfile = serde_json::from_slice(bytes?).ok()?;
        if !profile.is_of(&entry.key.to_string(), self.today(), since) {
            return None;
        }
        let user = profile.user_id();
        let changes = self.shared.as_ref()?.changes(user).await?;
        let is_current = changes == profile.changes && self.changes.may_share(user, changes);
        is_current.then(|| profile.into_cached(known))
    }
}
