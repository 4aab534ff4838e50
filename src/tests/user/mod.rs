//! The server functions of the user hook.

mod actor;
mod email_addresses;
mod external_accounts;
mod password;
mod phone_numbers;
mod profile;
mod profile_image;
mod refused;
mod sessions;
mod tokens;
