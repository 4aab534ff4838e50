//! The hook's two components, as the Timeback documentation shows them, beside the Rust that makes them.

mod page;

pub use page::ExamplesPage;
