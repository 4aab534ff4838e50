//! What administrators may do to the accounts of others.

mod access;
mod edit;
mod list;
mod remove;

pub use access::{ADMIN_ROLES, Administrator};
pub use edit::{AccountEdit, Ban};
pub use list::Page;
