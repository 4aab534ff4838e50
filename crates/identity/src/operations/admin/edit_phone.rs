use super::{EditPhoneNumberError, PhoneEdit};
use crate::{
    ClientInfo, EndReason, PhoneNumber, UserId, UserPhone,
    audit::Event,
    operations::phone_number::MOST,
    store::{phone_numbers, sessions::ends::Which},
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Adds verified numbers to a new user, one after the other.
    pub(super) async fn add_verified_phones(
        &mut self,
        user: &UserId,
        numbers: &[PhoneNumber],
    ) -> Result<(), EditPhoneNumberError> {
        if numbers.len() > MOST {
            return Err(EditPhoneNumberError::TooManyPhoneNumbers);
        }
        let mut at = self.now;
        for number in numbers {
            // The order of the list is that of their times.
            at += 1;
            let phones = phone_numbers::list(self.connection(), user).await?;
            if phones.iter().any(|phone| phone.number == *number) {
                return Err(EditPhoneNumberError::PhoneNumberExists);
            }
            let id = self.add_phone(user, number, at).await?;
            let edit = PhoneEdit {
                verified: Some(true),
                ..PhoneEdit::default()
            };
            self.edit_phone(user, &id, edit).await?;
        }
        Ok(())
    }

    /// Edits a user's phone number. Returns it as it is now.
    pub(super) async fn edit_phone(
        &mut self,
        user: &UserId,
        id: &str,
        edit: PhoneEdit,
    ) -> Result<UserPhone, EditPhoneNumberError> {
        const NOT_FOUND: EditPhoneNumberError = EditPhoneNumberError::NoSuchPhoneNumber;
        let mut phone = self.find_phone(user, id).await?.ok_or(NOT_FOUND)?;
        match edit.verified {
            Some(true) if !self.verify_phone(user, &phone).await? => {
                return Err(EditPhoneNumberError::PhoneNumberExists);
            }
            Some(false) => self.withdraw_phone(user, &phone).await?,
            Some(true) | None => {}
        }
        phone = self.find_phone(user, id).await?.ok_or(NOT_FOUND)?;
        let needs_verified = edit.primary == Some(true) || edit.reserved == Some(true);
        if needs_verified && phone.verified_at.is_none() {
            return Err(EditPhoneNumberError::NotVerified);
        }
        if edit.primary == Some(true) {
            phone_numbers::set_primary(self.connection(), user, Some(id)).await?;
        }
        match edit.reserved {
            Some(true) if !self.identity.policy.phone.has_sms => {
                return Err(EditPhoneNumberError::SmsOff);
            }
            Some(true) => {
                self.reserve_phone(user, &phone).await?;
                self.end(Which::AllWithoutFactor(user), EndReason::SecondFactor)
                    .await?;
            }
            Some(false) => self.release_phone(user, &phone).await?,
            None => {}
        }
        self.find_phone(user, id).await?.ok_or(NOT_FOUND)
    }

    /// Commits an administrator's change of a user's phone numbers, with its time.
    pub(super) async fn commit_phone_change(
        mut self,
        user: &UserId,
        event: Event,
        client: &ClientInfo,
    ) -> Result<(), EditPhoneNumberError> {
        self.touch(user).await?;
        Ok(self.commit(event, client).await?)
    }
}
