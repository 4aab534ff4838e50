//! Second factors: TOTP authenticator apps, and backup codes for when the device is not at hand.

mod backup;
mod browser;
mod challenge;
mod enrol;
mod remove;
mod step_up;
mod totp;

pub use backup::RenewBackupCodesError;
pub use browser::SecondFactorError;
pub use challenge::{AnswerChallengeError, Challenge, ChallengeError};
pub use enrol::{EnrolFactorError, Enrollment};
pub use remove::RemoveFactorError;
pub(crate) use totp::step_of;

use crate::{Aal, AuthContext, Error, Identity, UserId, unit_of_work::UnitOfWork};

/// The user's factors, the oldest first.
pub(crate) use crate::store::factors::list as read;

impl Identity {
    /// Whether the session has not shown the second factor that its user has.
    pub(crate) async fn lacks_second_factor(&self, auth: &AuthContext) -> Result<bool, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let factors = read(&mut connection, &auth.user).await?;
        Ok(auth.aal != Aal::Two && factors.iter().any(|factor| factor.is_verified))
    }
}

impl UnitOfWork<'_> {
    /// Whether the user has a verified factor.
    pub async fn has_verified_factor(&mut self, user: &UserId) -> Result<bool, Error> {
        let factors = read(self.connection(), user).await?;
        Ok(factors.iter().any(|factor| factor.is_verified))
    }
}

/// The vault's label of the factor's secret.
pub(crate) fn label(factor: &str) -> String {
    format!("secret of factor {factor}")
}
