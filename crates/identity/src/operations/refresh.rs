use crate::{
    Action, ClientInfo, EndReason, Error, Grant, Identity, ReuseCause, SessionId,
    audit::Event,
    env::micros,
    model::refresh_token::RefreshToken,
    operations::api_session::{ApiSession, IDLE},
    store::sessions::api_clients::{self, Refreshable},
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

impl Refreshable {
    fn verdict(&self, presented: u64, now: i64, reuse_interval: i64) -> Verdict {
        let is_recent = self
            .refreshed_at
            .is_some_and(|refreshed_at| now - refreshed_at <= reuse_interval);
        match self.counter.checked_sub(presented) {
            None => Verdict::Refuse,
            Some(0) => Verdict::Rotate,
            Some(_) if is_recent => Verdict::TellActive(ReuseCause::Concurrent),
            Some(1) => Verdict::TellActive(ReuseCause::NotSaved),
            Some(_) => Verdict::End,
        }
    }
}

/// Why a session was not refreshed.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The refresh token is unknown.
    #[error("the refresh token is unknown")]
    RefreshTokenNotFound,
    /// The refresh token is well-formed, and was never issued.
    #[error("the refresh token was not issued by us")]
    RefreshTokenForged,
    /// The refresh token was reused. Its session has ended.
    #[error("the refresh token was reused")]
    RefreshTokenUsed,
    /// The session has expired.
    #[error("the session has expired")]
    SessionExpired,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RefreshError);

impl Identity {
    /// Exchanges a refresh token for a new access token and the next refresh token. A token that was used before is
    /// still accepted right after, for clients that refresh at the same time, and as long as its successor was not
    /// used; otherwise its reuse ends the session.
    ///
    /// # Errors
    /// [`RefreshError`] says when.
    pub async fn refresh(
        &self,
        presented: &str,
        client: &ClientInfo,
    ) -> Result<Grant, RefreshError> {
        let token = RefreshToken::parse(presented).ok_or(RefreshError::RefreshTokenNotFound)?;
        let id = token.session.clone();
        let keys = self.signing_keys().await?;
        let mut uow = self.begin(&format!("session {}", id.0)).await?;
        let found = api_clients::find_refreshable(uow.connection(), &id).await?;
        let found = found.ok_or(RefreshError::RefreshTokenNotFound)?;
        let mut session = self.open(&id, &found)?;
        if !token.is_made_with(&session.key) {
            return Err(RefreshError::RefreshTokenNotFound);
        }
        let now = uow.now;
        if found.abandon_at <= now || found.expire_at <= now {
            return Err(RefreshError::SessionExpired);
        }
        if found.banned_until.is_some_and(|until| until > now) {
            return Err(RefreshError::UserBanned);
        }
        match found.verdict(token.counter, now, micros(self.policy.reuse_interval)) {
            Verdict::Refuse => Err(RefreshError::RefreshTokenForged),
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
                Err(RefreshError::RefreshTokenUsed)
            }
        }
    }

    fn open(&self, id: &SessionId, found: &Refreshable) -> Result<ApiSession, Error> {
        Ok(ApiSession {
            id: id.clone(),
            user: found.user.clone(),
            key: self.open_refresh_key(id, &found.refresh_key)?,
            counter: found.counter,
            aal: found.aal,
            amr: found.amr.clone(),
        })
    }
}

impl UnitOfWork<'_> {
    /// Rotates the refresh token: increments the session's counter.
    async fn rotate(
        &mut self,
        session: &mut ApiSession,
        client: &ClientInfo,
    ) -> Result<(), RefreshError> {
        let (now, abandon_at) = (self.now, self.now + micros(IDLE));
        let is_alive = api_clients::rotate(self.connection(), &session.id, now, abandon_at, client);
        // The user's sessions may have ended since the row was read.
        if !is_alive.await? {
            return Err(RefreshError::RefreshTokenNotFound);
        }
        self.record_activity(&session.id, client).await?;
        session.counter += 1;
        Ok(())
    }
}
