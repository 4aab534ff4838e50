use std::time::Duration;

use crate::{ExternalVerification, SessionId, SignInName};

/// The time to complete a sign-in or sign-up.
pub const ATTEMPT_LIFETIME: Duration = Duration::from_hours(24);

/// A sign-in under way in a browser, in several steps.
#[derive(Debug, Clone)]
pub struct SignInAttempt {
    /// Its identifier.
    pub id: String,
    /// The address or username of the account, which need not exist. None while the user is at a provider.
    pub name: Option<SignInName>,
    /// Whether the user sets a new password, after a code that was mailed for that.
    pub is_recovery: bool,
    /// The session that it began, which is pending while the second factor is missing.
    pub session: Option<SessionId>,
    /// The verification by a provider, if the user signs in with one.
    pub external: Option<ExternalVerification>,
}

impl SignInAttempt {
    /// Whether the user came from a provider that vouches for the address of an account which is not linked yet: they
    /// have to confirm that it is theirs, which signs them in.
    pub fn awaits_link(&self) -> bool {
        self.external.is_some() && self.name.is_some() && self.session.is_none()
    }
}
