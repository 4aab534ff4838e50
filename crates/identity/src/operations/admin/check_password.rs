use crate::{
    Action, AuthMethod, ClientInfo, Email, Error, Identity, Password, TooManyAttempts, UserId,
    audit::Event, limits::Secret,
};

/// Why a password is not confirmed as a user's.
#[derive(Debug, thiserror::Error)]
pub enum CheckPasswordError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user has no password, or passwords are not accepted.
    #[error("the user has no password")]
    NoPassword,
    /// The password is wrong.
    #[error("the password is wrong")]
    Wrong,
    /// The password is right, and the account is locked.
    #[error("the account is locked")]
    UserLocked,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CheckPasswordError);

impl Identity {
    /// Checks a user's password for a program that they sign in to. Wrong ones are counted by account.
    ///
    /// # Errors
    /// [`CheckPasswordError`] says when.
    pub async fn check_user_password(
        &self,
        user: &UserId,
        password: &Password,
        client: &ClientInfo,
    ) -> Result<(), CheckPasswordError> {
        let account = self.find_account(user).await?;
        let account = account.filter(|account| account.deleted_at.is_none());
        let account = account.ok_or(CheckPasswordError::NoSuchUser)?;
        let hash = self.find_password_hash(user).await?;
        let hash = hash.filter(|_| self.policy.takes_passwords());
        let hash = hash.ok_or(CheckPasswordError::NoPassword)?;
        let address = account.email.as_ref().map(Email::lower);
        let counted = address.as_deref().unwrap_or(user.as_str());
        let attempt = self
            .limits
            .attempt_by_program(Secret::Password, counted)
            .await?;
        let outcome = self.try_user_password(user, password, hash, client).await;
        attempt
            .record_result(outcome, |error| matches!(error, CheckPasswordError::Wrong))
            .await
    }

    async fn try_user_password(
        &self,
        user: &UserId,
        password: &Password,
        hash: String,
        client: &ClientInfo,
    ) -> Result<(), CheckPasswordError> {
        let is_right = self.hasher.verify(password, Some(hash)).await?;
        let mut uow = self.begin(&user.lock_key()).await?;
        let is_locked = uow.is_locked(user).await?;
        if !is_right {
            uow.count_wrong_proof(user).await?;
        } else if !is_locked {
            uow.forget_wrong_proofs(user).await?;
        }
        let event = Event::new(Action::Reauthenticated, user)
            .with("method", AuthMethod::Password.as_str())
            .with("right", is_right);
        uow.commit(event, client).await?;
        match (is_right, is_locked) {
            (true, false) => Ok(()),
            (true, true) => Err(CheckPasswordError::UserLocked),
            (false, _) => Err(CheckPasswordError::Wrong),
        }
    }
}
