use secrecy::SecretString;

use super::auth_code::Spent;
use crate::{
    Action, ClientInfo, Denied, Error, Grant, Identity, Refusal, Token, UserId, audit::Event,
    limits::Secret,
};

impl Identity {
    /// Signs in the app that brings the code it was led back with, and the secret that its challenge was made of. A code
    /// is good for one try: whoever brings it without the secret ends it.
    ///
    /// # Errors
    /// Refused with [`Refusal::FlowStateNotFound`], [`FlowStateExpired`](Refusal::FlowStateExpired),
    /// [`BadCodeVerifier`](Refusal::BadCodeVerifier), [`UserBanned`](Refusal::UserBanned),
    /// [`TooManyAttempts`](Refusal::TooManyAttempts) or [`NoLocalAccounts`](Refusal::NoLocalAccounts).
    pub async fn exchange_auth_code(
        &self,
        code: &Token,
        verifier: &SecretString,
        client: &ClientInfo,
    ) -> Result<Grant, Denied> {
        self.require_local_accounts()?;
        // Nobody guesses a code of 256 bits, and none is tried twice: what counts is who tries.
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
        let user = self.find_code_owner(code).await?;
        let user = user.ok_or(Refusal::FlowStateNotFound)?;
        let mut uow = self.begin(&user.lock_key()).await?;
        let spent = uow.take_auth_code(code).await?;
        // Of two that bring the same code the second one finds it gone.
        let spent = spent.ok_or(Refusal::FlowStateNotFound)?;
        if let Some(refusal) = spent.refusal(uow.now, verifier) {
            let event = Event::new(Action::SignInFailed, &user).with("method", "pkce");
            uow.commit(event, client).await?;
            return Err(refusal.into());
        }
        uow.require_not_banned(&user).await?;
        let method = spent.method.as_str();
        let session = uow.begin_api_session(&user, method, client).await?;
        let grant = uow.grant(&session, None, &keys).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&session.id)
            .with("method", method)
            .with("grant", "pkce");
        uow.commit(event, client).await?;
        Ok(grant)
    }

    async fn find_code_owner(&self, code: &Token) -> Result<Option<UserId>, Error> {
        let row: Option<(String,)> =
            sqlx::query_as("SELECT user_id FROM auth_codes WHERE code_hash = $1")
                .bind(code.hash())
                .fetch_optional(self.database.pool())
                .await?;
        Ok(row.map(|(id,)| UserId(id)))
    }
}

impl Spent {
    /// Why it opens nothing, if it does not.
    fn refusal(&self, now: i64, verifier: &SecretString) -> Option<Refusal> {
        if self.expire_at <= now {
            return Some(Refusal::FlowStateExpired);
        }
        (!self.challenge.is_met_by(verifier)).then_some(Refusal::BadCodeVerifier)
    }
}
