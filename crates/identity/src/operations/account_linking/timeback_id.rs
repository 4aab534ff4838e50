use crate::{
    Action, ClientInfo, Email, Error, Identity, SessionId, audit::Event, store::account_linking,
};

impl Identity {
    /// Links the user of this session to a Timeback user who was found by their address. Returns whether that was new.
    /// An unverified address links nothing, a Timeback user is linked to one user only, and a different identifier on
    /// record stays until an administrator changes it.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn keep_timeback_id(
        &self,
        session: &SessionId,
        email: &Email,
        timeback_id: &str,
        client: &ClientInfo,
    ) -> Result<bool, Error> {
        let pool = self.database.pool();
        let user = account_linking::find_linkable(pool, session, email, timeback_id).await?;
        let Some(user) = user else {
            return Ok(false);
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        let now = uow.now;
        let connection = uow.connection();
        if !account_linking::set_timeback_id(connection, &user, timeback_id, now).await? {
            return Ok(false);
        }
        let event = Event::new(Action::JoinedTimeback, &user).in_session(session);
        uow.commit(event, client).await?;
        Ok(true)
    }
}
