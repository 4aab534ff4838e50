//! What is kept of a user, and what they may change of it.

mod backup_codes;
mod confirm;
mod deletion;
mod device;
mod email;
mod enrol;
mod factors;
mod linked;
mod moment;
mod name;
mod notice;
mod outcome;
mod overview;
mod page;
mod password;
mod sessions;

pub use backup_codes::{BackupCodes, BackupCodesPage};
pub use confirm::ConfirmPage;
pub use deletion::DeletedPage;
pub use enrol::EnrolPage;
pub use notice::{Notice, Section};
pub use outcome::Outcome;
pub use overview::Overview;
pub use page::AccountPage;
