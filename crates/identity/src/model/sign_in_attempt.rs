use std::time::Duration;

use crate::{Email, SessionId};

/// The time to complete a sign-in or sign-up.
pub const ATTEMPT_LIFETIME: Duration = Duration::from_hours(24);

/// A sign-in under way in a browser, in several steps.
#[derive(Debug, Clone)]
pub struct SignInAttempt {
    /// Its identifier.
    pub id: String,
    /// The address of the account, which need not exist.
    pub email: Email,
    /// Whether the user sets a new password, after a code that was mailed for that.
    pub is_recovery: bool,
    /// The session that it began, which is pending while the second factor is missing.
    pub session: Option<SessionId>,
}
