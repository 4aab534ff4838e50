use crate::{
    Action, ClientInfo, EndReason, Error, Identity, SessionId, SignOutScope, Token,
    audit::Event,
    store::sessions::ends::{self, Which},
};

impl Identity {
    /// Ends the browser session of this token, pending or active, and returns it. Returns `None` when there was none.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sign_out_browser(
        &self,
        token: &Token,
        client: &ClientInfo,
    ) -> Result<Option<SessionId>, Error> {
        let Some(user) = ends::find_holder(self.database.pool(), token).await? else {
            return Ok(None);
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        let which = Which::OfToken(token);
        let ended = uow.end(which, EndReason::SignedOut).await?.pop();
        let Some(session) = ended else {
            return Ok(None);
        };
        let event = Event::new(Action::SignedOut, &user)
            .in_session(&session)
            .with("scope", SignOutScope::Local.as_str());
        uow.commit(event, client).await?;
        Ok(Some(session))
    }
}
