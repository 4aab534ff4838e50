//! Administration of other users' accounts.

mod administrator;
mod audit;
mod edit;
mod factors;
mod invite;
mod link;
mod list;

pub use administrator::Administrator;
pub use edit::{AccountEdit, NewPassword};
pub use link::{GeneratedLink, LinkFor, LinkRequest};
