use crate::{ExternalFailure, ExternalProvider};

/// How far a sign-in or sign-up with a provider is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalVerification {
    /// The provider.
    pub provider: ExternalProvider,
    /// Its state.
    pub status: ExternalVerificationStatus,
    /// What the provider granted, sealed, while it is transferable.
    pub(crate) sealed_grant: Option<String>,
    /// Where the browser goes once the user is signed in; before that it goes where the flow leads.
    pub(crate) complete_redirect_to: Option<String>,
}

/// The state of a verification by a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalVerificationStatus {
    /// The user was sent to the provider, and has not returned.
    Unverified,
    /// The user returned, and the provider said who they are.
    Verified,
    /// The user returned, and is no user here who signs in, or one who signs up: a sign-up, or a sign-in, can take over
    /// what the provider granted.
    Transferable,
    /// The user returned without success.
    Failed(ExternalFailure),
}

impl ExternalVerification {
    /// The verification of a user who is sent to the provider.
    pub(crate) fn begun(provider: ExternalProvider, complete_redirect_to: Option<String>) -> Self {
        Self {
            provider,
            status: ExternalVerificationStatus::Unverified,
            sealed_grant: None,
            complete_redirect_to,
        }
    }

    /// The same verification in this state, with nothing to transfer.
    #[must_use]
    pub(crate) fn in_state(self, status: ExternalVerificationStatus) -> Self {
        Self {
            status,
            sealed_grant: None,
            ..self
        }
    }

    /// The same verification, with the sealed grant that another attempt may take over.
    #[must_use]
    pub(crate) fn transferable(self, sealed_grant: String) -> Self {
        Self {
            status: ExternalVerificationStatus::Transferable,
            sealed_grant: Some(sealed_grant),
            ..self
        }
    }
}

impl ExternalVerificationStatus {
    /// The state as Clerk's API spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::Transferable => "transferable",
            Self::Failed(_) => "failed",
        }
    }

    /// The state of this name; `error` is the code of the failure.
    pub(crate) fn parse(name: &str, error: Option<&str>) -> Option<Self> {
        match name {
            "unverified" => Some(Self::Unverified),
            "verified" => Some(Self::Verified),
            "transferable" => Some(Self::Transferable),
            "failed" => error.and_then(ExternalFailure::parse).map(Self::Failed),
            _ => None,
        }
    }

    /// The failure, if it is one.
    pub fn failure(self) -> Option<ExternalFailure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Unverified | Self::Verified | Self::Transferable => None,
        }
    }
}
