use std::time::Duration;

use crate::{AuthMethod, CodeFlow};

/// The purpose of a mailed code, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodePurpose {
    /// To verify the address of a new account.
    Confirm,
    /// To verify the address of an account that an administrator created, and sign in for the first time.
    Invite,
    /// To sign in after a forgotten password.
    Recovery,
    /// To sign in.
    SignIn,
    /// To verify the new address of an account.
    NewAddress,
    /// To confirm that change, at the current address.
    OldAddress,
    /// To verify one of the user's addresses.
    VerifyAddress,
    /// To confirm a sensitive change.
    Reauthenticate,
    /// To confirm that an account is the user's own, and link a provider's identity to it.
    Link,
}

impl CodePurpose {
    const ALL: [Self; 9] = [
        Self::Confirm,
        Self::Invite,
        Self::Recovery,
        Self::SignIn,
        Self::NewAddress,
        Self::OldAddress,
        Self::VerifyAddress,
        Self::Reauthenticate,
        Self::Link,
    ];

    /// Its name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Invite => "invite",
            Self::Recovery => "recovery",
            Self::SignIn => "sign_in",
            Self::NewAddress => "new_address",
            Self::OldAddress => "old_address",
            Self::VerifyAddress => "verify_address",
            Self::Reauthenticate => "reauthenticate",
            Self::Link => "join",
        }
    }

    /// The purpose of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.as_str() == name)
    }

    /// The flow that a mailed code or link continues; none for codes that have no link.
    pub fn flow(self) -> Option<CodeFlow> {
        match self {
            Self::Confirm | Self::Invite => Some(CodeFlow::SignUp),
            Self::Recovery => Some(CodeFlow::Recovery),
            Self::SignIn => Some(CodeFlow::SignIn),
            Self::NewAddress | Self::OldAddress => Some(CodeFlow::EmailChange),
            Self::VerifyAddress | Self::Reauthenticate | Self::Link => None,
        }
    }

    /// Whether it is one of the two codes that a change of address takes.
    pub fn is_change_of_address(self) -> bool {
        matches!(self, Self::NewAddress | Self::OldAddress)
    }

    /// Whether each address has a code of its own, beside those of the user's other addresses.
    pub fn is_per_address(self) -> bool {
        self == Self::VerifyAddress
    }

    /// The authentication method that a session records for it.
    pub fn method(self) -> AuthMethod {
        match self {
            Self::Confirm => AuthMethod::SignUp,
            Self::Invite => AuthMethod::Invite,
            Self::Recovery => AuthMethod::Recovery,
            Self::NewAddress | Self::OldAddress => AuthMethod::EmailChange,
            Self::SignIn | Self::VerifyAddress | Self::Reauthenticate | Self::Link => {
                AuthMethod::Otp
            }
        }
    }

    /// The lifetime of a code of this purpose.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Confirm | Self::Invite => Duration::from_hours(24),
            _ => Duration::from_mins(30),
        }
    }
}
