//! The API page: the document of both APIs, for people.

mod curl;
mod operation;
mod page;
mod schema;
mod words;

pub use page::DocsPage;
