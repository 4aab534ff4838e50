use crate::{
    Aal, Action, ClientInfo, Denied, EndReason, Error, Grant, Identity, Refusal, ReuseCause,
    SessionId, UserId,
    audit::Event,
    env::micros,
    model::refresh_token::RefreshToken,
    operations::api_session::{ApiSession, IDLE},
    unit_of_work::UnitOfWork,
};

/// What to do with a refresh token that carries a valid tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is the active token: rotate it.
    Rotate,
    /// It was used before, for a known reason: return the active token once more.
    TellActive(ReuseCause),
    /// It was reused. Two clients have it, one of which may be a thief: end the session.
    End,
    /// It was never issued: refuse it.
    Refuse,
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: String,
    refresh_key: String,
    refresh_counter: i64,
    refreshed_at: Option<i64>,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
    abandon_at: i64,
    expire_at: i64,
    banned_until: Option<i64>,
}

impl Row {
    fn verdict(&self, presented: u64, now: i64, reuse_interval: i64) -> Verdict {
        let active = u64::try_from(self.refresh_counter).unwrap_or_default();
        let is_recent = self
            .refreshed_at
            .is_some_and(|refreshed_at| now - refreshed_at <= reuse_interval);
        match active.checked_sub(presented) {
            None => Verdict::Refuse,
            Some(0) => Verdict::Rotate,
            Some(_) if is_recent => Verdict::TellActive(ReuseCause::Concurrent),
            Some(1) => Verdict::TellActive(ReuseCause::NotSaved),
            Some(_) => Verdict::End,
        }
    }
}

impl Identity {
    /// Exchanges a refresh token for a new access token and the next refresh token. A token that was used before is
    /// still accepted right after, for clients that refresh at the same time, and as long as its successor was not
    /// used; otherwise its reuse ends the session.
    ///
    /// # Errors
    /// Returns [`Refusal::RefreshTokenNotFound`] for an unknown token,
    /// [`RefreshTokenForged`](Refusal::RefreshTokenForged) for a tag that is not ours,
    /// [`RefreshTokenUsed`](Refusal::RefreshTokenUsed) for a reused token, whose session has ended,
    /// [`SessionExpired`](Refusal::SessionExpired) when the session has expired, and
    /// [`UserBanned`](Refusal::UserBanned) when the user is banned.
    pub async fn refresh(&self, presented: &str, client: &ClientInfo) -> Result<Grant, Denied> {
        let token = RefreshToken::parse(presented).ok_or(Refusal::RefreshTokenNotFound)?;
        let id = SessionId(token.session.clone());
        let keys = self.signing_keys().await?;
        let mut uow = self.begin(&format!("session {}", id.0)).await?;
        let row = uow.find_refreshable(&id).await?;
        let row = row.ok_or(Refusal::RefreshTokenNotFound)?;
        let mut session = self.open(&id, &row)?;
        if !token.is_made_with(&session.key) {
            return Err(Refusal::RefreshTokenNotFound.into());
        }
        let now = uow.now;
        if row.abandon_at <= now || row.expire_at <= now {
            return Err(Refusal::SessionExpired.into());
        }
        if row.banned_until.is_some_and(|until| until > now) {
            return Err(Refusal::UserBanned.into());
        }
        match row.verdict(token.counter, now, micros(self.policy.reuse_interval)) {
            Verdict::Refuse => Err(Refusal::RefreshTokenForged.into()),
            Verdict::TellActive(cause) => Ok(uow.grant(&session, Some(cause), &keys).await?),
            Verdict::Rotate => {
                uow.rotate(&mut session, client).await?;
                let grant = uow.grant(&session, None, &keys).await?;
                let event = Event::new(Action::TokenRefreshed, &session.user).in_session(&id);
                uow.commit(event, client).await?;
                Ok(grant)
            }
            Verdict::End => {
                uow.end_session(&id, EndReason::TokenReused).await?;
                let event = Event::new(Action::TokenReused, &session.user).in_session(&id);
                uow.commit(event, client).await?;
                Err(Refusal::RefreshTokenUsed.into())
            }
        }
    }

    fn open(&self, id: &SessionId, row: &Row) -> Result<ApiSession, Error> {
        Ok(ApiSession {
            id: id.clone(),
            user: UserId(row.user_id.clone()),
            key: self.open_refresh_key(id, &row.refresh_key)?,
            counter: u64::try_from(row.refresh_counter).unwrap_or_default(),
            aal: row.aal,
            amr: serde_json::from_str(&row.amr)
                .map_err(|_| Error::Unreadable("a session's sign-in methods"))?,
        })
    }
}

impl UnitOfWork<'_> {
    async fn find_refreshable(&mut self, id: &SessionId) -> Result<Option<Row>, Error> {
        Ok(sqlx::query_as(
            "SELECT sessions.user_id, sessions.refresh_key, sessions.refresh_counter, sessions.refreshed_at, sessions.aal, sessions.amr, \
             sessions.abandon_at, sessions.expire_at, users.banned_until FROM sessions JOIN users ON users.id = sessions.user_id \
             WHERE sessions.id = $1 AND sessions.ended_at IS NULL AND sessions.refresh_key IS NOT NULL AND users.deleted_at IS NULL",
        )
        .bind(&id.0)
        .fetch_optional(self.connection())
        .await?)
    }

    /// Rotates the refresh token: increments the session's counter.
    async fn rotate(
        &mut self,
        session: &mut ApiSession,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let now = self.now;
        let counted = sqlx::query(
            "UPDATE sessions SET refresh_counter = refresh_counter + 1, refreshed_at = $1, last_active_at = $1, abandon_at = $2, \
             address = $3, user_agent = $4 WHERE id = $5 AND ended_at IS NULL",
        )
        .bind(now)
        .bind(now + micros(IDLE))
        .bind(client.address())
        .bind(client.user_agent())
        .bind(&session.id.0)
        .execute(self.connection())
        .await?;
        // The user's sessions may have ended since the row was read.
        if counted.rows_affected() == 0 {
            return Err(Refusal::RefreshTokenNotFound.into());
        }
        session.counter += 1;
        Ok(())
    }
}
