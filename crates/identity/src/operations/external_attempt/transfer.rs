use super::finish::{AttemptBrowser, AttemptReturn, ProviderAttemptError};
use crate::{
    ClientInfo, Error, ExternalFailure, ExternalGrant, ExternalVerification, Identity,
    SaveSignUpError, SignInAttempt, SignUpAttempt, SignUpFields, Token,
    operations::external_account::GrantKeeper,
    store::{
        sign_in_attempts,
        sign_up_attempts::{self, StoredAttempt},
    },
};

/// Why a sign-up or sign-in did not take over what a provider granted.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The browser has nothing to take over.
    #[error("there is nothing to transfer")]
    NothingToTransfer,
    /// A sign-in with the provider's account is refused.
    #[error("the account at the provider is refused")]
    Refused(ExternalVerification, ExternalFailure),
    /// The sign-up is not accepted.
    #[error(transparent)]
    SignUp(#[from] SaveSignUpError),
    /// It could not go on.
    #[error(transparent)]
    Attempt(#[from] ProviderAttemptError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(TransferError);

impl Identity {
    /// Transfers a sign-in with a provider's account that is not linked to a sign-up, in the browser of this token.
    ///
    /// # Errors
    /// [`TransferError`] says when.
    pub async fn transfer_to_sign_up(
        &self,
        browser: &Token,
        fields: SignUpFields,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<(SignUpAttempt, AttemptReturn), TransferError> {
        let sign_in = self.find_sign_in(browser).await?;
        let (external, grant) = self.take_over(browser, sign_in.and_then(|it| it.external))?;
        let mut stored = StoredAttempt::new(self.env.id());
        stored.attempt.external = Some(external);
        let mut stored = self.save_sign_up(browser, stored, fields, client).await?;
        let at = AttemptBrowser {
            token: browser,
            previous,
            client,
        };
        let returned = self.continue_sign_up(&mut stored, Ok(&grant), &at).await?;
        check(stored.attempt.external.as_ref())?;
        sign_in_attempts::delete(self.database.pool(), browser).await?;
        Ok((stored.attempt, returned))
    }

    /// Transfers a sign-up with a provider's account that is linked to a sign-in, in the browser of this token.
    ///
    /// # Errors
    /// [`TransferError`] says when.
    pub async fn transfer_to_sign_in(
        &self,
        browser: &Token,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<(SignInAttempt, AttemptReturn), TransferError> {
        let sign_up = self.find_sign_up(browser).await?;
        let (external, grant) = self.take_over(browser, sign_up.and_then(|it| it.external))?;
        let mut attempt = SignInAttempt {
            id: self.env.id(),
            name: None,
            is_recovery: false,
            session: None,
            external: Some(external),
        };
        let at = AttemptBrowser {
            token: browser,
            previous,
            client,
        };
        let returned = self.continue_sign_in(&mut attempt, Ok(&grant), &at).await?;
        check(attempt.external.as_ref())?;
        sign_up_attempts::delete(self.database.pool(), browser).await?;
        Ok((attempt, returned))
    }

    /// The verification of an attempt that another one takes over, and what the provider granted.
    fn take_over(
        &self,
        browser: &Token,
        external: Option<ExternalVerification>,
    ) -> Result<(ExternalVerification, ExternalGrant), TransferError> {
        let external = external.ok_or(TransferError::NothingToTransfer)?;
        let sealed = external.sealed_grant.as_deref();
        let sealed = sealed.ok_or(TransferError::NothingToTransfer)?;
        let grant = self.open_grant(GrantKeeper::Attempt(browser), sealed)?;
        let target = external.complete_redirect_to;
        Ok((ExternalVerification::begun(grant.provider, target), grant))
    }
}

fn check(external: Option<&ExternalVerification>) -> Result<(), TransferError> {
    match external.and_then(|it| Some((it.clone(), it.status.failure()?))) {
        Some((external, failure)) => Err(TransferError::Refused(external, failure)),
        None => Ok(()),
    }
}
