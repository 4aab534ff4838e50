use super::Administrator;
use crate::{
    Action, ClientInfo, Error, Identity, PhoneNumber, UserId, UserPhone, audit::Event,
    operations::phone_number::MOST, store::phone_numbers, unit_of_work::UnitOfWork,
};

/// An administrator's edit of a user's phone number. Absent fields stay unchanged.
#[derive(Debug, Clone, Copy, Default)]
pub struct PhoneEdit {
    /// Whether it counts as verified. An unverified one is neither primary nor reserved.
    pub verified: Option<bool>,
    /// Whether it becomes the primary number. `false` changes nothing: another one becomes it instead.
    pub primary: Option<bool>,
    /// Whether it is reserved for the second factor. Sessions that have shown no second factor end.
    pub reserved: Option<bool>,
}

/// Why an administrator could not change a user's phone numbers.
#[derive(Debug, thiserror::Error)]
pub enum EditPhoneNumberError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// There is no such phone number.
    #[error("there is no such phone number")]
    NoSuchPhoneNumber,
    /// The user has the number already, or it is to be verified and another user has verified it.
    #[error("the phone number exists")]
    PhoneNumberExists,
    /// The user has the maximum number of phone numbers.
    #[error("there are too many phone numbers")]
    TooManyPhoneNumbers,
    /// No text messages are sent, so nobody could sign in by a reserved number.
    #[error("no text messages are sent")]
    SmsOff,
    /// Only a verified number can be primary or reserved.
    #[error("the phone number is not verified")]
    NotVerified,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EditPhoneNumberError);

impl Identity {
    /// Finds a phone number by its identifier, and its user.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn find_phone_number(&self, id: &str) -> Result<Option<(UserId, UserPhone)>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let Some(user) = phone_numbers::find_user(&mut connection, id).await? else {
            return Ok(None);
        };
        let phones = phone_numbers::list(&mut connection, &user).await?;
        let phone = phones.into_iter().find(|phone| phone.id == id);
        Ok(phone.map(|phone| (user, phone)))
    }

    /// Adds a phone number to a user's account, and edits it at once.
    ///
    /// # Errors
    /// [`EditPhoneNumberError`] says when.
    pub async fn add_phone_number(
        &self,
        user: &UserId,
        number: &PhoneNumber,
        edit: PhoneEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserPhone, EditPhoneNumberError> {
        let mut uow = self.begin_phone_change(user, number).await?;
        let phones = phone_numbers::list(uow.connection(), user).await?;
        if phones.iter().any(|phone| phone.number == *number) {
            return Err(EditPhoneNumberError::PhoneNumberExists);
        }
        if phones.len() >= MOST {
            return Err(EditPhoneNumberError::TooManyPhoneNumbers);
        }
        let now = uow.now;
        let id = uow.add_phone(user, number, now).await?;
        let phone = uow.edit_phone(user, &id, edit).await?;
        let event = Event::new(Action::PhoneNumberAdded, user).by(admin);
        uow.commit_phone_change(user, event.with("phone", id), client)
            .await?;
        Ok(phone)
    }

    /// Edits a phone number.
    ///
    /// # Errors
    /// [`EditPhoneNumberError`] says when.
    pub async fn edit_phone_number(
        &self,
        id: &str,
        edit: PhoneEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserPhone, EditPhoneNumberError> {
        let found = self.find_phone_number(id).await?;
        let (user, phone) = found.ok_or(EditPhoneNumberError::NoSuchPhoneNumber)?;
        let mut uow = self.begin_phone_change(&user, &phone.number).await?;
        let phone = uow.edit_phone(&user, id, edit).await?;
        let event = Event::new(Action::Updated, &user).by(admin);
        uow.commit_phone_change(&user, event.with("phone", id), client)
            .await?;
        Ok(phone)
    }

    /// Removes a phone number from its user's account.
    ///
    /// # Errors
    /// [`EditPhoneNumberError`] says when.
    pub async fn delete_phone_number(
        &self,
        id: &str,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), EditPhoneNumberError> {
        let found = self.find_phone_number(id).await?;
        let (user, phone) = found.ok_or(EditPhoneNumberError::NoSuchPhoneNumber)?;
        let mut uow = self.begin_phone_change(&user, &phone.number).await?;
        let phone = uow.find_phone(&user, id).await?;
        let phone = phone.ok_or(EditPhoneNumberError::NoSuchPhoneNumber)?;
        uow.drop_phone(&user, &phone).await?;
        let event = Event::new(Action::PhoneNumberRemoved, &user).by(admin);
        uow.commit_phone_change(&user, event.with("phone", id), client)
            .await
    }

    /// Makes a number the user's only one, verified and primary; one that was reserved for the second factor makes it
    /// reserved.
    ///
    /// # Errors
    /// [`EditPhoneNumberError`] says when.
    pub async fn replace_phone_numbers(
        &self,
        user: &UserId,
        number: &PhoneNumber,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserPhone, EditPhoneNumberError> {
        let mut uow = self.begin_phone_change(user, number).await?;
        let before = phone_numbers::list(uow.connection(), user).await?;
        let was_reserved = before.iter().any(|phone| phone.is_second_factor);
        let now = uow.now;
        let same = before.iter().find(|phone| phone.number == *number);
        let id = match same {
            Some(phone) => phone.id.clone(),
            None => uow.add_phone(user, number, now).await?,
        };
        // First, so that there is always a second factor for the sessions that have shown one.
        let edit = PhoneEdit {
            verified: Some(true),
            primary: Some(true),
            reserved: was_reserved.then_some(true),
        };
        uow.edit_phone(user, &id, edit).await?;
        for phone in before.iter().filter(|phone| phone.id != id) {
            uow.drop_phone(user, phone).await?;
        }
        let phone = uow.find_phone(user, &id).await?;
        let event = Event::new(Action::Updated, user).by(admin);
        uow.commit_phone_change(user, event.with("phone", id), client)
            .await?;
        phone.ok_or(EditPhoneNumberError::NoSuchPhoneNumber)
    }

    /// Begins a change of this number of a user, whom an administrator may change.
    async fn begin_phone_change(
        &self,
        user: &UserId,
        number: &PhoneNumber,
    ) -> Result<UnitOfWork<'_>, EditPhoneNumberError> {
        let mut uow = self.begin(&number.lock_key()).await?;
        self.database
            .advisory_lock(uow.connection(), &user.lock_key())
            .await?;
        if uow.find_user(user).await?.is_none() {
            return Err(EditPhoneNumberError::NoSuchUser);
        }
        Ok(uow)
    }
}
