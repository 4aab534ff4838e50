//! The `OpenAPI` document: complete and correct.

mod clerk;
mod examples;
mod operations;
mod page;
mod routes;
