//! Sign-in of apps by mail with PKCE (RFC 7636): the mail's link redirects to the app with an authorization code, which
//! is exchanged together with the code verifier. The code alone, in a history or a log, is worth nothing.

use secrecy::SecretString;

use crate::{
    Action, ClientInfo, Error, Grant, Identity, Token, TooManyAttempts,
    audit::Event,
    limits::Secret,
    store::auth_codes::{self, AuthCode},
};

/// Why an authorization code was not exchanged.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The code is unknown, or was used.
    #[error("the authorization code is unknown")]
    FlowStateNotFound,
    /// The code has expired.
    #[error("the authorization code has expired")]
    FlowStateExpired,
    /// The verifier does not match the challenge. The code is used up.
    #[error("the code verifier does not match")]
    BadCodeVerifier,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ExchangeError);

impl Identity {
    /// Exchanges an app's authorization code and its code verifier for a session. A code can be tried once: a wrong
    /// verifier uses it up.
    ///
    /// # Errors
    /// [`ExchangeError`] says when.
    pub async fn exchange_auth_code(
        &self,
        code: &Token,
        verifier: &SecretString,
        client: &ClientInfo,
    ) -> Result<Grant, ExchangeError> {
        if !self.policy.takes_passwords() {
            return Err(ExchangeError::NoLocalAccounts);
        }
        // A code of 256 bits cannot be guessed, and is not tried twice: the limit is about the client.
        let attempt = self
            .limits
            .attempt(Secret::AuthCode, client.address, &code.hash())
            .await?;
        let outcome = self.try_exchange(code, verifier, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(
                    error,
                    ExchangeError::FlowStateNotFound | ExchangeError::BadCodeVerifier
                )
            })
            .await
    }

    async fn try_exchange(
        &self,
        code: &Token,
        verifier: &SecretString,
        client: &ClientInfo,
    ) -> Result<Grant, ExchangeError> {
        let keys = self.signing_keys().await?;
        let user = auth_codes::find_owner(self.database.pool(), code).await?;
        let user = user.ok_or(ExchangeError::FlowStateNotFound)?;
        let mut uow = self.begin(&user.lock_key()).await?;
        let spent = auth_codes::take(uow.connection(), code).await?;
        // Of two that bring the same code the second one finds it gone.
        let spent = spent.ok_or(ExchangeError::FlowStateNotFound)?;
        if let Some(error) = refusal(&spent, uow.now, verifier) {
            let event = Event::new(Action::SignInFailed, &user).with("method", "pkce");
            uow.commit(event, client).await?;
            return Err(error);
        }
        if uow.is_banned(&user).await? {
            return Err(ExchangeError::UserBanned);
        }
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
fn refusal(code: &AuthCode, now: i64, verifier: &SecretString) -> Option<ExchangeError> {
    if code.expire_at <= now {
        return Some(ExchangeError::FlowStateExpired);
    }
    (!code.challenge.is_met_by(verifier)).then_some(ExchangeError::BadCodeVerifier)
}
