//! Second factors: TOTP authenticator apps, codes that are texted to a phone, and backup codes for when the device is not
//! at hand.

mod backup;
mod browser;
mod challenge;
mod enrol;
mod phone;
mod remove;
mod step_up;
mod totp;

pub use backup::RenewBackupCodesError;
pub use browser::SecondFactorError;
pub use challenge::{AnswerChallengeError, Challenge, ChallengeError};
pub use enrol::{EnrolFactorError, Enrollment};
pub use phone::{SecondFactors, TextSecondFactorError};
pub use remove::RemoveFactorError;
pub(crate) use totp::step_of;

use crate::{Aal, AuthContext, Error, Identity, UserId, store::factors, unit_of_work::UnitOfWork};

impl Identity {
    /// Whether the session has not shown the second factor that its user has.
    pub(crate) async fn lacks_second_factor(&self, auth: &AuthContext) -> Result<bool, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let verified = factors::count_verified(&mut connection, &auth.user).await?;
        Ok(auth.aal != Aal::Two && verified > 0)
    }
}

impl UnitOfWork<'_> {
    /// Whether the user has a verified factor: an app, or a phone number to which codes are texted.
    pub async fn has_verified_factor(&mut self, user: &UserId) -> Result<bool, Error> {
        Ok(factors::count_verified(self.connection(), user).await? > 0)
    }
}

/// The vault's label of the factor's secret.
pub(crate) fn label(factor: &str) -> String {
    format!("secret of factor {factor}")
}
