//! Changes of a user's phone numbers, which the user and administrators make alike.

use crate::{
    Error, PhoneNumber, UserId, UserPhone,
    mail::SecurityEvent,
    model::text_purpose::TextPurpose,
    store::{
        backup_codes,
        one_time_codes::{self, CodeKey},
        phone_numbers, sessions,
    },
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Adds an unverified number at this time. Returns its identifier.
    pub async fn add_phone(
        &mut self,
        user: &UserId,
        number: &PhoneNumber,
        now: i64,
    ) -> Result<String, Error> {
        let id = self.identity.env.id();
        phone_numbers::create(self.connection(), &id, user, number, now).await?;
        Ok(id)
    }

    /// Marks a number as the user's, unless another user verified it. The claims of others to it are deleted. Returns
    /// whether it is the user's now.
    pub async fn verify_phone(&mut self, user: &UserId, phone: &UserPhone) -> Result<bool, Error> {
        let owner = phone_numbers::find_owner(self.connection(), &phone.number).await?;
        if owner.is_some_and(|owner| owner != *user) {
            return Ok(false);
        }
        let now = self.now;
        let connection = self.connection();
        phone_numbers::delete_claims_of_others(connection, user, &phone.number).await?;
        phone_numbers::verify(connection, &phone.id, now).await?;
        self.elect_phones(user).await?;
        Ok(true)
    }

    /// Makes a verified number a second factor, the default one if it is the only one. The user is notified.
    pub async fn reserve_phone(&mut self, user: &UserId, phone: &UserPhone) -> Result<(), Error> {
        if phone.is_second_factor {
            return Ok(());
        }
        let now = self.now;
        phone_numbers::set_second_factor(self.connection(), &phone.id, true, now).await?;
        self.elect_phones(user).await?;
        self.notify_user(user, SecurityEvent::PhoneFactorAdded)
            .await
    }

    /// Makes a number no second factor any more. The user is notified.
    pub async fn release_phone(&mut self, user: &UserId, phone: &UserPhone) -> Result<(), Error> {
        if !phone.is_second_factor {
            return Ok(());
        }
        let now = self.now;
        phone_numbers::set_second_factor(self.connection(), &phone.id, false, now).await?;
        self.drop_phone_code(user, &phone.number).await?;
        self.elect_phones(user).await?;
        self.lower_without_factor(user).await?;
        self.notify_user(user, SecurityEvent::PhoneFactorRemoved)
            .await
    }

    /// Deletes a number, which is no second factor any more.
    pub async fn drop_phone(&mut self, user: &UserId, phone: &UserPhone) -> Result<(), Error> {
        self.release_phone(user, phone).await?;
        phone_numbers::delete(self.connection(), &phone.id).await?;
        self.elect_phones(user).await
    }

    /// Makes a number unverified again, so that it is neither the primary one nor a second factor.
    pub async fn withdraw_phone(&mut self, user: &UserId, phone: &UserPhone) -> Result<(), Error> {
        self.release_phone(user, phone).await?;
        let now = self.now;
        phone_numbers::withdraw_verification(self.connection(), &phone.id, now).await?;
        self.elect_phones(user).await
    }

    /// When the user has no second factor left, returns their sessions to the first assurance level, and deletes their
    /// backup codes.
    pub async fn lower_without_factor(&mut self, user: &UserId) -> Result<(), Error> {
        if self.has_verified_factor(user).await? {
            return Ok(());
        }
        sessions::lower(self.connection(), user).await?;
        backup_codes::delete_of_user(self.connection(), user).await?;
        Ok(())
    }

    /// Keeps the primary number a verified one, and one of the second factors the default: the oldest, where the one
    /// before is gone.
    async fn elect_phones(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        let phones = phone_numbers::list(self.connection(), user).await?;
        let mut verified = phones.iter().filter(|phone| phone.verified_at.is_some());
        let primary = verified
            .clone()
            .find(|phone| phone.is_primary)
            .or_else(|| verified.next());
        let primary = primary.map(|phone| phone.id.as_str());
        phone_numbers::set_primary(self.connection(), user, primary).await?;
        let mut reserved = phones.iter().filter(|phone| phone.is_second_factor);
        let has_default = reserved.clone().any(|phone| phone.is_default_second_factor);
        if let Some(oldest) = reserved.next().filter(|_| !has_default) {
            phone_numbers::set_default(self.connection(), user, &oldest.id, now).await?;
        }
        Ok(())
    }

    /// Deletes the code that was texted to this number to sign in.
    async fn drop_phone_code(&mut self, user: &UserId, number: &PhoneNumber) -> Result<(), Error> {
        let key = CodeKey {
            user,
            purpose: TextPurpose::SecondFactor.as_str(),
            target: number.as_str(),
        };
        Ok(one_time_codes::delete_one(self.connection(), key).await?)
    }
}
