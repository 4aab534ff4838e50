//! What the forms of the account's pages do. A form is answered with a redirect back to its section, which tells what
//! became of it; a sensitive change first asks for a proof that it is the user, and comes back.

mod addresses;
mod confirm;
mod connected;
mod delete;
mod email;
mod export;
mod factor;
mod form_context;
mod form_error;
mod name;
mod password;
mod phone;
mod phone_error;
mod picture;
mod sessions;
mod time_zone;

use axum::{
    Router,
    routing::{get, post},
};

use crate::server::AppState;

/// The forms of `/account`, and the download.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/account/name", post(name::save))
        .route("/account/time-zone", post(time_zone::save))
        .route("/account/picture/remove", post(picture::remove))
        .route("/account/email", post(email::change))
        .route("/account/email/code", post(email::agree))
        .route("/account/email/mail", post(email::mail_again))
        .route("/account/email/keep", post(email::keep))
        .route("/account/addresses", post(addresses::add))
        .route("/account/addresses/mail", post(addresses::mail))
        .route("/account/addresses/code", post(addresses::verify))
        .route("/account/addresses/primary", post(addresses::make_primary))
        .route("/account/addresses/remove", post(addresses::remove))
        .route("/account/password", post(password::save))
        .route("/account/factor", post(factor::begin))
        .route("/account/factor/drop", post(factor::drop_waiting))
        .route("/account/factor/remove", post(factor::remove))
        .route("/account/enrol", post(factor::finish))
        .route("/account/backup-codes", post(factor::renew_backup_codes))
        .route("/account/connected/connect", get(connected::connect))
        .route("/account/connected/reconnect", get(connected::reconnect))
        .route("/account/connected/disconnect", post(connected::disconnect))
        .route("/account/phone", post(phone::add))
        .route("/account/phone/text", post(phone::text))
        .route("/account/phone/code", post(phone::verify))
        .route("/account/phone/primary", post(phone::make_primary))
        .route("/account/phone/reserve", post(phone::reserve))
        .route("/account/phone/release", post(phone::release))
        .route("/account/phone/remove", post(phone::remove))
        .route("/account/sessions/end", post(sessions::end))
        .route("/account/sessions/others", post(sessions::end_others))
        .route("/account/export", get(export::download))
        .route("/account/delete", post(delete::leave))
        .route("/account/confirm", post(confirm::confirm))
        .route("/account/confirm/mail", post(confirm::mail))
        .route("/account/confirm/text", post(confirm::text))
}

/// The forms of `/account` that bring a file.
pub fn upload_routes() -> Router<AppState> {
    Router::new().route("/account/picture", post(picture::save))
}
