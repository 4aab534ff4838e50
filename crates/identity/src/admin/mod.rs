//! What administrators may do to the accounts of others.

mod access;
mod audit;
mod edit;
mod factors;
mod invite;
mod link;
mod list;
mod remove;

pub use access::{ADMIN_ROLES, Administrator};
pub use audit::{AuditFilter, InvalidAuditFilter};
pub use edit::{AccountEdit, Ban, NewPassword};
pub use link::{GeneratedLink, LinkFor, LinkRequest};
pub use list::{Order, Page};
