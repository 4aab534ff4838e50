use std::time::Duration;

use super::{CodeFlow, browser_session::RECOVERY};

/// What a mailed code is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePurpose {
    /// To prove the address of a new account.
    Confirm,
    /// To prove the address of an account that an administrator made, and come in for the first time.
    Invite,
    /// To sign in without the password that was forgotten.
    Recovery,
    /// To sign in.
    SignIn,
    /// To prove the address an account shall have.
    NewAddress,
    /// To agree to that, at the address it has.
    OldAddress,
    /// To confirm a sensitive change.
    Reauthenticate,
    /// To confirm that an account is one's own, and join a provider's identity to it.
    Link,
}

impl CodePurpose {
    /// Its name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Invite => "invite",
            Self::Recovery => "recovery",
            Self::SignIn => "sign_in",
            Self::NewAddress => "new_address",
            Self::OldAddress => "old_address",
            Self::Reauthenticate => "reauthenticate",
            Self::Link => "join",
        }
    }

    /// The purpose of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Confirm,
            Self::Invite,
            Self::Recovery,
            Self::SignIn,
            Self::NewAddress,
            Self::OldAddress,
        ]
        .into_iter()
        .find(|purpose| purpose.as_str() == name)
    }

    /// What somebody who brings it from a mail asks for; none for what is typed where it is asked for, and has no link.
    pub fn flow(self) -> Option<CodeFlow> {
        match self {
            Self::Confirm | Self::Invite => Some(CodeFlow::SignUp),
            Self::Recovery => Some(CodeFlow::Recovery),
            Self::SignIn => Some(CodeFlow::SignIn),
            Self::NewAddress | Self::OldAddress => Some(CodeFlow::EmailChange),
            Self::Reauthenticate | Self::Link => None,
        }
    }

    /// Whether it takes two such proofs, and neither signs anybody in in a browser.
    pub fn is_change_of_address(self) -> bool {
        matches!(self, Self::NewAddress | Self::OldAddress)
    }

    /// The name of the proof in a session.
    pub fn method(self) -> &'static str {
        match self {
            Self::Confirm => "email/signup",
            Self::Invite => "invite",
            Self::Recovery => RECOVERY,
            Self::NewAddress | Self::OldAddress => "email_change",
            Self::SignIn | Self::Reauthenticate | Self::Link => "otp",
        }
    }

    /// How long a code of this purpose counts.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Confirm | Self::Invite => Duration::from_hours(24),
            _ => Duration::from_mins(30),
        }
    }

    /// Where the user's row tells when such a code was last sent.
    pub fn note(self) -> &'static str {
        match self {
            Self::Confirm => "UPDATE users SET confirmation_sent_at = $1 WHERE id = $2",
            Self::Invite => {
                "UPDATE users SET confirmation_sent_at = $1, invited_at = $1 WHERE id = $2"
            }
            Self::Recovery | Self::SignIn => "UPDATE users SET recovery_sent_at = $1 WHERE id = $2",
            Self::NewAddress | Self::OldAddress => {
                "UPDATE users SET email_change_sent_at = $1 WHERE id = $2"
            }
            Self::Reauthenticate | Self::Link => {
                "UPDATE users SET reauthentication_sent_at = $1 WHERE id = $2"
            }
        }
    }
}
