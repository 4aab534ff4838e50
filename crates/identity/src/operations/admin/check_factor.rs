use crate::{
    Action, AuthMethod, ClientInfo, Error, Identity, OneTimeCode, TooManyAttempts, UserId,
    audit::Event, limits::Secret, store::factors,
};

/// The kind of a second factor's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorCode {
    /// A code of an authenticator app.
    Totp,
    /// A backup code.
    BackupCode,
}

/// Why a code is not confirmed as that of a user's second factor.
#[derive(Debug, thiserror::Error)]
pub enum CheckFactorError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user has no second factor.
    #[error("the user has no second factor")]
    NoFactor,
    /// The code is wrong, or was used before.
    #[error("the code is wrong")]
    Wrong,
    /// The account is locked: no code is accepted.
    #[error("the account is locked")]
    UserLocked,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CheckFactorError);

impl Identity {
    /// Checks a code of a user's authenticator app, or a backup code, for a program that they sign in to. A code is
    /// accepted once. Wrong ones are counted by account.
    ///
    /// # Errors
    /// [`CheckFactorError`] says when.
    pub async fn check_user_factor(
        &self,
        user: &UserId,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<FactorCode, CheckFactorError> {
        let attempt = self
            .limits
            .attempt_by_program(Secret::Factor, user.as_str())
            .await?;
        let outcome = self.try_user_factor(user, code, client).await;
        attempt
            .record_result(outcome, |error| matches!(error, CheckFactorError::Wrong))
            .await
    }

    async fn try_user_factor(
        &self,
        user: &UserId,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<FactorCode, CheckFactorError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.find_user(user).await?.is_none() {
            return Err(CheckFactorError::NoSuchUser);
        }
        if !uow.has_verified_factor(user).await? {
            return Err(CheckFactorError::NoFactor);
        }
        if uow.is_locked(user).await? {
            return Err(CheckFactorError::UserLocked);
        }
        let found = uow.find_shown(user, code).await?;
        // A texted code is no code of an app.
        let found = found.filter(|found| found.method == AuthMethod::Totp);
        let event = Event::new(Action::FactorAnswered, user).with("right", found.is_some());
        let Some(found) = found else {
            uow.count_wrong_proof(user).await?;
            uow.commit(event, client).await?;
            return Err(CheckFactorError::Wrong);
        };
        let now = uow.now;
        if let Some(factor) = &found.factor {
            factors::record_code(uow.connection(), factor, found.step, now).await?;
        }
        uow.unlock(user).await?;
        uow.commit(event, client).await?;
        Ok(match found.step {
            Some(_) => FactorCode::Totp,
            None => FactorCode::BackupCode,
        })
    }
}
