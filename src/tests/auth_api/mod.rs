//! The API of accounts as its clients see it: paths, fields, statuses, codes and headers.

pub mod client;
pub mod codes;
pub mod factors;

mod addresses;
mod admin;
mod administered_factors;
mod errors;
mod imported_accounts;
mod invitations;
mod links;
mod listed;
pub mod mail;
mod old_addresses;
mod own_data;
mod passwords;
mod pkce;
mod profile;
mod public;
mod qr_code;
mod sessions;
mod sign_up;
mod signing_key;
mod switched_off;
