//! Profiles within a deadline: whatever has been loaded by then, while the load continues.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::timeout;

use super::{
    Freshness, SessionCache,
    cached_profile::CachedProfile,
    entry_key::EntryKey,
    session::{ProfileResult, SessionEntry},
};
use crate::{
    Error, Failure, Service, UserError, UserResolutionError,
    transport::lock,
    user::{PartialProfile, ProfileParts},
};

/// The parts of a profile that were available by a deadline.
#[derive(Debug, Clone)]
pub struct PartsByDeadline {
    /// The parts. One that is still loading is the last known one, marked as stale, or a timeout error.
    pub parts: Arc<ProfileParts>,
    /// Whether the load was still in progress. Its result is cached when it finishes.
    pub is_unfinished: bool,
}

impl SessionCache {
    /// Returns [`parts`](Self::parts) with [`Freshness::Cached`], or after `patience` whatever is available. The load
    /// continues under the client's own timeout, and later calls see its result.
    ///
    /// # Errors
    /// Returns the errors of [`parts`](Self::parts), and [`UserResolutionError::LookupFailed`] when the user was not
    /// resolved in time and nothing is cached.
    pub async fn parts_within(
        &self,
        session: &str,
        email: &str,
        patience: Duration,
    ) -> Result<PartsByDeadline, UserError> {
        let entry = self.entry(session, email);
        self.entry_parts_within(&entry, patience).await
    }

    pub(super) async fn entry_parts_within(
        &self,
        entry: &Arc<SessionEntry>,
        patience: Duration,
    ) -> Result<PartsByDeadline, UserError> {
        if let Ok(finished) = timeout(patience, self.entry_parts(entry, Freshness::Cached)).await {
            return finished.map(|parts| PartsByDeadline {
                parts,
                is_unfinished: false,
            });
        }
        let profile = self.known_so_far(entry)?;
        Ok(PartsByDeadline {
            parts: profile.parts,
            is_unfinished: true,
        })
    }

    /// Combines the finished parts of the current load with the cached profile.
    fn known_so_far(&self, entry: &SessionEntry) -> ProfileResult {
        let (today, now) = (self.today(), self.now());
        // The load may have finished meanwhile.
        if let Some(result) = entry.usable(today, now) {
            return result;
        }
        let arrived = self.pending.find(&entry.key);
        let arrived = arrived.map(|load| CachedProfile::new(load.parts(), None, 0));
        let timeout = Error {
            service: Service::OneRoster,
            failure: Failure::Timeout,
        };
        match (arrived, entry.last()) {
            (Some(arrived), Some(last)) => Ok(arrived.or_stale(&last, now)),
            (Some(arrived), None) => Ok(arrived),
            (None, last) => last
                .and_then(|last| last.stale_on_error(&timeout, today, now))
                .ok_or(UserResolutionError::LookupFailed(timeout)),
        }
    }
}

/// The loads in progress by user. Clones share them.
#[derive(Clone, Default)]
pub(super) struct PendingLoads(Arc<Mutex<HashMap<EntryKey, Arc<PartialProfile>>>>);

impl PendingLoads {
    /// Registers a load. It is removed when the guard is dropped.
    pub fn begin(&self, user: &EntryKey, partial: PartialProfile) -> PendingLoad {
        let partial = Arc::new(partial);
        lock(&self.0).insert(user.clone(), Arc::clone(&partial));
        PendingLoad {
            loads: self.clone(),
            user: user.clone(),
            partial,
        }
    }

    fn find(&self, user: &EntryKey) -> Option<Arc<PartialProfile>> {
        lock(&self.0).get(user).cloned()
    }
}

/// RAII guard of a load in progress.
pub(super) struct PendingLoad {
    loads: PendingLoads,
    user: EntryKey,
    pub partial: Arc<PartialProfile>,
}

impl Drop for PendingLoad {
    fn drop(&mut self) {
        lock(&self.loads.0).remove(&self.user);
    }
}
