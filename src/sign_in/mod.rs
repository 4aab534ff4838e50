//! The way in.

mod page;

pub use page::SignInPage;
