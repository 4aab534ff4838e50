use super::{SignedIn, view};
use crate::user::{UpdateUserParams, User, UserError};
use identity::{Merge, OwnProfileEdit, PersonName, Username};

/// The user as they are now.
///
/// # Errors
/// Returns [`UserError::SignedOut`] when the account is gone, and an error of the server when it cannot be read.
pub async fn read(signed_in: &SignedIn) -> Result<User, UserError> {
    let identity = &signed_in.identity;
    let user = identity.find_user(&signed_in.auth.user).await?;
    let user = user.ok_or(UserError::SignedOut)?;
    Ok(view::user(&user, (identity.clock())()))
}

/// Updates the user.
///
/// # Errors
/// Returns the error of the first field that cannot be changed.
pub async fn update(signed_in: &SignedIn, params: UpdateUserParams) -> Result<User, UserError> {
    let SignedIn {
        identity,
        auth,
        client,
        ..
    } = signed_in;
    if let Some(edit) = edit(&params)? {
        identity.edit_own_profile(auth, edit, client).await?;
    }
    if let Some(address) = &params.primary_email_address_id {
        identity
            .set_primary_email_address(auth, address, client)
            .await?;
    }
    if let Some(phone) = &params.primary_phone_number_id {
        identity.set_primary_phone(auth, phone, client).await?;
    }
    if let Some(data) = params.unsafe_metadata {
        identity
            .change_own_metadata(auth, data, Merge::Replace, client)
            .await?;
    }
    read(signed_in).await
}

/// The edit of what the user is called; `None` when the parameters have no such field.
fn edit(params: &UpdateUserParams) -> Result<Option<OwnProfileEdit>, UserError> {
    let name = |name: &Option<String>, error: UserError| {
        let name = name.as_deref().map(PersonName::parse).transpose();
        name.map_err(|_| error)
    };
    let username = match params.username.as_deref() {
        None => None,
        Some("") => Some(None),
        Some(name) => Some(Some(Username::parse(name)?)),
    };
    let edit = OwnProfileEdit {
        first_name: name(&params.first_name, UserError::InvalidFirstName)?,
        last_name: name(&params.last_name, UserError::InvalidLastName)?,
        username,
    };
    let is_empty = edit.first_name.is_none() && edit.last_name.is_none() && edit.username.is_none();
    Ok((!is_empty).then_some(edit))
}
