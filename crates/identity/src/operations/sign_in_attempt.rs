use crate::{
    Error, Identity, SignInAttempt, SignInName, SignedIn, Token,
    model::{sign_in_attempt::ATTEMPT_LIFETIME, user::NextStep},
    store::sign_in_attempts,
};

impl Identity {
    /// Begins a sign-in of several steps in the browser of this token, in place of the one before. Nothing is looked up, so
    /// it does not reveal whether the name has an account.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn begin_sign_in(
        &self,
        browser: &Token,
        name: &SignInName,
    ) -> Result<SignInAttempt, Error> {
        let attempt = SignInAttempt {
            id: self.env.id(),
            name: Some(name.clone()),
            is_recovery: false,
            session: None,
            external: None,
        };
        self.save_sign_in(browser, &attempt).await?;
        Ok(attempt)
    }

    /// Saves the sign-in under way in the browser of this token, in place of the one before.
    pub(crate) async fn save_sign_in(
        &self,
        browser: &Token,
        attempt: &SignInAttempt,
    ) -> Result<(), Error> {
        let (now, expire_at) = (self.env.now(), self.env.after(ATTEMPT_LIFETIME));
        Ok(sign_in_attempts::save(self.database.pool(), browser, attempt, now, expire_at).await?)
    }

    /// Finds the sign-in under way in the browser of this token.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_sign_in(&self, browser: &Token) -> Result<Option<SignInAttempt>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(sign_in_attempts::find(pool, browser, now).await?)
    }

    /// Records the session that a sign-in began.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn record_sign_in(
        &self,
        attempt: &mut SignInAttempt,
        signed_in: &SignedIn,
    ) -> Result<(), Error> {
        attempt.session = Some(signed_in.session.clone());
        attempt.is_recovery |= signed_in.next == NextStep::NewPassword;
        Ok(sign_in_attempts::set_session(self.database.pool(), attempt).await?)
    }

    /// Records that the user has set their new password, so that the sign-in is complete.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn finish_recovery(&self, attempt: &mut SignInAttempt) -> Result<(), Error> {
        attempt.is_recovery = false;
        Ok(sign_in_attempts::set_session(self.database.pool(), attempt).await?)
    }

    /// A new token for a browser that begins a sign-in or sign-up.
    pub fn new_token(&self) -> Token {
        self.env.token()
    }
}
