//! Administration of other users' accounts.

mod administrator;
mod audit;
mod edit;
mod factors;
mod invite;
mod link;
mod list;

pub use crate::model::administrator::Administrator;
pub use administrator::AuthenticateAdminError;
pub use edit::{AccountEdit, CreateAccountError, EditAccountError, NewPassword};
pub use factors::{DeleteFactorError, RenameFactorError};
pub use invite::InviteError;
pub use link::{GenerateLinkError, GeneratedLink, LinkFor, LinkRequest};
