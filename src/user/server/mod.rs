//! The server's side of the user: who is signed in, and the operations that they call.

pub mod email_address;
mod errors;
pub mod external_account;
pub mod password;
mod phone_errors;
pub mod phone_number;
pub mod profile;
pub mod profile_image;
mod routes;
pub mod sessions;
mod signed_in;
pub mod token;
mod view;

pub use routes::{UPLOAD, upload_routes};
pub use signed_in::{SignedIn, refuse};
