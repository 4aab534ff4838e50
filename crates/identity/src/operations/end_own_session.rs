use crate::{
    Action, AuthContext, ClientInfo, Denied, EndReason, Identity, Refusal, SessionId, audit::Event,
    store::sessions::ends::Which,
};

impl Identity {
    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchSession`] when the session is not the user's, or has ended.
    pub async fn end_own_session(
        &self,
        auth: &AuthContext,
        session: &str,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let session = SessionId::parse(session).ok_or(Refusal::NoSuchSession)?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let which = Which::OneOfUser(&auth.user, &session);
        let ended = uow.end(which, EndReason::SignedOut).await?;
        let ended = ended.first().ok_or(Refusal::NoSuchSession)?;
        let event = Event::new(Action::SignedOut, &auth.user)
            .in_session(&auth.session)
            .with("ended", ended.as_str());
        Ok(uow.commit(event, client).await?)
    }
}
