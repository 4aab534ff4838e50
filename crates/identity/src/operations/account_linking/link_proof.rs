use super::{ConfirmLinkError, pending::Pending};
use crate::{AuthMethod, OneTimeCode, Password, limits::Secret, mail::SecurityEvent};

/// The proof that an account is the user's own.
#[derive(Debug)]
pub enum LinkProof {
    /// Password for this account.
    Password(Password),
    /// A code that was mailed to its address.
    Code(OneTimeCode),
}

impl LinkProof {
    pub(super) fn method(&self) -> AuthMethod {
        match self {
            Self::Password(_) => AuthMethod::Password,
            Self::Code(_) => AuthMethod::Otp,
        }
    }

    pub(super) fn security_event(&self, pending: &Pending) -> SecurityEvent {
        match (self, &pending.external) {
            (Self::Password(_), None) => SecurityEvent::TimebackJoined,
            (Self::Code(_), None) => SecurityEvent::TimebackJoinedByCode,
            (Self::Password(_), Some(grant)) => SecurityEvent::ExternalLinked(grant.provider),
            (Self::Code(_), Some(grant)) => SecurityEvent::ExternalLinkedByCode(grant.provider),
        }
    }

    pub(super) fn secret(&self) -> Secret {
        match self {
            Self::Password(_) => Secret::Password,
            Self::Code(_) => Secret::MailedCode,
        }
    }

    pub(super) fn wrong(&self) -> ConfirmLinkError {
        match self {
            Self::Password(_) => ConfirmLinkError::InvalidCredentials,
            Self::Code(_) => ConfirmLinkError::CodeExpired,
        }
    }
}
