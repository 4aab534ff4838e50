//! The pages to get in by an account here, as a browser without scripts goes through them.

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
