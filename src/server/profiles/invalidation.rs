//! Invalidation of cached profiles.

use identity::SessionId;
use jiff::Timestamp;

use super::Profiles;
impl Profiles {
    /// Drops the profile of each session that ends from now on and closes its live pages. A change of the e-mail
    /// address does the same, because Timeback identifies students by it. A change of the time zone closes the live pages,
    /// which come back with the new one.
    pub(in crate::server) fn forget_with_sessions(&self) {
        let forget = self.forgetting();
        let too = forget.clone();
        let live = self.live.clone();
        self.identity.on_time_zone_changed(move |changed| {
            let sessions = changed.sessions.iter().map(SessionId::as_str);
            sessions.for_each(|session| live.end(session));
        });
        self.identity.on_sessions_ended(move |ended| {
            ended
                .sessions
                .iter()
                .map(|ended| ended.id.as_str())
                .for_each(&forget);
        });
        self.identity.on_address_changed(move |changed| {
            let sessions = changed.sessions.iter().map(SessionId::as_str);
            sessions.for_each(&too);
        });
    }

    /// Drops the profile of this session, which ended on another node, and closes its live pages.
    pub(in crate::server) fn forget(&self, session: &str) {
        self.forgetting()(session);
    }

    /// Drops what is kept of a session, and closes its live pages. Holds no `Identity`, whose subscribers would keep it alive
    /// forever.
    fn forgetting(&self) -> impl Fn(&str) + Clone + Send + Sync + use<> {
        let (live, cache) = (self.live.clone(), self.cache.clone());
        let pages = self.rendered_pages.clone();
        move |session| {
            live.end(session);
            cache.forget(session);
            pages.forget(session);
        }
    }

    /// Marks everybody's activity as stale and notifies all live pages: it is not known what Timeback has recorded.
    pub(in crate::server) fn all_may_have_earned(&self) {
        self.cache.expire_all();
        self.live.all_may_have_earned();
    }

    /// Marks this student's activity as stale: the next read fetches it again.
    pub async fn expire(&self, timeback_id: &str) {
        self.cache.expire(timeback_id, None).await;
    }

    /// Marks this student's activity since `occurred_at` as stale and notifies their live pages, as Timeback has
    /// recorded a new event. Returns the number of the change among the nodes, for
    /// [`earned_elsewhere`](Self::earned_elsewhere).
    pub(in crate::server) async fn earned(
        &self,
        timeback_id: &str,
        occurred_at: Option<Timestamp>,
    ) -> Option<u64> {
        let number = self.cache.expire(timeback_id, occurred_at).await;
        self.live.earned(timeback_id);
        number
    }

    /// Does as [`earned`](Self::earned) did on another node, which returned `number`.
    pub(in crate::server) fn earned_elsewhere(
        &self,
        timeback_id: &str,
        occurred_at: Option<Timestamp>,
        number: Option<u64>,
    ) {
        self.cache.expire_here(timeback_id, occurred_at, number);
        self.live.earned(timeback_id);
    }
}
