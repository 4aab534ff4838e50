//! The sign-in pages, used by a browser without scripts.

pub mod actor;
mod addresses;
mod codes;
mod front_page;
mod languages;
mod links;
mod new_password;
mod no_local_accounts;
mod password;
mod return_path;
mod second_factor;
mod sign_up;
mod typed_codes;
