//! The auth API (GoTrue) as its clients see it: paths, fields, statuses, error codes and headers.

pub mod client;
pub mod codes;
pub mod factors;

mod addresses;
mod admin;
mod admin_factors;
mod errors;
mod extensions;
mod imported_accounts;
mod invitations;
mod links;
mod lists;
pub mod mail;
mod old_addresses;
mod passwords;
mod pkce;
mod profile;
mod public;
mod qr_code;
mod sessions;
mod sign_up;
mod signing_key;
mod unsupported;
