use axum::response::Response;

use super::find;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
    possible_errors::{Refused, SignedIn, map_error},
    tag,
};
use identity::{
    EditOwnProfileError, InvalidUsername, Merge, MetadataError, OwnProfileEdit, PersonName,
    SetPrimaryAddressError, SetPrimaryPhoneError, Username,
};

map_error!(EditOwnProfileError {
    UsernameExists => ClerkError::USERNAME_EXISTS,
});

/// `GET /me`: returns the signed-in user.
#[utoipa::path(get, path = "/me", tag = tag::BROWSERS, operation_id = "clerkBrowserGetMe",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the user; `client`: the browser's client"),
        Refused<(Browser, SignedIn)>))]
pub async fn read(browser: Browser) -> Result<Response, ClerkError> {
    let user = find(&browser, &browser.auth()?).await?;
    browser.answer(user).await
}

/// `PATCH /me`: updates the signed-in user. Fields that users cannot write are ignored.
#[utoipa::path(patch, path = "/me", tag = tag::BROWSERS, operation_id = "clerkBrowserUpdateMe",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the user; `client`: the browser's client"),
        Refused<((Browser, SignedIn, Form, EditOwnProfileError, MetadataError, SetPrimaryAddressError), (InvalidUsername, SetPrimaryPhoneError))>))]
pub async fn update(browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    if let Some(edit) = edit(&form)? {
        identity
            .edit_own_profile(&auth, edit, &browser.client)
            .await?;
    }
    if let Some(address) = form.filled("primary_email_address_id") {
        identity
            .set_primary_email_address(&auth, address, &browser.client)
            .await?;
    }
    if let Some(number) = form.filled("primary_phone_number_id") {
        identity
            .set_primary_phone(&auth, number, &browser.client)
            .await?;
    }
    // Before it had a URL of its own.
    if let Some(data) = form.object("unsafe_metadata")? {
        identity
            .change_own_metadata(&auth, data, Merge::Replace, &browser.client)
            .await?;
    }
    let user = find(&browser, &auth).await?;
    browser.answer(user).await
}

/// The edit that the form asks for; `None` when it has no such field.
fn edit(form: &Form) -> Result<Option<OwnProfileEdit>, ClerkError> {
    let name = |field: &'static str| {
        let name = form.text(field).map(PersonName::parse).transpose();
        name.map_err(|_| ClerkError::name(field))
    };
    let username = match form.text("username") {
        None => None,
        Some("") => Some(None),
        Some(name) => Some(Some(Username::parse(name)?)),
    };
    let edit = OwnProfileEdit {
        first_name: name("first_name")?,
        last_name: name("last_name")?,
        username,
    };
    let is_empty = edit.first_name.is_none() && edit.last_name.is_none() && edit.username.is_none();
    Ok((!is_empty).then_some(edit))
}
