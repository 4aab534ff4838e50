use super::finish::{AttemptBrowser, AttemptReturn, ProviderAttemptError, refusal};
use crate::{
    Action, AuthMethod, ExternalFailure, ExternalGrant, ExternalVerificationStatus, Identity,
    SignedIn,
    audit::Event,
    operations::external_account::{GrantKeeper, Recognized},
    store::sign_up_attempts::StoredAttempt,
};

/// How a sign-up went on.
enum Outcome {
    /// There is an account now, and a session of it.
    Created(SignedIn),
    /// There was one before: a sign-in may take over what the provider granted.
    Exists,
}

impl Identity {
    /// Continues a sign-up by what the provider granted, or why it did not.
    pub(super) async fn continue_sign_up(
        &self,
        stored: &mut StoredAttempt,
        granted: Result<&ExternalGrant, ExternalFailure>,
        browser: &AttemptBrowser<'_>,
    ) -> Result<AttemptReturn, ProviderAttemptError> {
        let external = stored.attempt.external.take();
        let enter = |status| external.clone().map(|it| it.in_state(status));
        let mut returned = AttemptReturn::default();
        stored.attempt.external = match granted {
            Err(failure) => enter(ExternalVerificationStatus::Failed(failure)),
            Ok(grant) => match self.create_by_grant(stored, grant, browser).await? {
                Ok(Outcome::Created(signed_in)) => {
                    returned.signed_in = Some(signed_in);
                    enter(ExternalVerificationStatus::Verified)
                }
                Ok(Outcome::Exists) => {
                    let sealed = self.seal_grant(GrantKeeper::Attempt(browser.token), grant)?;
                    external.map(|it| it.transferable(sealed))
                }
                Err(failure) => enter(ExternalVerificationStatus::Failed(failure)),
            },
        };
        self.store_attempt(browser.token, stored).await?;
        Ok(returned)
    }

    /// Creates the account of a sign-up, and signs its user in.
    async fn create_by_grant(
        &self,
        stored: &mut StoredAttempt,
        grant: &ExternalGrant,
        browser: &AttemptBrowser<'_>,
    ) -> Result<Result<Outcome, ExternalFailure>, ProviderAttemptError> {
        let recognized = match self.recognize(grant).await {
            Ok(recognized) => recognized,
            Err(error) => return Ok(Err(refusal(error)?)),
        };
        let Recognized::Newcomer { mut uow, email } = recognized else {
            return Ok(Ok(Outcome::Exists));
        };
        let user = match uow.create_newcomer(&email, grant, browser.client).await {
            Ok(user) => user,
            Err(error) => return Ok(Err(refusal(error)?)),
        };
        if !uow.apply_attempt(&user, stored).await? {
            return Err(ProviderAttemptError::UsernameExists);
        }
        let signed_in = uow
            .admit(&user, AuthMethod::OAuth, browser.previous, browser.client)
            .await?;
        let event = Event::new(Action::SignedUp, &user)
            .in_session(&signed_in.session)
            .with("provider", grant.provider.as_str());
        uow.commit(event, browser.client).await?;
        stored.attempt.email = Some(email);
        stored.attempt.session = Some(signed_in.session.clone());
        Ok(Ok(Outcome::Created(signed_in)))
    }
}
