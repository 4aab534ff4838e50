use std::time::Duration;

use jiff::Timestamp;

use crate::{
    Aal, Denied, Error, Identity, Refusal, SessionId, SignInMethod, UserId,
    access_token::{self, Presented},
    env::{instant, micros},
    operations::browser_session::RECOVERY,
};

/// The time after a sign-in in which a user may set a new password without the old one, so that an unattended session
/// cannot be used to take the account over.
const RECENT: Duration = Duration::from_mins(10);

/// The authenticated user and session of a request.
#[derive(Debug, Clone)]
pub struct AuthContext {
    /// The user.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
    /// The session's authenticator assurance level.
    pub aal: Aal,
    /// The authentication methods of the session, newest first.
    pub amr: Vec<SignInMethod>,
}

#[derive(sqlx::FromRow)]
struct Row {
    session_id: Option<String>,
    aal: Option<String>,
    amr: Option<String>,
    abandon_at: Option<i64>,
    expire_at: Option<i64>,
    banned_until: Option<i64>,
}

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
        let session = presented.session_id.clone().ok_or(Refusal::BadToken)?;
        let row = self.find_session_of(&presented, &session).await?;
        let row = row.ok_or(Refusal::UserNotFound)?;
        let ends = row.session_id.and(row.abandon_at.min(row.expire_at));
        let end = ends
            .filter(|end| *end > now)
            .ok_or(Refusal::SessionNotFound)?;
        if row.banned_until.is_some_and(|until| until > now) {
            return Err(Refusal::UserBanned.into());
        }
        // A token from before the session was raised raises nothing.
        let aal = row.aal.filter(|aal| presented.aal.as_ref() == Some(aal));
        let amr = row.amr.unwrap_or_default();
        let auth = AuthContext {
            user: UserId(presented.sub),
            session: SessionId(session),
            aal: aal.map_or(Aal::One, Aal::from),
            amr: serde_json::from_str(&amr)
                .map_err(|_| Error::Unreadable("a session's sign-in methods"))?,
        };
        Ok((auth, instant(end.min(expire_at))))
    }

    /// Whether this session was opened by a recovery code a short time ago, so that it may set a new password.
    pub fn is_recovering(&self, auth: &AuthContext) -> bool {
        let is_recovery = |method: &SignInMethod| method.method == RECOVERY;
        auth.amr.iter().any(is_recovery) && self.is_recent(auth)
    }

    /// Whether the user authenticated recently enough for a sensitive change.
    pub(crate) fn is_recent(&self, auth: &AuthContext) -> bool {
        let now = instant(self.env.now()).as_second();
        auth.amr
            .iter()
            .any(|method| micros(RECENT) / 1_000_000 >= now - method.timestamp)
    }

    async fn find_session_of(
        &self,
        presented: &Presented,
        session: &str,
    ) -> Result<Option<Row>, Error> {
        Ok(sqlx::query_as(
            "SELECT sessions.id AS session_id, sessions.aal, sessions.amr, sessions.abandon_at, sessions.expire_at, users.banned_until \
             FROM users LEFT JOIN sessions ON sessions.id = $1 AND sessions.user_id = users.id AND sessions.ended_at IS NULL \
             WHERE users.id = $2 AND users.deleted_at IS NULL",
        )
        .bind(session)
        .bind(&presented.sub)
        .fetch_optional(self.database.pool())
        .await?)
    }
}
