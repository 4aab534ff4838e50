use crate::api::clerk::{body::Fields, error::ClerkError, possible_errors::map_error};
use identity::{EditProfileError, ProfileEdit, Username};

map_error!(EditProfileError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    UsernameExists => ClerkError::USERNAME_EXISTS,
    ExternalIdExists => ClerkError::EXTERNAL_ID_EXISTS,
    InvalidName => ClerkError::new(422, "form_param_value_invalid", "is invalid", "first_name and last_name must be on one line, of at most 100 characters."),
    InvalidLocale => ClerkError::value("locale", "must be a language tag such as en or pt-BR."),
    InvalidExternalId => ClerkError::value("external_id", "must have at most 255 characters, without spaces or control characters."),
} PrimaryAddress(PrimaryAddressError), PrimaryPhone(SetPrimaryPhoneError), Password(NewPasswordError));

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
