//! Stories of the provider, told over its real router.

mod authorization;
mod exchange;
mod session;
mod sign_in;
mod world;
