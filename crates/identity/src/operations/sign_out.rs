use crate::{
    Action, AuthContext, ClientInfo, EndReason, Error, Identity, SessionId, audit::Event,
    store::sessions::ends::Which,
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
    pub(super) fn as_str(self) -> &'static str {
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
}
