//! Administration of other users' accounts.

mod administrator;
mod audit;
mod change_metadata;
mod check_password;
mod create_session;
mod disable_mfa;
mod edit;
mod edit_profile;
mod factors;
mod find_user;
mod invite;
mod link;
mod list;
mod list_users;
mod lock_user;
mod remove_password;
mod user_sessions;

pub use crate::model::administrator::Administrator;
pub use administrator::AuthenticateAdminError;
pub use change_metadata::{ChangeMetadataError, Merge, MetadataChange};
pub use check_password::CheckPasswordError;
pub use create_session::CreateSessionError;
pub use disable_mfa::DisableMfaError;
pub use edit::{AccountEdit, CreateAccountError, EditAccountError, NewPassword};
pub use edit_profile::{EditProfileError, ProfileEdit};
pub use factors::{DeleteFactorError, RenameFactorError};
pub use invite::InviteError;
pub use link::{GenerateLinkError, GeneratedLink, LinkFor, LinkRequest};
pub use lock_user::LockUserError;
pub use remove_password::RemovePasswordError;
pub use user_sessions::RevokeSessionError;
