use crate::{
    Action, AuthContext, ClientInfo, EndReason, Error, Identity, SessionId, audit::Event,
    store::sessions::ends::Which,
};

/// Why a session was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndSessionError {
    /// The user has no such session, or it has ended.
    #[error("there is no such session")]
    NoSuchSession,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EndSessionError);

impl Identity {
    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// [`EndSessionError`] says when.
    pub async fn end_own_session(
        &self,
        auth: &AuthContext,
        session: &str,
        client: &ClientInfo,
    ) -> Result<(), EndSessionError> {
        let session = SessionId::parse(session).ok_or(EndSessionError::NoSuchSession)?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let which = Which::OneOfUser(&auth.user, &session);
        let ended = uow.end(which, EndReason::SignedOut).await?;
        let ended = ended.first().ok_or(EndSessionError::NoSuchSession)?;
        let event = Event::new(Action::SignedOut, &auth.user)
            .in_session(&auth.session)
            .with("ended", ended.as_str());
        Ok(uow.commit(event, client).await?)
    }
}
