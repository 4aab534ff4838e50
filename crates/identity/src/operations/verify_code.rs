use crate::{
    Action, ClientInfo, CodeFlow, Email, Error, Grant, Identity, OneTimeCode, Token,
    TooManyAttempts, VerificationError, audit::Event, operations::proof::Proof,
    signing_key::KeySet,
};

/// The result of a valid code.
#[derive(Debug)]
pub enum Verified {
    /// The user is signed in.
    SignedIn(Box<Grant>),
    /// The other address still has to confirm the change.
    HalfChanged,
}

/// Why a mailed code was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum VerifyCodeError {
    /// The code, or its user, is refused.
    #[error(transparent)]
    Refused(#[from] VerificationError),
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Identity {
    /// Signs a user in by the code that was mailed to this address, which is verified from then on.
    ///
    /// # Errors
    /// [`VerifyCodeError`] says when.
    pub async fn verify_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<Verified, VerifyCodeError> {
        let keys = self.signing_keys().await?;
        let proof = self
            .prove_by_code(&email.into(), flow, code, client)
            .await?;
        Ok(self.sign_in_with_proof(proof, &keys, client).await?)
    }

    /// Signs a user in by the token of a mailed link of this flow, whose address is verified from then on. A link of
    /// another flow is not used up.
    ///
    /// # Errors
    /// [`VerificationError`] says when.
    pub async fn verify_link(
        &self,
        link: &Token,
        flow: CodeFlow,
        client: &ClientInfo,
    ) -> Result<Verified, VerificationError> {
        if !self.policy.takes_passwords() {
            return Err(VerificationError::NoLocalAccounts);
        }
        let keys = self.signing_keys().await?;
        let mailed = self
            .find_link(link)
            .await?
            .ok_or(VerificationError::CodeExpired)?;
        // As a code to sign in may be that of a sign-up.
        let is_meant =
            mailed.flow == flow || (flow == CodeFlow::SignIn && mailed.flow == CodeFlow::SignUp);
        if !is_meant {
            return Err(VerificationError::CodeExpired);
        }
        let proof = self.prove_by_link(link, client).await?;
        self.sign_in_with_proof(proof, &keys, client).await
    }

    async fn sign_in_with_proof(
        &self,
        mut proof: Proof<'_>,
        keys: &KeySet,
        client: &ClientInfo,
    ) -> Result<Verified, VerificationError> {
        let is_whole = proof.finish().await?;
        let (mut uow, user) = (proof.uow, proof.user);
        if !is_whole {
            let event = Event::new(Action::Updated, &user).with("email", "half");
            uow.commit(event, client).await?;
            return Ok(Verified::HalfChanged);
        }
        let method = proof.purpose.method();
        let session = uow.begin_api_session(&user, method, client).await?;
        let grant = uow.grant(&session, None, keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("method", method.as_str());
        uow.commit(event, client).await?;
        Ok(Verified::SignedIn(Box::new(grant)))
    }
}
