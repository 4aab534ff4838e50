use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, UserId, audit::Event, mail::SecurityEvent,
    store::factors, unit_of_work::UnitOfWork,
};

/// Why a factor was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveFactorError {
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The user has no such factor.
    #[error("there is no such factor")]
    FactorNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RemoveFactorError);

impl Identity {
    /// Removes a factor. Without another one, the sessions that it raised return to the first assurance level. The user
    /// is notified of a verified one.
    ///
    /// # Errors
    /// [`RemoveFactorError`] says when.
    pub async fn remove_factor(
        &self,
        auth: &AuthContext,
        factor: &str,
        client: &ClientInfo,
    ) -> Result<(), RemoveFactorError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let enrolled = factors::list(uow.connection(), user).await?;
        let found = enrolled.iter().find(|it| it.id == factor);
        if found.ok_or(RemoveFactorError::FactorNotFound)?.is_verified {
            if uow.lacks_second_factor(auth).await? {
                return Err(RemoveFactorError::InsufficientAal);
            }
            uow.notify_user(user, SecurityEvent::FactorRemoved).await?;
        }
        uow.drop_factor(user, factor).await?;
        let event = Event::new(Action::FactorRemoved, user).in_session(&auth.session);
        Ok(uow.commit(event.with("factor", factor), client).await?)
    }
}

impl UnitOfWork<'_> {
    /// Deletes a user's factor. When it was the last one, their sessions return to the first assurance level, and their
    /// backup codes are deleted.
    pub async fn drop_factor(&mut self, user: &UserId, factor: &str) -> Result<(), Error> {
        factors::delete(self.connection(), factor).await?;
        self.lower_without_factor(user).await
    }
}
