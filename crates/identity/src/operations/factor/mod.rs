//! Second factors: TOTP authenticator apps, and backup codes for when the device is not at hand.

mod backup;
mod browser;
mod challenge;
mod enrol;
mod remove;
mod step_up;
mod totp;

pub use challenge::Challenge;
pub use enrol::Enrollment;
pub(crate) use totp::step_of;

use crate::{Aal, AuthContext, Denied, Error, Identity, Refusal, UserId, unit_of_work::UnitOfWork};

/// The user's factors, the oldest first.
pub(crate) use crate::store::factors::list as read;

impl Identity {
    /// Refuses a session that has not shown its user's second factor.
    pub(crate) async fn require_second_factor(&self, auth: &AuthContext) -> Result<(), Denied> {
        let mut connection = self.database.pool().acquire().await?;
        let factors = read(&mut connection, &auth.user).await?;
        if auth.aal != Aal::Two && factors.iter().any(|factor| factor.is_verified) {
            return Err(Refusal::InsufficientAal.into());
        }
        Ok(())
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
