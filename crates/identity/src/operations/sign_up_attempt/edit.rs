use crate::{
    ClientInfo, Error, Identity, Metadata, NewPasswordError, SignUpAttempt, SignUpFields, Token,
    TooManyAttempts,
    model::sign_in_attempt::ATTEMPT_LIFETIME,
    store::{
        sign_up_attempts::{self, StoredAttempt},
        user_edits,
    },
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
        let stored = StoredAttempt::new(self.env.id());
        Ok(self
            .save_sign_up(browser, stored, fields, client)
            .await?
            .attempt)
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
        Ok(Some(saved.attempt))
    }

    pub(crate) async fn save_sign_up(
        &self,
        browser: &Token,
        mut stored: StoredAttempt,
        fields: SignUpFields,
        client: &ClientInfo,
    ) -> Result<StoredAttempt, SaveSignUpError> {
        // A provider verifies the address itself.
        let is_open = match &stored.attempt.external {
            Some(_) => self.policy.local_accounts,
            None => self.policy.can_sign_up(),
        };
        if !is_open {
            return Err(SaveSignUpError::SignUpOff);
        }
        self.limits.sign_up(client.address).await?;
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
        Ok(stored)
    }

    pub(crate) async fn store_attempt(
        &self,
        browser: &Token,
        stored: &StoredAttempt,
    ) -> Result<(), Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let expire_at = self.env.after(ATTEMPT_LIFETIME);
        Ok(sign_up_attempts::save(pool, browser, stored, now, expire_at).await?)
    }

    pub(crate) async fn find_stored(
        &self,
        browser: &Token,
    ) -> Result<Option<StoredAttempt>, Error> {
        sign_up_attempts::find(self.database.pool(), browser, self.env.now()).await
    }
}

impl StoredAttempt {
    /// A new attempt, with nothing yet.
    pub fn new(id: String) -> Self {
        Self {
            attempt: SignUpAttempt {
                id,
                email: None,
                has_password: false,
                first_name: None,
                last_name: None,
                username: None,
                unsafe_metadata: Metadata::default(),
                is_mailed: false,
                session: None,
                external: None,
            },
            password_hash: None,
            mailed_at: None,
        }
    }

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
