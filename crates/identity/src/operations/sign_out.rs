use crate::{
    Action, AuthContext, ClientInfo, EndReason, Error, Identity, SessionId, Token, UserId,
    audit::Event,
    store::sessions::ends::{self, Which},
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
        let which = match scope {
            SignOutScope::Global => Which::All(&auth.user),
            SignOutScope::Others => Which::Others(&auth.user, &auth.session),
            SignOutScope::Local => Which::One(&auth.session),
        };
        let ended = uow.end(which, EndReason::SignedOut).await?;
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
        let Some(user) = ends::find_holder(self.database.pool(), token).await? else {
            return Ok(None);
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        let which = Which::OfToken(token);
        let ended = uow.end(which, EndReason::SignedOut).await?.pop();
        let Some(session) = ended else {
            return Ok(None);
        };
        let event = Event::new(Action::SignedOut, &user)
            .in_session(&session)
            .with("scope", SignOutScope::Local.as_str());
        uow.commit(event, client).await?;
        Ok(Some(session))
    }
}

impl UserId {
    /// The key of the user's advisory lock.
    pub(crate) fn lock_key(&self) -> String {
        format!("user {}", self.0)
    }
}
