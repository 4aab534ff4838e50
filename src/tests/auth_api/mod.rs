//! The API of accounts as its clients see it: paths, fields, statuses, codes and headers.

pub mod client;

mod errors;
mod profile;
mod public;
mod sessions;
mod sign_up;
