//! How a session's questions reach the platform: one flight for all who ask the same.

use std::sync::Arc;

use super::{
    Freshness, SessionCache,
    reading::Reading,
    session::{Outcome, Resolution, SessionEntry},
};

impl SessionCache {
    /// What is known, else what the platform answers to all who ask for this address now. Where the student changed while
    /// an answer was under way, it is asked for once more.
    pub(super) async fn ask(
        &self,
        entry: &Arc<SessionEntry>,
        freshness: Freshness,
        known: impl FnOnce() -> Option<Outcome>,
    ) -> Outcome {
        match self.ask_once(entry, freshness, known).await {
            Ok(reading) if reading.is_outdated(&self.changes) => {
                self.ask_once(entry, Freshness::Cached, || None).await
            }
            outcome => outcome,
        }
    }

    async fn ask_once(
        &self,
        entry: &Arc<SessionEntry>,
        freshness: Freshness,
        known: impl FnOnce() -> Option<Outcome>,
    ) -> Outcome {
        let (writer, cache) = (Arc::clone(entry), self.clone());
        let record = move |outcome: &Outcome| {
            writer.record(outcome, freshness, cache.today(), cache.now());
        };
        let read = || self.clone().read(Arc::clone(entry), freshness);
        self.readings
            .ask(entry.email.clone(), known, record, read)
            .await
    }

    async fn read(self, entry: Arc<SessionEntry>, freshness: Freshness) -> Outcome {
        let loader = self.timeback.user().with_options(&self.options).loader();
        let user = self.resolve(&entry, freshness).await?;
        let changes = self.changes.count();
        let known = entry.loaded(&user, freshness, self.today(), self.now());
        let load = self.under_way.begin(&entry.email, loader.arriving(&user));
        let (parts, history) = loader.load(user, known, &load.arriving).await;
        Ok(Reading::new(parts, history, changes))
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
            let (timeback, email) = (self.timeback.clone(), entry.email.clone());
            async move { timeback.user().resolve(&email).await }
        };
        self.lookups
            .ask(entry.email.clone(), known, record, lookup)
            .await
    }
}
