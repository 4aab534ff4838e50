//! A user's e-mail addresses: several, one of them primary.

mod attempt_verification;
mod create;
mod delete;
mod list;
mod make_primary;
mod prepare_verification;
mod set_primary;
mod stored;

pub use attempt_verification::VerifyAddressError;
pub use create::AddAddressError;
pub use delete::{Irremovable, RemoveAddressError};
pub use make_primary::PrimaryAddressError;
pub use prepare_verification::MailAddressCodeError;
pub use set_primary::SetPrimaryAddressError;

pub(crate) use delete::find_removable;

/// The most addresses that a user may add.
pub(crate) const MOST: usize = 10;

/// The detail of the audit log that says what was done with an address.
pub(crate) const TRAIT: &str = "email_address";
