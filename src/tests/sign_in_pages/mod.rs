//! The sign-in pages, used by a browser without scripts.

mod addresses;
mod closed;
mod codes;
mod links;
mod new_password;
mod password;
mod return_path;
mod second_factor;
mod sign_up;
pub mod stage;
mod typed_codes;
