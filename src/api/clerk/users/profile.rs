use crate::api::clerk::{body::Fields, error::ClerkError};
use identity::{EditProfileError, ProfileEdit, Username};

impl From<EditProfileError> for ClerkError {
    fn from(error: EditProfileError) -> Self {
        match error {
            EditProfileError::NoSuchUser => Self::NO_SUCH_USER,
            EditProfileError::UsernameExists => Self::USERNAME_EXISTS,
            EditProfileError::ExternalIdExists => Self::EXTERNAL_ID_EXISTS,
            EditProfileError::InvalidName => Self::new(
                422,
                "form_param_value_invalid",
                "is invalid",
                "first_name and last_name must be on one line, of at most 100 characters.",
            ),
            EditProfileError::InvalidLocale => {
                Self::value("locale", "must be a language tag such as en or pt-BR.")
            }
            EditProfileError::InvalidExternalId => Self::value(
                "external_id",
                "must have at most 255 characters, without spaces or control characters.",
            ),
            EditProfileError::PrimaryAddress(error) => error.into(),
            EditProfileError::PrimaryPhone(error) => error.into(),
            EditProfileError::Password(error) => error.into(),
            EditProfileError::Failed(error) => error.into(),
        }
    }
}

/// Takes the fields of a user's profile; `None` when there are none.
///
/// # Errors
/// Returns an error when a field has another type, or `username` is not one.
pub fn profile(fields: &mut Fields) -> Result<Option<ProfileEdit>, ClerkError> {
    let username = fields.removable_text("username")?.change();
    let username = username.map(|name| name.as_deref().map(Username::parse).transpose());
    let edit = ProfileEdit {
        first_name: fields.text("first_name")?.given_or_empty(),
        last_name: fields.text("last_name")?.given_or_empty(),
        username: username.transpose()?,
        locale: fields.removable_text("locale")?.change(),
        external_id: fields.removable_text("external_id")?.change(),
        primary_email_address_id: None,
        primary_phone_number_id: None,
        password: None,
    };
    let is_empty = edit.first_name.is_none()
        && edit.last_name.is_none()
        && edit.username.is_none()
        && edit.locale.is_none()
        && edit.external_id.is_none();
    Ok((!is_empty).then_some(edit))
}
