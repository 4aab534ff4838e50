//! The OpenAPI document: complete and correct.

mod examples;
mod page;
mod routes;
mod walk;
