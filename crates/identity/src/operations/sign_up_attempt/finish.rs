use crate::{
    Action, AuthMethod, ClientInfo, CodeFlow, Email, Error, Identity, Metadata, OneTimeCode,
    SignUpAttempt, SignUpError, SignedIn, Token, UserId, VerificationError, VerifyCodeError,
    audit::Event,
    limits::Mailing,
    operations::{
        sign_in_name::SignInTarget,
        sign_up::{Registered, signed_up},
    },
    store::{
        passwords,
        sign_up_attempts::{self, StoredAttempt},
        user_edits, users,
    },
    unit_of_work::UnitOfWork,
};

/// Why a sign-up under way was not continued.
#[derive(Debug, thiserror::Error)]
pub enum ContinueSignUpError {
    /// The address or the password is missing.
    #[error("the sign-up is incomplete")]
    Incomplete,
    /// Another user has the username.
    #[error("another user has the username")]
    UsernameExists,
    /// The account is not created.
    #[error(transparent)]
    SignUp(#[from] SignUpError),
    /// The code is not accepted.
    #[error(transparent)]
    Code(#[from] VerifyCodeError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ContinueSignUpError);

impl From<VerificationError> for ContinueSignUpError {
    fn from(error: VerificationError) -> Self {
        Self::Code(error.into())
    }
}

impl Identity {
    /// Creates the account of the sign-up under way, unless there is one, and mails a code to its address.
    ///
    /// # Errors
    /// [`ContinueSignUpError`] says when.
    pub async fn mail_sign_up_code(
        &self,
        browser: &Token,
        client: &ClientInfo,
    ) -> Result<SignUpAttempt, ContinueSignUpError> {
        let (mut stored, email, hash) = self.find_complete(browser).await?;
        if !self.policy.has_mail {
            return Err(SignUpError::SignUpOff.into());
        }
        let limits = &self.limits;
        limits
            .mail(Mailing::Code, &email.lower(), client.address)
            .await
            .map_err(SignUpError::from)?;
        let metadata = Metadata::default();
        // Where addresses need no verification nothing was mailed, and the open unit of work is dropped.
        self.create_or_remind(&email, &hash, metadata, None, client)
            .await?;
        stored.mailed_at = Some(self.env.now());
        stored.attempt.is_mailed = true;
        self.store_attempt(browser, &stored).await?;
        Ok(stored.attempt)
    }

    /// Completes the sign-up under way by the code that was mailed to its address, and signs the user in. Their password,
    /// name, username and metadata are those of this sign-up, whoever else may have begun one for the address.
    ///
    /// # Errors
    /// [`ContinueSignUpError`] says when.
    pub async fn finish_sign_up(
        &self,
        browser: &Token,
        code: &OneTimeCode,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, ContinueSignUpError> {
        let (stored, email, _) = self.find_complete(browser).await?;
        let flow = CodeFlow::SignUp;
        let target = SignInTarget::from(&email);
        let mut proof = self.prove_by_code(&target, flow, code, client).await?;
        proof.finish().await?;
        let (mut uow, user, method) = (proof.uow, proof.user, proof.purpose.method());
        if !uow.apply_attempt(&user, &stored).await? {
            return Err(ContinueSignUpError::UsernameExists);
        }
        let signed_in = uow.admit(&user, method, previous, client).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&signed_in.session)
            .with("method", method.as_str());
        uow.commit(event, client).await?;
        sign_up_attempts::delete(self.database.pool(), browser).await?;
        Ok(signed_in)
    }

    /// Completes the sign-up under way at once, where addresses need no verification.
    ///
    /// # Errors
    /// [`ContinueSignUpError`] says when.
    pub async fn finish_believed_sign_up(
        &self,
        browser: &Token,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Option<SignedIn>, ContinueSignUpError> {
        if !self.policy.autoconfirm {
            return Ok(None);
        }
        let (stored, email, hash) = self.find_complete(browser).await?;
        let metadata = Metadata::default();
        let created = self.create_or_remind(&email, &hash, metadata, None, client);
        let Registered::Believed(mut uow, user) = created.await? else {
            return Ok(None);
        };
        if !uow.apply_attempt(&user, &stored).await? {
            return Err(ContinueSignUpError::UsernameExists);
        }
        let signed_in = uow
            .admit(&user, AuthMethod::Password, previous, client)
            .await?;
        let event = signed_up(&user).in_session(&signed_in.session);
        uow.commit(event, client).await?;
        sign_up_attempts::delete(self.database.pool(), browser).await?;
        Ok(Some(signed_in))
    }

    /// The attempt with its address and the hash of its password.
    async fn find_complete(
        &self,
        browser: &Token,
    ) -> Result<(StoredAttempt, Email, String), ContinueSignUpError> {
        let stored = self.find_stored(browser).await?;
        let stored = stored.ok_or(ContinueSignUpError::Incomplete)?;
        match (stored.attempt.email.clone(), stored.password_hash.clone()) {
            (Some(email), Some(hash)) => Ok((stored, email, hash)),
            _ => Err(ContinueSignUpError::Incomplete),
        }
    }
}

impl UnitOfWork<'_> {
    /// Gives the user what the attempt has. Returns whether its username is free; if not, nothing may be committed.
    pub(crate) async fn apply_attempt(
        &mut self,
        user: &UserId,
        stored: &StoredAttempt,
    ) -> Result<bool, Error> {
        let (now, attempt) = (self.now, &stored.attempt);
        let connection = self.connection();
        let hash = stored.password_hash.as_deref();
        passwords::set(connection, user, hash, now).await?;
        let (first, last) = (attempt.first_name.as_ref(), attempt.last_name.as_ref());
        user_edits::set_name(connection, user, first, last).await?;
        users::set_unsafe_metadata(connection, user, &attempt.unsafe_metadata).await?;
        let username = attempt.username.as_ref();
        if username.is_none() {
            return Ok(true);
        }
        Ok(user_edits::set_username(connection, user, username).await?)
    }
}
