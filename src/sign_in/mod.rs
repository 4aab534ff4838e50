//! The way in.

mod link;
mod page;

pub use link::LinkPage;
pub use page::SignInPage;
