//! Administration of a user's e-mail addresses.

mod create;
mod delete;
mod find;
mod replace;
mod update;

pub use create::{AddUserAddressError, NewUserAddress};
pub use delete::RemoveUserAddressError;
pub use find::UserAddress;
pub use replace::ReplaceUserAddressesError;
pub use update::{AddressEdit, EditUserAddressError};
