use crate::{
    Action, AuthContext, ClientInfo, EndReason, Error, Identity, SessionId, Token, UserId,
    audit::Event, model::session, unit_of_work::UnitOfWork,
};

/// The sessions that a sign-out ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOutScope {
    /// All of the user's sessions.
    Global,
    /// The current session.
    Local,
    /// All but the current session.
    Others,
}

impl SignOutScope {
    fn as_str(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Local => "local",
            Self::Others => "others",
        }
    }
}

impl Identity {
    /// Ends the user's sessions of this scope, in browsers and API clients, and returns them.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sign_out(
        &self,
        auth: &AuthContext,
        scope: SignOutScope,
        client: &ClientInfo,
    ) -> Result<Vec<SessionId>, Error> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let ended = match scope {
            SignOutScope::Global => {
                uow.end_sessions(&auth.user, None, EndReason::SignedOut)
                    .await?
            }
            SignOutScope::Others => {
                uow.end_sessions(&auth.user, Some(&auth.session), EndReason::SignedOut)
                    .await?
            }
            SignOutScope::Local => uow
                .end_session(&auth.session, EndReason::SignedOut)
                .await?
                .into_iter()
                .collect(),
        };
        let event = Event::new(Action::SignedOut, &auth.user)
            .in_session(&auth.session)
            .with("scope", scope.as_str());
        uow.commit(event, client).await?;
        Ok(ended)
    }

    /// Ends the browser session of this token, pending or active, and returns it. Returns `None` when there was none.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sign_out_browser(
        &self,
        token: &Token,
        client: &ClientInfo,
    ) -> Result<Option<SessionId>, Error> {
        let Some(user) = self.find_holder(token).await? else {
            return Ok(None);
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        let (now, reason) = (uow.now, EndReason::SignedOut);
        let ended = session::end_by_token(uow.connection(), token, reason, now).await?;
        let Some(session) = ended else {
            return Ok(None);
        };
        let event = Event::new(Action::SignedOut, &user)
            .in_session(&session)
            .with("scope", SignOutScope::Local.as_str());
        uow.commit(event, client).await?;
        Ok(Some(session))
    }

    /// The user of this token's session, if it has not ended.
    async fn find_holder(&self, token: &Token) -> Result<Option<UserId>, Error> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT user_id FROM sessions WHERE token_hash = $1 AND ended_at IS NULL",
        )
        .bind(token.hash())
        .fetch_optional(self.database.pool())
        .await?;
        Ok(row.map(|(id,)| UserId(id)))
    }
}

impl UserId {
    /// The key of the user's advisory lock.
    pub(crate) fn lock_key(&self) -> String {
        format!("user {}", self.0)
    }
}

impl UnitOfWork<'_> {
    /// Ends one session, unless it has ended.
    pub async fn end_session(
        &mut self,
        session: &SessionId,
        reason: EndReason,
    ) -> Result<Option<SessionId>, Error> {
        let ended: Option<(String,)> = sqlx::query_as(
            "UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE id = $3 AND ended_at IS NULL RETURNING id",
        )
        .bind(self.now)
        .bind(reason.as_str())
        .bind(&session.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(ended.map(|(id,)| SessionId(id)))
    }

    /// Ends the user's sessions, all or all but one.
    pub async fn end_sessions(
        &mut self,
        user: &UserId,
        spared: Option<&SessionId>,
        reason: EndReason,
    ) -> Result<Vec<SessionId>, Error> {
        let ended: Vec<(String,)> = sqlx::query_as(
            "UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE user_id = $3 AND id <> $4 AND ended_at IS NULL RETURNING id",
        )
        .bind(self.now)
        .bind(reason.as_str())
        .bind(&user.0)
        .bind(spared.map_or("", SessionId::as_str))
        .fetch_all(self.connection())
        .await?;
        Ok(ended.into_iter().map(|(id,)| SessionId(id)).collect())
    }
}
