use std::time::Duration;

use super::{Action, ClientInfo, Error, Identity, SessionId, UserId, audit::Event, env::micros};

/// Reads of a profile in one session are noted once in this time: who read it, from where and when stays known, and a
/// page that is looked at all day does not fill the log.
const NOTED_EVERY: Duration = Duration::from_hours(1);

/// So many sessions are remembered as noted; of those that are forgotten a read is noted once more.
pub(super) const REMEMBERED: u64 = 50_000;

impl Identity {
    /// Notes in the log that the profile of this user was read in this session.
    ///
    /// # Errors
    /// The store's.
    pub async fn note_profile_read(
        &self,
        user: &UserId,
        session: &SessionId,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let now = self.env.now();
        let noted = self.noted_reads.get(session);
        if noted.is_some_and(|noted| now - noted < micros(NOTED_EVERY)) {
            return Ok(());
        }
        self.noted_reads.insert(session.clone(), now);
        let outcome = self.note(user, session, client).await;
        if outcome.is_err() {
            self.noted_reads.invalidate(session);
        }
        outcome
    }

    async fn note(
        &self,
        user: &UserId,
        session: &SessionId,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let uow = self.begin(&user.lock_key()).await?;
        let event = Event::new(Action::ProfileRead, user).in_session(session);
        uow.commit(event, client).await
    }
}
