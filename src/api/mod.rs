//! HTTP APIs for other programs, one folder per contract.

pub mod auth;
pub mod clerk;
pub mod document;
pub mod timeback;
