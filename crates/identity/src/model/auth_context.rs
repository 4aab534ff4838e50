use crate::{Aal, SessionId, SignInMethod, UserId};

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
