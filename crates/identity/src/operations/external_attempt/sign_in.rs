use super::finish::{AttemptBrowser, AttemptReturn, ProviderAttemptError, refusal};
use crate::{
    Action, AuthMethod, ExternalFailure, ExternalGrant, ExternalSignInError,
    ExternalVerificationStatus, Identity, SignInAttempt, SignInName,
    audit::Event,
    operations::external_account::{GrantKeeper, Recognized},
};

impl Identity {
    /// Continues a sign-in by what the provider granted, or why it did not.
    pub(super) async fn continue_sign_in(
        &self,
        attempt: &mut SignInAttempt,
        granted: Result<&ExternalGrant, ExternalFailure>,
        browser: &AttemptBrowser<'_>,
    ) -> Result<AttemptReturn, ProviderAttemptError> {
        let admitted = match granted {
            Ok(grant) => match self.admit_to_sign_in(attempt, grant, browser).await {
                Ok(returned) => Ok(returned),
                Err(error) => Err(refusal(error)?),
            },
            Err(failure) => Err(failure),
        };
        let returned = admitted.unwrap_or_else(|failure| {
            attempt.enter(ExternalVerificationStatus::Failed(failure));
            AttemptReturn::default()
        });
        self.save_sign_in(browser.token, attempt).await?;
        Ok(returned)
    }

    async fn admit_to_sign_in(
        &self,
        attempt: &mut SignInAttempt,
        grant: &ExternalGrant,
        browser: &AttemptBrowser<'_>,
    ) -> Result<AttemptReturn, ExternalSignInError> {
        let mut returned = AttemptReturn::default();
        match self.recognize(grant).await? {
            Recognized::User { mut uow, user } => {
                let signed_in = uow
                    .admit(&user, AuthMethod::OAuth, browser.previous, browser.client)
                    .await?;
                let event = Event::new(Action::SignedIn, &user)
                    .in_session(&signed_in.session)
                    .with("provider", grant.provider.as_str());
                uow.commit(event, browser.client).await?;
                attempt.session = Some(signed_in.session.clone());
                returned.signed_in = Some(signed_in);
                attempt.enter(ExternalVerificationStatus::Verified);
            }
            Recognized::AddressOf { uow, owner, email } => {
                let start = uow.ask_to_confirm_external(&owner, &email, grant, browser.client);
                returned.link = Some(start.await?);
                attempt.name = Some(SignInName::Email(email));
                attempt.enter(ExternalVerificationStatus::Verified);
            }
            Recognized::Newcomer { .. } if !self.policy.local_accounts => {
                return Err(ExternalSignInError::SignUpOff);
            }
            Recognized::Newcomer { .. } => {
                let sealed = self.seal_grant(GrantKeeper::Attempt(browser.token), grant)?;
                let external = attempt.external.take();
                attempt.external = external.map(|it| it.transferable(sealed));
            }
        }
        Ok(returned)
    }
}

impl SignInAttempt {
    fn enter(&mut self, status: ExternalVerificationStatus) {
        self.external = self.external.take().map(|it| it.in_state(status));
    }
}
