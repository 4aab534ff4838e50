use std::time::Duration;

use crate::{Action, ClientInfo, Error, Identity, SessionId, UserId, audit::Event, env::micros};

/// The interval in which reads of one profile in one session are logged once: it stays known who read it, from where and
/// when, and a page that is open all day does not fill the log.
const NOTED_EVERY: Duration = Duration::from_hours(1);

/// The number of profiles, of each session its own, for which this is remembered; a forgotten one is logged once more.
pub(crate) const REMEMBERED: u64 = 50_000;

impl Identity {
    /// Logs that the profile of this user was read in this session, or that of the `student` with this Timeback id whom the
    /// user looks after.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn note_profile_read(
        &self,
        user: &UserId,
        session: &SessionId,
        student: Option<&str>,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let now = self.env.now();
        let read = (session.clone(), student.map(ToOwned::to_owned));
        let noted = self.noted_reads.get(&read);
        if noted.is_some_and(|noted| now - noted < micros(NOTED_EVERY)) {
            return Ok(());
        }
        self.noted_reads.insert(read.clone(), now);
        let outcome = self.note(user, session, student, client).await;
        if outcome.is_err() {
            self.noted_reads.invalidate(&read);
        }
        outcome
    }

    async fn note(
        &self,
        user: &UserId,
        session: &SessionId,
        student: Option<&str>,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let uow = self.begin(&user.lock_key()).await?;
        let event = Event::new(Action::ProfileRead, user).in_session(session);
        let event = match student {
            Some(student) => event.with("student", student),
            None => event,
        };
        uow.commit(event, client).await
    }
}
