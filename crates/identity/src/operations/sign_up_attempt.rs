use crate::{
    Action, AuthMethod, ClientInfo, CodeFlow, Email, Error, Identity, Metadata, NewPasswordError,
    OneTimeCode, SignUpAttempt, SignUpError, SignUpFields, SignedIn, Token, TooManyAttempts,
    UserId, VerificationError, VerifyCodeError,
    audit::Event,
    limits::Mailing,
    model::sign_in_attempt::ATTEMPT_LIFETIME,
    operations::sign_up::{Registered, signed_up},
    store::{
        passwords,
        sign_up_attempts::{self, StoredAttempt},
        user_edits, users,
    },
    unit_of_work::UnitOfWork,
};

/// Why a sign-up under way was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SaveSignUpError {
    /// Sign-up is closed: there are no local accounts, or addresses cannot be verified.
    #[error("sign-up is closed")]
    SignUpOff,
    /// The password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// Another user has the username.
    #[error("another user has the username")]
    UsernameExists,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SaveSignUpError);

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
    /// Finds the sign-up under way in the browser of this token.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_sign_up(&self, browser: &Token) -> Result<Option<SignUpAttempt>, Error> {
        Ok(self.find_stored(browser).await?.map(|it| it.attempt))
    }

    /// Begins a sign-up of several steps in the browser of this token, in place of the one before. No account is created
    /// yet, and it does not reveal whether the address has one.
    ///
    /// # Errors
    /// [`SaveSignUpError`] says when.
    pub async fn begin_sign_up(
        &self,
        browser: &Token,
        fields: SignUpFields,
        client: &ClientInfo,
    ) -> Result<SignUpAttempt, SaveSignUpError> {
        let stored = StoredAttempt {
            attempt: SignUpAttempt {
                id: self.env.id(),
                email: None,
                has_password: false,
                first_name: None,
                last_name: None,
                username: None,
                unsafe_metadata: Metadata::default(),
                is_mailed: false,
            },
            password_hash: None,
            mailed_at: None,
        };
        self.save_sign_up(browser, stored, fields, client).await
    }

    /// Changes the sign-up under way in the browser of this token. `None` when there is none.
    ///
    /// # Errors
    /// [`SaveSignUpError`] says when.
    pub async fn edit_sign_up(
        &self,
        browser: &Token,
        fields: SignUpFields,
        client: &ClientInfo,
    ) -> Result<Option<SignUpAttempt>, SaveSignUpError> {
        let Some(stored) = self.find_stored(browser).await? else {
            return Ok(None);
        };
        let saved = self.save_sign_up(browser, stored, fields, client).await?;
        Ok(Some(saved))
    }

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
        let mut proof = self.prove_by_code(&email, flow, code, client).await?;
        proof.finish().await?;
        let (mut uow, user, method) = (proof.uow, proof.user, proof.purpose.method());
        uow.apply_attempt(&user, &stored).await?;
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
        uow.apply_attempt(&user, &stored).await?;
        let signed_in = uow
            .admit(&user, AuthMethod::Password, previous, client)
            .await?;
        let event = signed_up(&user).in_session(&signed_in.session);
        uow.commit(event, client).await?;
        sign_up_attempts::delete(self.database.pool(), browser).await?;
        Ok(Some(signed_in))
    }

    async fn save_sign_up(
        &self,
        browser: &Token,
        mut stored: StoredAttempt,
        fields: SignUpFields,
        client: &ClientInfo,
    ) -> Result<SignUpAttempt, SaveSignUpError> {
        if !self.policy.can_sign_up() {
            return Err(SaveSignUpError::SignUpOff);
        }
        self.limits.sign_up(client.address)?;
        if let Some(username) = &fields.username
            && user_edits::is_username_taken(self.database.pool(), username).await?
        {
            return Err(SaveSignUpError::UsernameExists);
        }
        if let Some(password) = &fields.password {
            let email = fields.email.as_ref().or(stored.attempt.email.as_ref());
            self.require_unguessable(password, None, email).await?;
            stored.password_hash = Some(self.hasher.hash(password).await?);
        }
        stored.take(fields);
        self.store_attempt(browser, &stored).await?;
        Ok(stored.attempt)
    }

    async fn store_attempt(&self, browser: &Token, stored: &StoredAttempt) -> Result<(), Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let expire_at = self.env.after(ATTEMPT_LIFETIME);
        Ok(sign_up_attempts::save(pool, browser, stored, now, expire_at).await?)
    }

    async fn find_stored(&self, browser: &Token) -> Result<Option<StoredAttempt>, Error> {
        sign_up_attempts::find(self.database.pool(), browser, self.env.now()).await
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

impl StoredAttempt {
    fn take(&mut self, fields: SignUpFields) {
        let attempt = &mut self.attempt;
        if let Some(email) = fields.email {
            // A code that was mailed to another address verifies nothing here.
            let is_same = attempt.email.as_ref() == Some(&email);
            attempt.is_mailed &= is_same;
            self.mailed_at = self.mailed_at.filter(|_| is_same);
            attempt.email = Some(email);
        }
        attempt.has_password |= fields.password.is_some();
        attempt.first_name = fields.first_name.or(attempt.first_name.take());
        attempt.last_name = fields.last_name.or(attempt.last_name.take());
        attempt.username = fields.username.or(attempt.username.take());
        if let Some(metadata) = fields.unsafe_metadata {
            attempt.unsafe_metadata = metadata;
        }
    }
}

impl UnitOfWork<'_> {
    /// Gives the user what the attempt has.
    async fn apply_attempt(
        &mut self,
        user: &UserId,
        stored: &StoredAttempt,
    ) -> Result<(), ContinueSignUpError> {
        let (now, attempt) = (self.now, &stored.attempt);
        let connection = self.connection();
        let hash = stored.password_hash.as_deref();
        passwords::set(connection, user, hash, now).await?;
        let (first, last) = (attempt.first_name.as_ref(), attempt.last_name.as_ref());
        user_edits::set_name(connection, user, first, last).await?;
        users::set_unsafe_metadata(connection, user, &attempt.unsafe_metadata).await?;
        let username = attempt.username.as_ref();
        if username.is_some() && !user_edits::set_username(connection, user, username).await? {
            return Err(ContinueSignUpError::UsernameExists);
        }
        Ok(())
    }
}
