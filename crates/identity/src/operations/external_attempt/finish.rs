use crate::{
    ClientInfo, Error, ExternalFailure, ExternalFlowOutcome, ExternalGrant, ExternalSignInError,
    ExternalVerification, FinishedExternalFlow, Identity, LinkStart, NextStep, SignInAttempt,
    SignedIn, Token, TooManyAttempts, model::attempt_tag::AttemptTag,
    store::sign_up_attempts::StoredAttempt,
};

/// What comes of a provider's answer to a sign-in or sign-up under way, for the browser.
#[derive(Debug, Default)]
pub struct AttemptReturn {
    /// Where the browser goes.
    pub redirect_to: Option<String>,
    /// The session that began, if one did.
    pub signed_in: Option<SignedIn>,
    /// The pending link, if the user has to confirm first that an account is theirs.
    pub link: Option<LinkStart>,
}

/// Why a sign-in or sign-up under way could not go on. Whatever the user can do nothing about but begin again is in the
/// attempt.
#[derive(Debug, thiserror::Error)]
pub enum ProviderAttemptError {
    /// Another user has the username of the sign-up.
    #[error("another user has the username")]
    UsernameExists,
    /// The rate limit of sign-ups is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ProviderAttemptError);

/// The browser in which a sign-in or sign-up is under way.
pub(super) struct AttemptBrowser<'a> {
    /// The token that the attempt is kept by.
    pub token: &'a Token,
    /// The session that ends when another one begins.
    pub previous: Option<&'a Token>,
    pub client: &'a ClientInfo,
}

impl Identity {
    /// Continues the sign-in or sign-up in this browser that a finished flow was for: the user is signed in, or the attempt
    /// says what is left, or why they are not. `None` when the flow was for neither.
    ///
    /// # Errors
    /// [`ProviderAttemptError`] says when.
    pub async fn return_to_attempt(
        &self,
        flow: &FinishedExternalFlow,
        browser: Option<&Token>,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Option<AttemptReturn>, ProviderAttemptError> {
        let granted = match &flow.outcome {
            ExternalFlowOutcome::Authenticated(grant) => Ok(grant.as_ref()),
            ExternalFlowOutcome::NotAuthenticated(failure) => Err(*failure),
            ExternalFlowOutcome::Account(_) => return Ok(None),
        };
        let Some(tag) = flow.tag.as_deref().and_then(AttemptTag::parse) else {
            return Ok(None);
        };
        let browser = browser.map(|token| AttemptBrowser {
            token,
            previous,
            client,
        });
        let continued = match browser {
            Some(browser) => self.continue_attempt(tag, granted, &browser).await?,
            None => None,
        };
        // An attempt that another one has replaced meanwhile leaves nothing to do: the app sees the other one.
        let (mut returned, external) = continued.unwrap_or_default();
        let is_complete = returned
            .signed_in
            .as_ref()
            .is_some_and(|it| it.next == NextStep::Nothing);
        let complete = external.and_then(|it| it.complete_redirect_to);
        returned.redirect_to = complete
            .filter(|_| is_complete)
            .or_else(|| flow.redirect_to.clone());
        Ok(Some(returned))
    }

    async fn continue_attempt(
        &self,
        tag: AttemptTag,
        granted: Result<&ExternalGrant, ExternalFailure>,
        browser: &AttemptBrowser<'_>,
    ) -> Result<Option<(AttemptReturn, Option<ExternalVerification>)>, ProviderAttemptError> {
        match tag {
            AttemptTag::SignIn(id) => {
                let found = self.find_sign_in(browser.token).await?;
                let Some(mut attempt) = found.filter(|it: &SignInAttempt| it.id == id) else {
                    return Ok(None);
                };
                let returned = self.continue_sign_in(&mut attempt, granted, browser);
                Ok(Some((returned.await?, attempt.external)))
            }
            AttemptTag::SignUp(id) => {
                let found = self.find_stored(browser.token).await?;
                let Some(mut stored) = found.filter(|it: &StoredAttempt| it.attempt.id == id)
                else {
                    return Ok(None);
                };
                let returned = self.continue_sign_up(&mut stored, granted, browser);
                Ok(Some((returned.await?, stored.attempt.external)))
            }
        }
    }
}

/// The failure that an attempt records when a sign-in with the provider's account is refused.
pub(super) fn refusal(error: ExternalSignInError) -> Result<ExternalFailure, ProviderAttemptError> {
    match error {
        ExternalSignInError::EmailNotVerified => Ok(ExternalFailure::NoVerifiedEmail),
        ExternalSignInError::SignUpOff => Ok(ExternalFailure::SignUpOff),
        ExternalSignInError::UserBanned => Ok(ExternalFailure::UserBanned),
        ExternalSignInError::TooManyAttempts(error) => Err(error.into()),
        ExternalSignInError::Failed(error) => Err(error.into()),
    }
}
