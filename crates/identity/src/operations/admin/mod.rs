//! Administration of other users' accounts.

mod administrator;
mod audit;
mod edit;
mod factors;
mod invite;
mod link;
mod list;
mod remove;

pub use administrator::{ADMIN_ROLES, Administrator};
pub use audit::{AuditFilter, InvalidAuditFilter};
pub use edit::{AccountEdit, Ban, NewPassword};
pub use link::{GeneratedLink, LinkFor, LinkRequest};
pub use list::{Order, Page};
