//! The columns of a verification by a provider, which the tables of sign-ins and of sign-ups under way have alike.

use sqlx::FromRow;

use crate::{ExternalProvider, ExternalVerification, ExternalVerificationStatus};

/// The columns.
#[derive(FromRow, Default)]
pub struct VerificationColumns {
    pub provider: Option<String>,
    pub external_status: Option<String>,
    pub external_error: Option<String>,
    pub external_grant: Option<String>,
    pub complete_redirect_to: Option<String>,
}

impl VerificationColumns {
    /// The columns of this verification, or of none.
    pub fn new(verification: Option<&ExternalVerification>) -> Self {
        let Some(verification) = verification else {
            return Self::default();
        };
        let failure = verification.status.failure();
        Self {
            provider: Some(verification.provider.as_str().to_owned()),
            external_status: Some(verification.status.as_str().to_owned()),
            external_error: failure.map(|it| it.code().to_owned()),
            external_grant: verification.sealed_grant.clone(),
            complete_redirect_to: verification.complete_redirect_to.clone(),
        }
    }

    /// The verification in these columns, if there is one.
    pub fn into_verification(self) -> Option<ExternalVerification> {
        let error = self.external_error.as_deref();
        let status = ExternalVerificationStatus::parse(self.external_status.as_deref()?, error)?;
        Some(ExternalVerification {
            provider: ExternalProvider::parse(self.provider.as_deref()?)?,
            status,
            sealed_grant: self.external_grant,
            complete_redirect_to: self.complete_redirect_to,
        })
    }
}
