use crate::{Aal, AuthContext, Error, Identity, SessionId, Token, UserId};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    user_id: String,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
}

impl Identity {
    /// The authenticated user and session of this token, whether or not a second factor is pending. It does not extend
    /// the session; [`find_session`](Self::find_session) does.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_browser_auth(&self, token: &Token) -> Result<Option<AuthContext>, Error> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT sessions.id, sessions.user_id, sessions.aal, sessions.amr FROM sessions JOIN users ON users.id = sessions.user_id \
             WHERE sessions.token_hash = $1 AND sessions.ended_at IS NULL AND sessions.abandon_at > $2 AND sessions.expire_at > $2 \
             AND users.deleted_at IS NULL AND (users.banned_until IS NULL OR users.banned_until <= $2)",
        )
        .bind(token.hash())
        .bind(self.env.now())
        .fetch_optional(self.database.pool())
        .await?;
        row.map(Row::into_auth_context).transpose()
    }
}

impl Row {
    fn into_auth_context(self) -> Result<AuthContext, Error> {
        Ok(AuthContext {
            user: UserId(self.user_id),
            session: SessionId(self.id),
            aal: self.aal,
            amr: serde_json::from_str(&self.amr)
                .map_err(|_| Error::Unreadable("a session's sign-in methods"))?,
        })
    }
}
