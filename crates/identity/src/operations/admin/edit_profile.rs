use super::Administrator;
use crate::{
    Action, AdministeredUser, ClientInfo, Error, Identity, InvalidName, PersonName, UserId,
    Username, audit::Event, store::user_edits,
};

/// An administrator's edit of what a user is called. Absent fields stay unchanged; `Some(None)` removes one.
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
        let parse = |name: Option<&str>| name.map(PersonName::parse).transpose();
        let first = parse(edit.first_name.as_deref())?;
        let last = parse(edit.last_name.as_deref())?;
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.find_user(user).await?.is_none() {
            return Err(EditProfileError::NoSuchUser);
        }
        let connection = uow.connection();
        user_edits::set_name(connection, user, first.as_ref(), last.as_ref()).await?;
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
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with("profile", true);
        Ok(uow.commit_change(user, event, client).await?)
    }
}
