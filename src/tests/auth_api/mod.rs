//! The API of accounts as its clients see it: paths, fields, statuses, codes and headers.

pub mod client;

mod admin;
mod errors;
mod factors;
mod mail;
mod own_data;
mod profile;
mod public;
mod sessions;
mod sign_up;
