//! The document of the APIs: it says of the server what is so, all of it and nothing else.

mod examples;
mod page;
mod routes;
mod walk;
