//! Account settings: what users can see and change of their own account in a browser.

mod account;
mod confirm;
mod email;
mod export;
mod factor;
mod language;
mod name;
mod password;
mod phone;
mod picture;
mod profile;
mod proof;
mod remove_password;
mod time_zone;

pub use account::{EmailChange, OwnAccount};
pub use confirm::{ConfirmError, Renewed};
pub use email::{ChangeEmailError, MailAddressChangeError};
pub use factor::{FinishFactorError, RemoveOwnFactorError, RenewOwnBackupCodesError};
pub use password::SetPasswordError;
pub use picture::ChangeOwnPictureError;
pub use profile::{EditOwnProfileError, OwnProfileEdit};
pub use proof::Proof;
pub use remove_password::RemoveOwnPasswordError;
