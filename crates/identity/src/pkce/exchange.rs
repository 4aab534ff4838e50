use secrecy::SecretString;

use crate::{
    Action, ClientInfo, Denied, Grant, Identity, Refusal, Token,
    audit::Event,
    limits::Secret,
    store::auth_codes::{self, AuthCode},
};

impl Identity {
    /// Exchanges an app's authorization code and its code verifier for a session. A code can be tried once: a wrong
    /// verifier uses it up.
    ///
    /// # Errors
    /// Returns [`Refusal::FlowStateNotFound`] for an unknown or used code,
    /// [`FlowStateExpired`](Refusal::FlowStateExpired) for an expired one,
    /// [`BadCodeVerifier`](Refusal::BadCodeVerifier) for a wrong verifier, [`UserBanned`](Refusal::UserBanned) when the
    /// user is banned, [`TooManyAttempts`](Refusal::TooManyAttempts) when the rate limit is reached, and
    /// [`NoLocalAccounts`](Refusal::NoLocalAccounts) where there are none.
    pub async fn exchange_auth_code(
        &self,
        code: &Token,
        verifier: &SecretString,
        client: &ClientInfo,
    ) -> Result<Grant, Denied> {
        self.require_local_accounts()?;
        // A code of 256 bits cannot be guessed, and is not tried twice: the limit is about the client.
        let attempt = self
            .limits
            .attempt(Secret::AuthCode, client.address, &code.hash())?;
        attempt.record_result(self.try_exchange(code, verifier, client).await)
    }

    async fn try_exchange(
        &self,
        code: &Token,
        verifier: &SecretString,
        client: &ClientInfo,
    ) -> Result<Grant, Denied> {
        let keys = self.signing_keys().await?;
        let user = auth_codes::find_owner(self.database.pool(), code).await?;
        let user = user.ok_or(Refusal::FlowStateNotFound)?;
        let mut uow = self.begin(&user.lock_key()).await?;
        let spent = auth_codes::take(uow.connection(), code).await?;
        // Of two that bring the same code the second one finds it gone.
        let spent = spent.ok_or(Refusal::FlowStateNotFound)?;
        if let Some(refusal) = refusal(&spent, uow.now, verifier) {
            let event = Event::new(Action::SignInFailed, &user).with("method", "pkce");
            uow.commit(event, client).await?;
            return Err(refusal.into());
        }
        uow.require_not_banned(&user).await?;
        let session = uow.begin_api_session(&user, spent.method, client).await?;
        let grant = uow.grant(&session, None, &keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("method", spent.method.as_str())
            .with("grant", "pkce");
        uow.commit(event, client).await?;
        Ok(grant)
    }
}

/// Why the code is refused, if it is.
fn refusal(code: &AuthCode, now: i64, verifier: &SecretString) -> Option<Refusal> {
    if code.expire_at <= now {
        return Some(Refusal::FlowStateExpired);
    }
    (!code.challenge.is_met_by(verifier)).then_some(Refusal::BadCodeVerifier)
}
