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

use utoipa_axum::routes;

use super::{browser::Browser, routes::Routes};
use crate::{
    api::clerk::{error::ClerkError, users::user::User},
    server::pictures,
};
use identity::AuthContext;

pub fn add_routes(routes: Routes) -> Routes {
    let routes = routes
        .at(routes!(user::read, user::update, delete_account::delete))
        .at(routes!(metadata::merge))
        .at(routes!(password::change))
        .at(routes!(password::remove))
        .at(routes!(totp::create, totp::delete))
        .at(routes!(totp::attempt))
        .at_with_slash(routes!(backup_codes::create))
        .at(routes!(external_accounts::create))
        .at(routes!(external_accounts::delete))
        .at(routes!(external_accounts::reauthorize))
        .at(routes!(sessions::list))
        .at(routes!(sessions::revoke));
    add_identification_routes(routes)
}

/// The routes of the user's e-mail addresses and phone numbers.
fn add_identification_routes(routes: Routes) -> Routes {
    routes
        .at_with_slash(routes!(email_addresses::list, email_addresses::create))
        .at(routes!(email_addresses::read, email_addresses::delete))
        .at(routes!(email_addresses::prepare))
        .at(routes!(email_addresses::attempt))
        .at_with_slash(routes!(phone_numbers::list, phone_numbers::create))
        .at(routes!(
            phone_numbers::read,
            phone_numbers::update,
            phone_numbers::delete
        ))
        .at(routes!(phone_numbers::prepare))
        .at(routes!(phone_numbers::attempt))
}

/// The routes that take a file.
pub fn add_upload_routes(routes: Routes) -> Routes {
    routes.at(routes!(profile_image::set, profile_image::delete))
}

/// The signed-in user as they are now.
async fn find(browser: &Browser, auth: &AuthContext) -> Result<User, ClerkError> {
    let identity = &browser.state.identity;
    let user = identity.find_user(&auth.user).await?;
    let user = user.ok_or(ClerkError::SIGNED_OUT)?;
    let image_url = pictures::url(&browser.state, &user);
    Ok(User::for_browser(&user, image_url, identity))
}
