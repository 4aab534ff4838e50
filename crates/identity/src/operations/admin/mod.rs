//! Administration of other users' accounts.

mod administrator;
mod audit;
mod change_metadata;
mod change_picture;
mod check_factor;
mod check_password;
mod compromised_password;
mod create_session;
mod create_user;
mod delete_factors;
mod disable_mfa;
mod edit;
mod edit_phone;
mod edit_profile;
mod email_address;
mod factors;
mod find_user;
mod invite;
mod link;
mod list;
mod list_sessions;
mod list_users;
mod lock_user;
mod phone_numbers;
mod remove_password;
mod user_sessions;

pub use crate::model::administrator::Administrator;
pub use administrator::AuthenticateAdminError;
pub use change_metadata::{ChangeMetadataError, Merge, MetadataChange};
pub use change_picture::ChangePictureError;
pub use check_factor::{CheckFactorError, FactorCode};
pub use check_password::CheckPasswordError;
pub use compromised_password::CompromisedPasswordError;
pub use create_session::CreateSessionError;
pub use create_user::{CreateUserError, NewUser};
pub use delete_factors::DeleteFactorsError;
pub use disable_mfa::DisableMfaError;
pub use edit::{AccountEdit, CreateAccountError, EditAccountError, NewPassword};
pub use edit_profile::{EditProfileError, ProfileEdit};
pub use email_address::{
    AddUserAddressError, AddressEdit, EditUserAddressError, NewUserAddress, RemoveUserAddressError,
    ReplaceUserAddressesError, UserAddress,
};
pub use factors::{DeleteFactorError, RenameFactorError};
pub(in crate::operations) use find_user::read;
pub use invite::InviteError;
pub use link::{GenerateLinkError, GeneratedLink, LinkFor, LinkRequest};
pub use list_sessions::SessionQuery;
pub use lock_user::LockUserError;
pub use phone_numbers::{EditPhoneNumberError, PhoneEdit};
pub use remove_password::RemovePasswordError;
pub use user_sessions::RevokeSessionError;
