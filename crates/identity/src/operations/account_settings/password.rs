use crate::{
    Action, AuthContext, ClientInfo, Email, EndReason, Error, Identity, NewPasswordError, Password,
    audit::Event, store::identities, unit_of_work::UnitOfWork,
};

/// Why a user's password was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The new password is the old one.
    #[error("the password is the old one")]
    SamePassword,
    /// The current password is wrong.
    #[error("the current password is wrong")]
    CurrentPasswordInvalid,
    /// It was one wrong password too many: the session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// The user has no address to mail to.
    #[error("the user has no verified address")]
    EmailNotConfirmed,
    /// Another account has verified the address meanwhile.
    #[error("another account has the address")]
    EmailExists,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SetPasswordError);

/// Why the current password was not accepted.
#[derive(Debug, thiserror::Error)]
pub(super) enum CurrentPasswordError {
    /// It is wrong, or there is none.
    #[error("the current password is wrong")]
    Invalid,
    /// It was one wrong password too many: the session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CurrentPasswordError);

impl From<CurrentPasswordError> for SetPasswordError {
    fn from(error: CurrentPasswordError) -> Self {
        match error {
            CurrentPasswordError::Invalid => Self::CurrentPasswordInvalid,
            CurrentPasswordError::SessionNotFound => Self::SessionNotFound,
            CurrentPasswordError::Failed(error) => Self::Failed(error),
        }
    }
}

impl Identity {
    /// Sets the user's password, given the current one, if there is one. The first password of a user who signed in
    /// with a provider makes the provider's address their local address. The user's other sessions end.
    ///
    /// # Errors
    /// [`SetPasswordError`] says when.
    pub async fn set_own_password(
        &self,
        auth: &AuthContext,
        current: Option<Password>,
        new: &Password,
        client: &ClientInfo,
    ) -> Result<(), SetPasswordError> {
        if !self.policy.takes_passwords() {
            return Err(SetPasswordError::NoLocalAccounts);
        }
        if !self.has_confirmed(auth).await? {
            return Err(SetPasswordError::ReauthenticationNeeded);
        }
        self.require_unguessable(new, Some(&auth.user), None)
            .await?;
        let before = self.find_password_hash(&auth.user).await?;
        if before.is_some() {
            self.check_current(auth, current, client).await?;
            if self.hasher.verify(new, before.clone()).await? {
                return Err(SetPasswordError::SamePassword);
            }
        }
        let hash = self.hasher.hash(new).await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        uow.own_an_address(auth).await?;
        uow.set_password(&auth.user, &hash).await?;
        uow.drop_codes(&auth.user).await?;
        uow.touch(&auth.user).await?;
        let (user, spared) = (&auth.user, Some(&auth.session));
        uow.end_sessions(user, spared, EndReason::PasswordChanged)
            .await?;
        let event = Event::new(Action::PasswordChanged, user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    /// Checks the current password. A wrong one is counted, and too many end the session.
    pub(super) async fn check_current(
        &self,
        auth: &AuthContext,
        current: Option<Password>,
        client: &ClientInfo,
    ) -> Result<(), CurrentPasswordError> {
        let current = current.ok_or(CurrentPasswordError::Invalid)?;
        if self.has_password(auth, &current).await? {
            return Ok(());
        }
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        let has_ended = uow.count_failure(auth).await?;
        let event = Event::new(Action::Reauthenticated, &auth.user)
            .in_session(&auth.session)
            .with("method", "password")
            .with("right", false);
        uow.commit(event, client).await?;
        Err(if has_ended {
            CurrentPasswordError::SessionNotFound
        } else {
            CurrentPasswordError::Invalid
        })
    }
}

impl UnitOfWork<'_> {
    /// Makes the provider's address the user's local address, which a password needs.
    async fn own_an_address(&mut self, auth: &AuthContext) -> Result<(), SetPasswordError> {
        let user = &auth.user;
        let email = match self.find_proved_email(user).await? {
            Some(email) => email,
            None => self.adopt_reachable_email(auth).await?,
        };
        let (id, now) = (self.identity.env.id(), self.now);
        identities::create_local(self.connection(), &id, user, &email, now).await?;
        Ok(())
    }

    async fn adopt_reachable_email(
        &mut self,
        auth: &AuthContext,
    ) -> Result<Email, SetPasswordError> {
        let email = self.find_reachable_email(auth).await?;
        let email = email.ok_or(SetPasswordError::EmailNotConfirmed)?;
        match self.replace_email(&auth.user, &email).await {
            Err(error) if error.is_unique_violation() => Err(SetPasswordError::EmailExists),
            outcome => Ok(outcome.map(|()| email)?),
        }
    }
}
