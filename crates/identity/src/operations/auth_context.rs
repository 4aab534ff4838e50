use jiff::Timestamp;

use crate::{
    Aal, AuthContext, AuthMethod, Error, Identity, SessionId, SignInMethod, UserId, access_token,
    env::instant, store::sessions::api_clients,
};

/// Why an access token was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// The token is malformed or expired, or was not signed by us.
    #[error("the token is not valid")]
    BadToken,
    /// The user does not exist any more.
    #[error("the user does not exist")]
    UserNotFound,
    /// The session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AuthenticateError);

impl Identity {
    /// Authenticates an access token. It must be signed by one of our keys, for us, and not be expired; its user must
    /// exist and not be banned; its session must not have ended. All of it is looked up at each call, so what ends a
    /// session takes effect at once, on every node.
    ///
    /// # Errors
    /// [`AuthenticateError`] says when.
    pub async fn authenticate(&self, token: &str) -> Result<AuthContext, AuthenticateError> {
        let (auth, _) = self.authenticate_until(token).await?;
        Ok(auth)
    }

    /// As [`authenticate`](Self::authenticate), with the time at which the token or its session expires.
    ///
    /// # Errors
    /// As [`authenticate`](Self::authenticate).
    pub async fn authenticate_until(
        &self,
        token: &str,
    ) -> Result<(AuthContext, Timestamp), AuthenticateError> {
        let keys = self.signing_keys().await?;
        let presented = access_token::verify(&keys, token).ok_or(AuthenticateError::BadToken)?;
        let now = self.env.now();
        let expire_at = presented.exp.saturating_mul(1_000_000);
        if presented.iss != self.policy.issuer || expire_at <= now {
            return Err(AuthenticateError::BadToken);
        }
        let id = presented
            .session_id
            .clone()
            .ok_or(AuthenticateError::BadToken)?;
        let id = SessionId(id);
        let bearer = api_clients::find_bearer(self.database.pool(), &presented.sub, &id, now);
        let bearer = bearer.await?.ok_or(AuthenticateError::UserNotFound)?;
        let session = bearer.session.ok_or(AuthenticateError::SessionNotFound)?;
        if bearer.banned_until.is_some_and(|until| until > now) {
            return Err(AuthenticateError::UserBanned);
        }
        // A token from before the session was raised raises nothing.
        let is_raised = presented.aal.as_deref() == Some(session.aal.as_str());
        let auth = AuthContext {
            user: UserId(presented.sub),
            session: id,
            aal: if is_raised { session.aal } else { Aal::One },
            amr: session.amr,
        };
        Ok((auth, instant(session.ends_at.min(expire_at))))
    }

    /// Whether this session was opened by a recovery code a short time ago, so that it may set a new password.
    pub fn is_recovering(&self, auth: &AuthContext) -> bool {
        let is_recovery = |method: &SignInMethod| method.method == AuthMethod::Recovery;
        auth.amr.iter().any(is_recovery) && self.is_recent(auth)
    }

    /// Whether the user authenticated recently enough for a sensitive change.
    pub(crate) fn is_recent(&self, auth: &AuthContext) -> bool {
        let now = instant(self.env.now()).as_second();
        auth.amr.iter().any(|method| method.is_recent(now))
    }
}
