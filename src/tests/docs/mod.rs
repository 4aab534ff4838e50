//! The `OpenAPI` document: complete and correct.

mod examples;
mod operations;
mod page;
mod routes;
