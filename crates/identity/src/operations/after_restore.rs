use crate::{Action, ClientInfo, Error, Identity, audit::Event, store::sessions::ends};

/// The key of the advisory lock of a restore.
const LOCK_KEY: &str = "restore";

impl Identity {
    /// Makes a database safe that was restored from a backup, before anybody uses it: ends all sessions, since one that
    /// was ended after the backup would be open again, and logs it. Returns how many it ended.
    ///
    /// # Errors
    /// Returns [`Error::Unreadable`] when the key is not the one that the database was sealed with, and
    /// [`Error::Database`] when a query fails.
    pub async fn make_safe_after_restore(&self) -> Result<usize, Error> {
        // It decrypts each of them.
        self.published_keys().await?;
        let mut uow = self.begin(LOCK_KEY).await?;
        let now = uow.now;
        let ended = ends::end_every(uow.connection(), now).await?;
        let event = Event::of_nobody(Action::Restored).with("sessions", ended);
        uow.commit(event, &ClientInfo::default()).await?;
        Ok(ended)
    }
}
