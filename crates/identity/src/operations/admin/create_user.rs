use super::{Administrator, MetadataChange, NewPassword, ProfileEdit};
use crate::{
    Action, AddressError, AdministeredUser, ChangeMetadataError, ClientInfo, EditPhoneNumberError,
    EditProfileError, Email, Error, Identity, Metadata, MetadataTooLarge, NewPasswordError,
    PhoneNumber, UserId, audit::Event, operations::email_address::MOST, store::email_addresses,
    unit_of_work::UnitOfWork,
};

/// A user that an administrator creates.
#[derive(Default)]
pub struct NewUser {
    /// The addresses, at least one: all count as verified, and the first one is the primary one.
    pub email_addresses: Vec<Email>,
    /// The phone numbers: all count as verified, and the first one is the primary one.
    pub phone_numbers: Vec<PhoneNumber>,
    /// The password, if the user gets one.
    pub password: Option<NewPassword>,
    /// What the user is called. Its password and primary address are not used.
    pub profile: ProfileEdit,
    /// The metadata.
    pub metadata: MetadataChange,
}

/// Why an administrator could not create a user.
#[derive(Debug, thiserror::Error)]
pub enum CreateUserError {
    /// The user has no address.
    #[error("a user has an address")]
    NoAddress,
    /// The user has more than ten addresses.
    #[error("the user has too many addresses")]
    TooManyAddresses,
    /// The user may not have one of the addresses.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The user may not have one of the phone numbers.
    #[error(transparent)]
    PhoneNumber(#[from] EditPhoneNumberError),
    /// The password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The user may not be called that.
    #[error(transparent)]
    Profile(#[from] EditProfileError),
    /// The metadata would be too large or too deep.
    #[error(transparent)]
    MetadataTooLarge(#[from] MetadataTooLarge),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CreateUserError);

impl From<ChangeMetadataError> for CreateUserError {
    fn from(error: ChangeMetadataError) -> Self {
        match error {
            ChangeMetadataError::NoSuchUser => Self::Failed(Error::Unreadable("a user")),
            ChangeMetadataError::TooLarge(error) => Self::MetadataTooLarge(error),
            ChangeMetadataError::Failed(error) => Self::Failed(error),
        }
    }
}

impl Identity {
    /// Creates a user with everything that is said of them, or not at all.
    ///
    /// # Errors
    /// [`CreateUserError`] says when.
    pub async fn create_user(
        &self,
        new: NewUser,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, CreateUserError> {
        let emails = distinct(new.email_addresses);
        let (first, others) = emails.split_first().ok_or(CreateUserError::NoAddress)?;
        if emails.len() > MOST {
            return Err(CreateUserError::TooManyAddresses);
        }
        let profile = new.profile.check()?;
        let hash = match &new.password {
            Some(NewPassword::Hashed(hash)) => Some(hash.as_str().to_owned()),
            Some(NewPassword::Plain(password)) => {
                let keys = emails.iter().map(Email::lower).collect();
                self.require_unguessable_from(password, keys).await?;
                Some(self.hasher.hash(password).await?)
            }
            None => None,
        };
        let mut uow = self.begin_on(&emails, &new.phone_numbers).await?;
        for email in &emails {
            if uow.find_owner(email).await?.is_some() {
                return Err(AddressError::Exists.into());
            }
            email.require_valid().map_err(AddressError::from)?;
        }
        let none = Metadata::default();
        let user = uow.create_user(first, hash.as_deref(), &none).await?;
        uow.verify_email(&user, first).await?;
        uow.add_verified(&user, others).await?;
        uow.add_verified_phones(&user, &new.phone_numbers).await?;
        uow.apply_profile(&user, &profile).await?;
        let created = uow.find_user(&user).await?;
        let created = created.ok_or(Error::Unreadable("a user"))?;
        uow.apply_metadata(&created, new.metadata).await?;
        let event = Event::new(Action::SignedUp, &user).by(admin);
        Ok(uow.commit_change(&user, event, client).await?)
    }

    /// Begins a unit of work that holds the locks of these addresses and phone numbers.
    async fn begin_on(
        &self,
        emails: &[Email],
        phones: &[PhoneNumber],
    ) -> Result<UnitOfWork<'_>, Error> {
        let phones = phones.iter().map(PhoneNumber::lock_key);
        let mut keys: Vec<String> = emails.iter().map(Email::lock_key).chain(phones).collect();
        // In the same order everywhere, so that nobody waits for each other.
        keys.sort();
        let mut keys = keys.iter();
        let mut uow = self.begin(keys.next().map_or("", String::as_str)).await?;
        for key in keys {
            self.database.advisory_lock(uow.connection(), key).await?;
        }
        Ok(uow)
    }
}

/// The addresses, each of them once.
fn distinct(emails: Vec<Email>) -> Vec<Email> {
    let mut distinct: Vec<Email> = Vec::new();
    for email in emails {
        if !distinct.iter().any(|it| it.lower() == email.lower()) {
            distinct.push(email);
        }
    }
    distinct
}

impl UnitOfWork<'_> {
    /// Adds verified addresses, one after the other.
    async fn add_verified(&mut self, user: &UserId, emails: &[Email]) -> Result<(), Error> {
        let mut at = self.now;
        for email in emails {
            // The order of the list is that of their times.
            at += 1;
            let id = self.identity.env.id();
            email_addresses::create(self.connection(), &id, user, email, at).await?;
            self.verify_email(user, email).await?;
        }
        Ok(())
    }
}
