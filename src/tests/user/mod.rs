//! The server functions of the user hook.

mod actor;
mod email_addresses;
mod phone_numbers;
mod profile;
mod refused;
mod sessions;
mod tokens;
