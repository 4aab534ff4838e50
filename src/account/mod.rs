//! What is kept of a user, and what they may change of it.

mod address_outcome;
mod addresses;
mod backup_codes;
mod confirm;
mod connected;
mod data;
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
mod load;
mod name;
mod page;
mod password;
mod personal;
mod phone_outcome;
mod phones;
mod picture;
mod picture_outcome;
mod provider_failure;
mod section;
mod security;
mod sessions;
mod setting;
mod time_zone;
mod time_zone_list;

pub use backup_codes::BackupCodesPage;
pub use confirm::ConfirmPage;
pub use data::DataPage;
pub use deletion::DeletedPage;
pub use enrol::EnrolPage;
pub use handlers::{routes, upload_routes};
pub use personal::PersonalInfoPage;
pub use security::SecurityPage;

use flash::Flash;
use form_outcome::FormOutcome;
use phone_outcome::PhoneOutcome;
use section::{AccountPage, Section};

/// The issuer's name in authenticator apps.
const ISSUER: &str = "Timeback dashboard";
