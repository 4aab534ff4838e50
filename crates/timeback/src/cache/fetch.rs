//! Loading a session's profile from the platform, deduplicated by user.

use std::sync::Arc;

use super::{
    Freshness, SessionCache,
    cached_profile::CachedProfile,
    session::{ProfileResult, Resolution, SessionEntry},
};
use crate::UserResolutionError;

impl SessionCache {
    /// Returns the value of `known`, else loads the profile. Loads it once more if the student's activity changed during
    /// the load.
    pub(super) async fn fetch(
        &self,
        entry: &Arc<SessionEntry>,
        freshness: Freshness,
        known: impl FnOnce() -> Option<ProfileResult>,
    ) -> ProfileResult {
        match self.fetch_once(entry, freshness, known).await {
            Ok(profile) if profile.is_outdated(&self.changes) => {
                self.fetch_once(entry, Freshness::Cached, || None).await
            }
            result => result,
        }
    }

    async fn fetch_once(
        &self,
        entry: &Arc<SessionEntry>,
        freshness: Freshness,
        known: impl FnOnce() -> Option<ProfileResult>,
    ) -> ProfileResult {
        let (writer, cache) = (Arc::clone(entry), self.clone());
        let record = move |result: &ProfileResult| {
            writer.record(result, freshness, cache.today(), cache.now());
        };
        let load = || self.clone().load_once(Arc::clone(entry), freshness);
        self.loads.run(entry.key.clone(), known, record, load).await
    }

    /// Loads a profile from the platform. Returns it with the number of the student's changes before, where processes share
    /// that.
    pub(super) async fn load(
        self,
        entry: Arc<SessionEntry>,
        freshness: Freshness,
    ) -> Result<(CachedProfile, Option<u64>), UserResolutionError> {
        let loader = self.timeback.user().with_options(&self.options).loader();
        let user = self.resolve(&entry, freshness).await?;
        let changes = self.changes.count();
        let shared_changes = match &self.shared {
            Some(shared) => shared.changes(&user.id).await,
            None => None,
        };
        let known = entry.reusable(&user, freshness, self.today(), self.now());
        let load = self
            .pending
            .begin(&entry.key, loader.partial_profile(&user));
        let (parts, history) = loader.load(user, known, &load.partial).await;
        let profile = CachedProfile::new(parts, history, changes);
        Ok((profile, shared_changes))
    }

    pub(super) async fn resolve(
        &self,
        entry: &Arc<SessionEntry>,
        freshness: Freshness,
    ) -> Resolution {
        let known = || match freshness {
            Freshness::Cached => entry.resolution(self.today()),
            Freshness::Fresh => None,
        };
        let writer = Arc::clone(entry);
        let record = move |resolution: &Resolution| writer.record_resolution(resolution);
        let lookup = || {
            let (timeback, key) = (self.timeback.clone(), entry.key.clone());
            async move { timeback.user().resolve(key.user()).await }
        };
        self.lookups
            .run(entry.key.clone(), known, record, lookup)
            .await
    }
}
