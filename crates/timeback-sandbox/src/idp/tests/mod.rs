//! Tests of the identity provider over its router.

mod authorization;
mod exchange;
mod login_hint;
mod session;
mod sign_in;
mod world;
