use jiff::Timestamp;

use crate::{EndReason, SessionId, UserId};

/// What a webhook event tells of, in Clerk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookKind {
    /// A user was created.
    UserCreated,
    /// Something of a user has changed.
    UserUpdated,
    /// A user was deleted.
    UserDeleted,
    /// A session began.
    SessionCreated,
    /// A session ended because the same browser signed in again.
    SessionEnded,
    /// A session ended because its user signed out.
    SessionRemoved,
    /// A session was ended by an administrator, or by a rule.
    SessionRevoked,
}

impl WebhookKind {
    const ALL: [Self; 7] = [
        Self::UserCreated,
        Self::UserUpdated,
        Self::UserDeleted,
        Self::SessionCreated,
        Self::SessionEnded,
        Self::SessionRemoved,
        Self::SessionRevoked,
    ];

    /// The kind of this name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name of the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserCreated => "user.created",
            Self::UserUpdated => "user.updated",
            Self::UserDeleted => "user.deleted",
            Self::SessionCreated => "session.created",
            Self::SessionEnded => "session.ended",
            Self::SessionRemoved => "session.removed",
            Self::SessionRevoked => "session.revoked",
        }
    }

    /// The kind of a session's end for this reason.
    pub(crate) fn of_end(reason: EndReason) -> Self {
        match reason {
            EndReason::SignedOut => Self::SessionRemoved,
            EndReason::Replaced => Self::SessionEnded,
            EndReason::PasswordChanged
            | EndReason::TokenReused
            | EndReason::SecondFactor
            | EndReason::Banned
            | EndReason::Revoked
            | EndReason::ProofsFailed
            | EndReason::Deleted => Self::SessionRevoked,
        }
    }
}

/// A webhook event to be delivered.
#[derive(Debug, Clone)]
pub struct WebhookEvent {
    /// Its identifier, the same at every attempt to deliver it.
    pub id: String,
    /// What it tells of.
    pub kind: WebhookKind,
    /// The user it is about.
    pub user: UserId,
    /// The session it is about, if it is about one.
    pub session: Option<SessionId>,
    /// When it happened.
    pub created_at: Timestamp,
    /// When it began to wait to be delivered.
    pub queued_at: Timestamp,
    /// The number of failed attempts to deliver it.
    pub attempts: u32,
    /// The network address of the request that caused it.
    pub address: Option<String>,
    /// The `User-Agent` of the request that caused it.
    pub user_agent: Option<String>,
}

/// The depth of the webhook queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookDepth {
    /// Events that wait to be delivered.
    pub waiting: u64,
    /// When the oldest of them happened.
    pub oldest_at: Option<Timestamp>,
    /// Those of them that failed before and will be retried.
    pub retrying: u64,
    /// Events that were set aside in the last month.
    pub refused: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_name() {
        for kind in WebhookKind::ALL {
            assert_eq!(WebhookKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(WebhookKind::parse("user"), None);
    }
}
