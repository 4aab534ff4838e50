//! The Timeback SDK: what Timeback is. Knows no leptos and no axum.
