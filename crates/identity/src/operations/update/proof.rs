//! What proves that a new password is set by the user: the mailed code, the current password, or a recent sign-in.

use crate::{
    Action, AuthContext, ClientInfo, Identity, OneTimeCode, Password, Update, UpdateError, UserId,
    audit::Event, limits::Secret, model::code_purpose::CodePurpose,
};

impl Identity {
    /// Verifies the mailed code of an update, if it has one.
    pub(super) async fn take_nonce(
        &self,
        auth: &AuthContext,
        update: &Update,
        client: &ClientInfo,
    ) -> Result<(), UpdateError> {
        let Some(nonce) = &update.nonce else {
            return Ok(());
        };
        if nonce.of_mail().is_none() {
            return Err(UpdateError::ReauthenticationNotValid);
        }
        let attempt = self
            .limits
            .attempt(Secret::MailedCode, client.address, &auth.user.0)
            .await?;
        let outcome = self.try_nonce(auth, nonce, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(error, UpdateError::ReauthenticationNotValid)
            })
            .await
    }

    async fn try_nonce(
        &self,
        auth: &AuthContext,
        nonce: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<(), UpdateError> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let is_right = match uow.find_proved_email(&auth.user).await? {
            Some(email) => {
                uow.take_code(&auth.user, CodePurpose::Reauthenticate, &email, nonce)
                    .await?
            }
            None => false,
        };
        let event = Event::new(Action::Reauthenticated, &auth.user)
            .in_session(&auth.session)
            .with("right", is_right);
        uow.commit(event, client).await?;
        if is_right {
            Ok(())
        } else {
            Err(UpdateError::ReauthenticationNotValid)
        }
    }

    /// Checks a new password, and hashes it.
    pub(super) async fn check_new_password(
        &self,
        auth: &AuthContext,
        password: &Password,
        update: &Update,
        client: &ClientInfo,
    ) -> Result<String, UpdateError> {
        let hash = self.find_password_hash(&auth.user).await?;
        let is_recent = self.is_recent(auth) || update.nonce.is_some();
        match &update.current_password {
            Some(current) => {
                self.require_password(&auth.user, current, hash.clone(), client)
                    .await?;
            }
            None if !is_recent => return Err(UpdateError::ReauthenticationNeeded),
            None => {}
        }
        if self.hasher.verify(password, hash).await? {
            return Err(UpdateError::SamePassword);
        }
        Ok(self.hasher.hash(password).await?)
    }

    async fn require_password(
        &self,
        user: &UserId,
        presented: &Password,
        hash: Option<String>,
        client: &ClientInfo,
    ) -> Result<(), UpdateError> {
        let attempt = self
            .limits
            .attempt(Secret::Password, client.address, &user.0)
            .await?;
        let outcome = match self.hasher.verify(presented, hash).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(UpdateError::CurrentPasswordInvalid),
            Err(error) => Err(error.into()),
        };
        attempt
            .record_result(outcome, |error| {
                matches!(error, UpdateError::CurrentPasswordInvalid)
            })
            .await
    }
}
