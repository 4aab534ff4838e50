use super::{Administrator, NewPassword};
use crate::{
    Action, AdministeredUser, ClientInfo, EndReason, Error, Identity, InvalidName,
    NewPasswordError, PersonName, PrimaryAddressError, SetPrimaryPhoneError, UserId, Username,
    audit::Event, store::user_edits, unit_of_work::UnitOfWork,
};

/// The most characters of an external identifier.
const LONGEST_ID: usize = 255;

/// The most characters of a language tag (BCP 47).
const LONGEST_LOCALE: usize = 35;

/// An administrator's edit of what a user is called, and of their password and primary address. Absent fields stay unchanged; `Some(None)` removes one.
#[derive(Debug, Clone, Default)]
pub struct ProfileEdit {
    /// The first name; it may be empty.
    pub first_name: Option<String>,
    /// The last name; it may be empty.
    pub last_name: Option<String>,
    /// The username.
    pub username: Option<Option<Username>>,
    /// The language.
    pub locale: Option<Option<String>>,
    /// The identifier of the Timeback user. Without one, the next profile read links the user again.
    pub external_id: Option<Option<String>>,
    /// The identifier of the address, one of the user's verified ones, that becomes the primary one.
    pub primary_email_address_id: Option<String>,
    /// The identifier of the phone number, one of the user's verified ones, that becomes the primary one.
    pub primary_phone_number_id: Option<String>,
    /// The new password. It ends all sessions of the user.
    pub password: Option<NewPassword>,
}

/// Why an administrator could not edit what a user is called.
#[derive(Debug, thiserror::Error)]
pub enum EditProfileError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// Another user has the username.
    #[error("another user has the username")]
    UsernameExists,
    /// Another user is linked to the Timeback user.
    #[error("another user has the external identifier")]
    ExternalIdExists,
    /// A name is too long, or has more than one line.
    #[error("not a name")]
    InvalidName,
    /// The language is no language tag, such as `en` or `pt-BR`.
    #[error("not a language tag")]
    InvalidLocale,
    /// The external identifier is longer than 255 characters, or has spaces or control characters.
    #[error("not an identifier")]
    InvalidExternalId,
    /// The address cannot be the primary one.
    #[error(transparent)]
    PrimaryAddress(#[from] PrimaryAddressError),
    /// The phone number cannot be the primary one.
    #[error(transparent)]
    PrimaryPhone(#[from] SetPrimaryPhoneError),
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EditProfileError);

impl From<InvalidName> for EditProfileError {
    fn from(InvalidName: InvalidName) -> Self {
        Self::InvalidName
    }
}

impl Identity {
    /// Edits what a user is called: all of it, or nothing.
    ///
    /// # Errors
    /// [`EditProfileError`] says when.
    pub async fn edit_profile(
        &self,
        user: &UserId,
        edit: ProfileEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, EditProfileError> {
        let checked = edit.check()?;
        let hash = match &checked.edit.password {
            Some(NewPassword::Hashed(hash)) => Some(hash.as_str().to_owned()),
            Some(NewPassword::Plain(password)) => {
                self.require_unguessable(password, Some(user), None).await?;
                Some(self.hasher.hash(password).await?)
            }
            None => None,
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.find_user(user).await?.is_none() {
            return Err(EditProfileError::NoSuchUser);
        }
        uow.apply_profile(user, &checked).await?;
        if let Some(hash) = hash {
            uow.set_password(user, &hash).await?;
            uow.end_sessions(user, None, EndReason::PasswordChanged)
                .await?;
        }
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with("profile", true);
        Ok(uow.commit_change(user, event, client).await?)
    }
}

/// An edit whose texts have the right form.
pub(super) struct CheckedProfile {
    first_name: Option<PersonName>,
    last_name: Option<PersonName>,
    edit: ProfileEdit,
}

impl ProfileEdit {
    /// Checks the names, the language tag and the external identifier.
    pub(super) fn check(self) -> Result<CheckedProfile, EditProfileError> {
        let parse = |name: Option<&str>| name.map(PersonName::parse).transpose();
        check_texts(&self)?;
        Ok(CheckedProfile {
            first_name: parse(self.first_name.as_deref())?,
            last_name: parse(self.last_name.as_deref())?,
            edit: self,
        })
    }
}

impl UnitOfWork<'_> {
    /// Applies an edit, except for the password.
    pub(super) async fn apply_profile(
        &mut self,
        user: &UserId,
        checked: &CheckedProfile,
    ) -> Result<(), EditProfileError> {
        let (first, last) = (checked.first_name.as_ref(), checked.last_name.as_ref());
        let edit = &checked.edit;
        let connection = self.connection();
        user_edits::set_name(connection, user, first, last).await?;
        if let Some(locale) = &edit.locale {
            user_edits::set_locale(connection, user, locale.as_deref()).await?;
        }
        if let Some(name) = &edit.username
            && !user_edits::set_username(connection, user, name.as_ref()).await?
        {
            return Err(EditProfileError::UsernameExists);
        }
        if let Some(id) = &edit.external_id
            && !user_edits::set_external_id(connection, user, id.as_deref()).await?
        {
            return Err(EditProfileError::ExternalIdExists);
        }
        if let Some(id) = &edit.primary_email_address_id {
            self.make_primary(user, id).await?;
        }
        if let Some(id) = &edit.primary_phone_number_id {
            self.make_primary_phone(user, id).await?;
        }
        Ok(())
    }
}

/// Checks the language tag and the external identifier.
fn check_texts(edit: &ProfileEdit) -> Result<(), EditProfileError> {
    let is_tag = |text: &str| {
        text.len() <= LONGEST_LOCALE
            && text.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_id = |text: &str| {
        text.chars().count() <= LONGEST_ID
            && !text
                .chars()
                .any(|letter| letter.is_control() || letter.is_whitespace())
    };
    if !edit.locale.iter().flatten().all(|text| is_tag(text)) {
        return Err(EditProfileError::InvalidLocale);
    }
    if !edit.external_id.iter().flatten().all(|text| is_id(text)) {
        return Err(EditProfileError::InvalidExternalId);
    }
    Ok(())
}
