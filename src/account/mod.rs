//! What is kept of a user, and what they may change of it.

mod address_outcome;
mod addresses;
mod backup_codes;
mod confirm;
mod connected;
mod date_time;
mod deletion;
mod device;
mod email;
mod enrol;
mod factors;
mod flash;
mod flash_cookie;
mod form_outcome;
mod handlers;
mod linked;
mod load;
mod name;
mod page;
mod password;
mod phone_outcome;
mod phones;
mod picture;
mod sessions;

pub use backup_codes::BackupCodesPage;
pub use confirm::ConfirmPage;
pub use deletion::DeletedPage;
pub use enrol::EnrolPage;
pub use handlers::{routes, upload_routes};
pub use page::AccountPage;

use flash::{Flash, Section};
use form_outcome::FormOutcome;
use phone_outcome::PhoneOutcome;

/// The issuer's name in authenticator apps.
const ISSUER: &str = "Timeback dashboard";
