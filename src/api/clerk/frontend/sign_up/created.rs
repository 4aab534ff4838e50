use crate::api::clerk::frontend::browser::{Browser, BrowserSession};
use identity::{SessionId, SignUpAttempt, UserId};

/// The account and session of a complete sign-up.
pub struct Created {
    pub user: UserId,
    pub session: SessionId,
}

impl Created {
    /// What a sign-up with a provider created, while its session is the browser's.
    pub fn by(attempt: &SignUpAttempt, browser: &Browser) -> Option<Self> {
        match &browser.session {
            BrowserSession::Active(session) if attempt.session.as_ref() == Some(&session.id) => {
                Some(Self {
                    user: session.auth_context().user,
                    session: session.id.clone(),
                })
            }
            _ => None,
        }
    }
}
