use jiff::Timestamp;

use crate::{EndReason, SessionActivity, SessionId, UserId};

/// A session as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSession {
    /// The session.
    pub id: SessionId,
    /// Its user.
    pub user: UserId,
    /// The status.
    pub status: SessionStatus,
    /// From where it was last used.
    pub latest_activity: Option<SessionActivity>,
    /// When it was last used.
    pub last_active_at: Timestamp,
    /// When it expires, however much it is used.
    pub expire_at: Timestamp,
    /// When it expires, unless it is used.
    pub abandon_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, or ended.
    pub updated_at: Timestamp,
}

/// The status of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStatus {
    /// It may be used.
    Active,
    /// Its user ended it: they signed out, or signed in again in the same browser.
    Ended,
    /// An administrator, or a rule, ended it.
    Revoked,
    /// It was idle for too long, or is too old.
    Expired,
}

impl SessionStatus {
    /// The status of a session that ended for the reason of this name.
    pub(crate) fn of_ended(reason: Option<&str>) -> Self {
        let by_user = [EndReason::SignedOut, EndReason::Replaced];
        if by_user.iter().any(|it| Some(it.as_str()) == reason) {
            Self::Ended
        } else {
            Self::Revoked
        }
    }

    /// The status at `now` of a session that has not ended, and expires at the earlier of these times.
    pub(crate) fn of_unended(expire_at: i64, abandon_at: i64, now: i64) -> Self {
        if expire_at.min(abandon_at) > now {
            Self::Active
        } else {
            Self::Expired
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_user_ends_a_session_without_revoking_it() {
        for (reason, status) in [
            (EndReason::SignedOut, SessionStatus::Ended),
            (EndReason::Replaced, SessionStatus::Ended),
            (EndReason::Revoked, SessionStatus::Revoked),
            (EndReason::Banned, SessionStatus::Revoked),
        ] {
            assert_eq!(SessionStatus::of_ended(Some(reason.as_str())), status);
        }
        assert_eq!(SessionStatus::of_ended(None), SessionStatus::Revoked);
    }

    #[test]
    fn a_session_expires_at_the_earlier_time() {
        for (expire_at, abandon_at, status) in [
            (11, 11, SessionStatus::Active),
            (10, 11, SessionStatus::Expired),
            (11, 10, SessionStatus::Expired),
        ] {
            assert_eq!(SessionStatus::of_unended(expire_at, abandon_at, 10), status);
        }
    }
}
