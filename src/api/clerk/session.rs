use serde::Serialize;
use utoipa::ToSchema;

use super::session_activity::SessionActivity;
use identity::{SessionStatus, UserSession};

/// A session in Clerk's format. All times are milliseconds since 1970.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkSession)]
pub struct Session {
    object: &'static str,
    id: String,
    /// The session's own ID: each session has a client of its own.
    client_id: String,
    user_id: String,
    status: &'static str,
    last_active_organization_id: (),
    actor: (),
    tasks: (),
    latest_activity: Option<SessionActivity>,
    last_active_at: i64,
    expire_at: i64,
    abandon_at: i64,
    created_at: i64,
    updated_at: i64,
}

impl From<UserSession> for Session {
    fn from(session: UserSession) -> Self {
        Self {
            object: "session",
            id: session.id.as_str().to_owned(),
            client_id: session.id.as_str().to_owned(),
            user_id: session.user.as_str().to_owned(),
            status: status(session.status),
            last_active_organization_id: (),
            actor: (),
            tasks: (),
            latest_activity: session.latest_activity.map(SessionActivity::from),
            last_active_at: session.last_active_at.as_millisecond(),
            expire_at: session.expire_at.as_millisecond(),
            abandon_at: session.abandon_at.as_millisecond(),
            created_at: session.created_at.as_millisecond(),
            updated_at: session.updated_at.as_millisecond(),
        }
    }
}

impl Session {
    /// The session with this status, for the client that changed it.
    pub fn with_status(session: UserSession, status: &'static str) -> Self {
        Self {
            status,
            ..session.into()
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it began, in milliseconds since 1970.
    pub fn created_at(&self) -> i64 {
        self.created_at
    }

    /// When it was last used, or ended, in milliseconds since 1970.
    pub fn updated_at(&self) -> i64 {
        self.updated_at
    }
}

fn status(status: SessionStatus) -> &'static str {
    match status {
        SessionStatus::Active => "active",
        SessionStatus::Ended => "ended",
        SessionStatus::Revoked => "revoked",
        SessionStatus::Expired => "expired",
    }
}
