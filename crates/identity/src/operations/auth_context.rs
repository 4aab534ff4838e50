use jiff::Timestamp;

use crate::{
    Aal, AuthContext, AuthMethod, Denied, Identity, Refusal, SessionId, SignInMethod, UserId,
    access_token, env::instant, store::sessions::api_clients,
};

impl Identity {
    /// Authenticates an access token. It must be signed by one of our keys, for us, and not be expired; its user must
    /// exist and not be banned; its session must not have ended. All of it is looked up at each call, so what ends a
    /// session takes effect at once, on every node.
    ///
    /// # Errors
    /// Returns [`Refusal::BadToken`] when the token is invalid or expired, [`UserNotFound`](Refusal::UserNotFound) or
    /// [`SessionNotFound`](Refusal::SessionNotFound) when its user or session is gone, and
    /// [`UserBanned`](Refusal::UserBanned) when the user is banned.
    pub async fn authenticate(&self, token: &str) -> Result<AuthContext, Denied> {
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
    ) -> Result<(AuthContext, Timestamp), Denied> {
        let keys = self.signing_keys().await?;
        let presented = access_token::verify(&keys, token).ok_or(Refusal::BadToken)?;
        let now = self.env.now();
        let expire_at = presented.exp.saturating_mul(1_000_000);
        if presented.iss != self.policy.issuer || expire_at <= now {
            return Err(Refusal::BadToken.into());
        }
        let id = presented.session_id.clone().ok_or(Refusal::BadToken)?;
        let id = SessionId(id);
        let bearer = api_clients::find_bearer(self.database.pool(), &presented.sub, &id, now);
        let bearer = bearer.await?.ok_or(Refusal::UserNotFound)?;
        let session = bearer.session.ok_or(Refusal::SessionNotFound)?;
        if bearer.banned_until.is_some_and(|until| until > now) {
            return Err(Refusal::UserBanned.into());
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
