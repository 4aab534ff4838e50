//! A user's phone numbers: adding one, verifying it by a texted code, and using it as a second factor.
//!
//! A number begins unverified, and several users may claim it. A code that is texted to it verifies it; from then on it
//! is this user's alone. The first verified one becomes the primary number. A verified one may be *reserved* for the
//! second factor: sign-in then asks for a code that is texted to it, beside authenticator apps and backup codes; of several
//! such numbers one is the default. No number is a way to sign in by itself, so the last one may be removed.

mod attempt_verification;
mod changes;
mod create;
mod make_default;
mod prepare_verification;
mod remove;
mod reserve;
mod set_primary;
mod text_code;

pub use attempt_verification::AttemptPhoneVerificationError;
pub use create::CreatePhoneNumberError;
pub use make_default::MakeDefaultPhoneError;
pub use prepare_verification::PreparePhoneVerificationError;
pub use remove::RemovePhoneNumberError;
pub(crate) use reserve::reservation_event;
pub use reserve::{ReservePhoneNumberError, ReservedPhone};
pub use set_primary::SetPrimaryPhoneError;
pub use text_code::TextCodeError;

use crate::{
    AuthContext, Error, Identity, InvalidPhoneNumber, PhoneNumber, UserId, UserPhone,
    store::phone_numbers, unit_of_work::UnitOfWork,
};

/// The most numbers of one user, verified or not.
pub(crate) const MOST: usize = 5;

impl Identity {
    /// Parses a phone number as it is typed; without a country code it is a number of the policy's region.
    ///
    /// # Errors
    /// [`InvalidPhoneNumber`] says when.
    pub fn parse_phone_number(&self, raw: &str) -> Result<PhoneNumber, InvalidPhoneNumber> {
        PhoneNumber::parse(raw, self.policy.phone.region)
    }

    /// The user's phone numbers, the oldest first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn phone_numbers(&self, auth: &AuthContext) -> Result<Vec<UserPhone>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        Ok(phone_numbers::list(&mut connection, &auth.user).await?)
    }

    /// Finds a phone number of the user. Another user's is not found.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn phone_number(
        &self,
        auth: &AuthContext,
        id: &str,
    ) -> Result<Option<UserPhone>, Error> {
        let phones = self.phone_numbers(auth).await?;
        Ok(phones.into_iter().find(|phone| phone.id == id))
    }
}

impl UnitOfWork<'_> {
    /// Finds a phone number of the user.
    pub async fn find_phone(
        &mut self,
        user: &UserId,
        id: &str,
    ) -> Result<Option<UserPhone>, Error> {
        let phones = phone_numbers::list(self.connection(), user).await?;
        Ok(phones.into_iter().find(|phone| phone.id == id))
    }
}
