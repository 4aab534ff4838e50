//! The signed-in user.

mod backup_codes;
mod delete_account;
mod email_addresses;
mod external_accounts;
mod metadata;
mod password;
mod phone_numbers;
mod profile_image;
mod sessions;
mod totp;
mod user;

use axum::routing::{delete, get, patch, post};

use super::{browser::Browser, routes::Routes};
use crate::{
    api::clerk::{error::ClerkError, users::user::User},
    server::pictures,
};
use identity::AuthContext;

pub fn add_routes(routes: Routes) -> Routes {
    routes
        .at(
            "/me",
            get(user::read)
                .patch(user::update)
                .delete(delete_account::delete),
        )
        .at("/me/metadata", patch(metadata::merge))
        .at("/me/change_password", post(password::change))
        .at("/me/remove_password", post(password::remove))
        .at("/me/totp", post(totp::create).delete(totp::delete))
        .at("/me/totp/attempt_verification", post(totp::attempt))
        .at_with_slash(
            "/me/email_addresses",
            get(email_addresses::list).post(email_addresses::create),
        )
        .at(
            "/me/email_addresses/{id}",
            get(email_addresses::read).delete(email_addresses::delete),
        )
        .at(
            "/me/email_addresses/{id}/prepare_verification",
            post(email_addresses::prepare),
        )
        .at(
            "/me/email_addresses/{id}/attempt_verification",
            post(email_addresses::attempt),
        )
        .at("/me/external_accounts", post(external_accounts::create))
        .at(
            "/me/external_accounts/{id}",
            delete(external_accounts::delete),
        )
        .at(
            "/me/external_accounts/{id}/reauthorize",
            patch(external_accounts::reauthorize),
        )
        .at_with_slash(
            "/me/phone_numbers",
            get(phone_numbers::list).post(phone_numbers::create),
        )
        .at(
            "/me/phone_numbers/{id}",
            get(phone_numbers::read)
                .patch(phone_numbers::update)
                .delete(phone_numbers::delete),
        )
        .at(
            "/me/phone_numbers/{id}/prepare_verification",
            post(phone_numbers::prepare),
        )
        .at(
            "/me/phone_numbers/{id}/attempt_verification",
            post(phone_numbers::attempt),
        )
        .at_with_slash("/me/backup_codes", post(backup_codes::create))
        .at("/me/sessions/active", get(sessions::list))
        .at("/me/sessions/{id}/revoke", post(sessions::revoke))
}

/// The routes that take a file.
pub fn add_upload_routes(routes: Routes) -> Routes {
    routes.at(
        "/me/profile_image",
        post(profile_image::set).delete(profile_image::delete),
    )
}

/// The signed-in user as they are now.
async fn find(browser: &Browser, auth: &AuthContext) -> Result<User, ClerkError> {
    let identity = &browser.state.identity;
    let user = identity.find_user(&auth.user).await?;
    let user = user.ok_or(ClerkError::SIGNED_OUT)?;
    let image_url = pictures::url(&browser.state, &user);
    Ok(User::for_browser(&user, image_url, identity))
}
