use secrecy::{ExposeSecret as _, SecretString};

use super::Renewed;
use crate::{
    Action, AuthContext, AuthMethod, ClientInfo, EnrolFactorError, Enrollment, Error, Identity,
    OneTimeCode, RemoveFactorError, RenewBackupCodesError,
    audit::Event,
    env::instant,
    operations::{factor, find_account},
    store::factors,
};

/// Why an enrolment was not finished.
#[derive(Debug, thiserror::Error)]
pub enum FinishFactorError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The user has no such factor.
    #[error("there is no such factor")]
    FactorNotFound,
    /// The code is wrong, or was used before.
    #[error("the code is wrong")]
    CodeRefused,
    /// It was one wrong code too many: the session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(FinishFactorError);

/// Why a user could not remove a factor from the account page.
#[derive(Debug, thiserror::Error)]
pub enum RemoveOwnFactorError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The factor cannot be removed.
    #[error(transparent)]
    Remove(#[from] RemoveFactorError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// Why a user got no backup codes on the account page.
#[derive(Debug, thiserror::Error)]
pub enum RenewOwnBackupCodesError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The codes cannot be generated.
    #[error(transparent)]
    Renew(#[from] RenewBackupCodesError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Identity {
    /// Begins to enrol an authenticator app; an earlier enrolment that was not finished is dropped.
    ///
    /// # Errors
    /// [`EnrolFactorError`] says when.
    pub async fn begin_own_factor(
        &self,
        auth: &AuthContext,
        name: &str,
        issuer: &str,
        client: &ClientInfo,
    ) -> Result<(), EnrolFactorError> {
        if !self.has_confirmed(auth).await? {
            return Err(EnrolFactorError::ReauthenticationNeeded);
        }
        self.drop_waiting_factor(auth, client).await?;
        self.enrol_totp(auth, name, issuer, client).await?;
        Ok(())
    }

    /// The enrolment that waits for its first code, with its secret. `None` also when the user has to confirm first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn waiting_factor(
        &self,
        auth: &AuthContext,
        issuer: &str,
    ) -> Result<Option<Enrollment>, Error> {
        if !self.has_confirmed(auth).await? {
            return Ok(None);
        }
        let mut connection = self.database.pool().acquire().await?;
        let row = factors::find_waiting(&mut connection, &auth.user).await?;
        let account = find_account::read(&mut connection, &auth.user).await?;
        let (Some(row), Some(account)) = (row, account) else {
            return Ok(None);
        };
        let secret = self.vault.open(&factor::label(&row.id), &row.secret)?;
        let name = account.email.as_ref().map_or("", |email| email.as_str());
        Ok(Some(Enrollment::new(
            row.id,
            row.friendly_name,
            secret.expose_secret(),
            issuer,
            name,
        )))
    }

    /// Finishes an enrolment with the app's first code: from now on the factor is required. The session is raised, and
    /// continues under a new token; the user's sessions that have not shown a factor end.
    ///
    /// # Errors
    /// [`FinishFactorError`] says when.
    pub async fn finish_own_factor(
        &self,
        auth: &AuthContext,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Renewed, FinishFactorError> {
        if !self.has_confirmed(auth).await? {
            return Err(FinishFactorError::ReauthenticationNeeded);
        }
        let digits = code.of_app().ok_or(FinishFactorError::CodeRefused)?;
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        let row = factors::find_waiting(uow.connection(), &auth.user).await?;
        let row = row.ok_or(FinishFactorError::FactorNotFound)?;
        let secret = self.vault.open(&factor::label(&row.id), &row.secret)?;
        let now = instant(uow.now).as_second();
        let step = factor::step_of(secret.expose_secret(), digits, now, row.last_step);
        let event = Event::new(Action::FactorAnswered, &auth.user)
            .in_session(&auth.session)
            .with("right", step.is_some());
        if step.is_none() {
            let has_ended = uow.count_failure(auth).await?;
            uow.commit(event, client).await?;
            return Err(if has_ended {
                FinishFactorError::SessionNotFound
            } else {
                FinishFactorError::CodeRefused
            });
        }
        uow.accept_factor(auth, &row.id, step).await?;
        let renewed = uow.renew(auth, AuthMethod::Totp).await?;
        let renewed = renewed.ok_or(FinishFactorError::SessionNotFound)?;
        uow.commit(event, client).await?;
        Ok(renewed)
    }

    /// Drops the enrolment that waits for its first code, if there is one.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn drop_waiting_factor(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        if factors::delete_waiting(uow.connection(), &auth.user).await? {
            let event = Event::new(Action::FactorRemoved, &auth.user).in_session(&auth.session);
            uow.commit(event, client).await?;
        }
        Ok(())
    }

    /// Removes one of the user's factors.
    ///
    /// # Errors
    /// [`RemoveOwnFactorError`] says when.
    pub async fn remove_own_factor(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<(), RemoveOwnFactorError> {
        if !self.has_confirmed(auth).await? {
            return Err(RemoveOwnFactorError::ReauthenticationNeeded);
        }
        Ok(self.remove_factor(auth, id, client).await?)
    }

    /// Generates new backup codes. They are shown once.
    ///
    /// # Errors
    /// [`RenewOwnBackupCodesError`] says when.
    pub async fn renew_own_backup_codes(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<Vec<SecretString>, RenewOwnBackupCodesError> {
        if !self.has_confirmed(auth).await? {
            return Err(RenewOwnBackupCodesError::ReauthenticationNeeded);
        }
        Ok(self.renew_backup_codes(auth, client).await?)
    }
}
