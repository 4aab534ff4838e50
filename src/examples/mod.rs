//! The hooks at work: the profile hook's two components, as the Timeback documentation shows them, and those of the user
//! hook, beside the Rust that makes them.

mod islands;

#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub use page::ExamplesPage;
