use crate::{
    ClientInfo, Error, ExternalFlowRequest, ExternalFlowStart, ExternalProvider,
    ExternalVerification, Identity, SaveSignUpError, SignInAttempt, SignUpAttempt, SignUpFields,
    StartExternalFlowError, Token,
    model::{attempt_tag::AttemptTag, external_flow::FlowPurpose},
    store::{
        sign_in_attempts,
        sign_up_attempts::{self, StoredAttempt},
    },
};

/// A sign-in or sign-up with a provider, to begin.
#[derive(Debug)]
pub struct ProviderAttempt {
    /// The provider.
    pub provider: ExternalProvider,
    /// The flow, which leads back to the app: there the user completes what is left.
    pub flow: ExternalFlowRequest,
    /// Where the browser goes instead when nothing is left: a path of ours, or a URL that the policy allows.
    pub complete_redirect_to: Option<String>,
}

/// Why no sign-up with a provider began.
#[derive(Debug, thiserror::Error)]
pub enum ProviderSignUpError {
    /// The flow could not begin.
    #[error(transparent)]
    Start(#[from] StartExternalFlowError),
    /// The sign-up could not begin.
    #[error(transparent)]
    SignUp(#[from] SaveSignUpError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ProviderSignUpError);

impl Identity {
    /// Begins a sign-in with a provider in the browser of this token, in place of the sign-in or sign-up before. The flow is
    /// finished by [`return_to_attempt`](Self::return_to_attempt).
    ///
    /// # Errors
    /// [`StartExternalFlowError`] says when.
    pub async fn begin_sign_in_with_provider(
        &self,
        browser: &Token,
        request: ProviderAttempt,
    ) -> Result<(SignInAttempt, ExternalFlowStart), StartExternalFlowError> {
        let id = self.env.id();
        let (external, start) = self
            .start_attempt(&AttemptTag::SignIn(id.clone()), request)
            .await?;
        let attempt = SignInAttempt {
            id,
            name: None,
            is_recovery: false,
            session: None,
            external: Some(external),
        };
        self.save_sign_in(browser, &attempt).await?;
        sign_up_attempts::delete(self.database.pool(), browser).await?;
        Ok((attempt, start))
    }

    /// Begins a sign-up with a provider in the browser of this token, in place of the sign-in or sign-up before. The flow is
    /// finished by [`return_to_attempt`](Self::return_to_attempt).
    ///
    /// # Errors
    /// [`ProviderSignUpError`] says when.
    pub async fn begin_sign_up_with_provider(
        &self,
        browser: &Token,
        fields: SignUpFields,
        request: ProviderAttempt,
        client: &ClientInfo,
    ) -> Result<(SignUpAttempt, ExternalFlowStart), ProviderSignUpError> {
        let stored = StoredAttempt::new(self.env.id());
        self.send_to_provider(browser, stored, fields, request, client)
            .await
    }

    /// Continues the sign-up under way in the browser of this token with a provider, with what it has. `None` when there is
    /// none. The flow is finished by [`return_to_attempt`](Self::return_to_attempt).
    ///
    /// # Errors
    /// [`ProviderSignUpError`] says when.
    pub async fn continue_sign_up_with_provider(
        &self,
        browser: &Token,
        fields: SignUpFields,
        request: ProviderAttempt,
        client: &ClientInfo,
    ) -> Result<Option<(SignUpAttempt, ExternalFlowStart)>, ProviderSignUpError> {
        let Some(stored) = self.find_stored(browser).await? else {
            return Ok(None);
        };
        let sent = self.send_to_provider(browser, stored, fields, request, client);
        Ok(Some(sent.await?))
    }

    async fn send_to_provider(
        &self,
        browser: &Token,
        mut stored: StoredAttempt,
        fields: SignUpFields,
        request: ProviderAttempt,
        client: &ClientInfo,
    ) -> Result<(SignUpAttempt, ExternalFlowStart), ProviderSignUpError> {
        let tag = AttemptTag::SignUp(stored.attempt.id.clone());
        let (external, start) = self.start_attempt(&tag, request).await?;
        stored.attempt.external = Some(external);
        let stored = self.save_sign_up(browser, stored, fields, client).await?;
        sign_in_attempts::delete(self.database.pool(), browser).await?;
        Ok((stored.attempt, start))
    }

    async fn start_attempt(
        &self,
        tag: &AttemptTag,
        request: ProviderAttempt,
    ) -> Result<(ExternalVerification, ExternalFlowStart), StartExternalFlowError> {
        let ProviderAttempt {
            provider,
            flow,
            complete_redirect_to,
        } = request;
        if let Some(target) = &complete_redirect_to
            && !self.is_redirect_allowed(target)
        {
            return Err(StartExternalFlowError::RedirectNotAllowed);
        }
        let flow = ExternalFlowRequest {
            tag: Some(tag.to_text()),
            ..flow
        };
        let prepared = self.prepare(provider, FlowPurpose::SignIn, flow).await?;
        let mut connection = self.database.pool().acquire().await?;
        let start = self.store_flow(&mut connection, prepared).await?;
        let external = ExternalVerification::begun(provider, complete_redirect_to);
        Ok((external, start))
    }
}
