//! Administration of other users' accounts.

mod administrator;
mod audit;
mod edit;
mod factors;
mod invite;
mod link;
mod list;
mod remove;

pub use administrator::Administrator;
pub use edit::{AccountEdit, Ban, NewPassword};
pub use link::{GeneratedLink, LinkFor, LinkRequest};
