//! The stories: what the dashboard does, told through its real router over a real sandbox and a real database.
//!
//! [`World`](world::World) sets the stage; [`Browser`](browser::Browser) is an actor on it.

#![expect(
    clippy::unwrap_used,
    reason = "a story that meets what it did not expect should stop there"
)]

mod accounts;
mod architecture;
mod auth_api;
mod browser;
mod clock;
mod costs;
mod cross_site;
mod faults;
mod forged;
mod health;
mod id_token;
mod mail;
mod manners;
mod official;
mod people;
mod platform;
mod profile;
mod python;
mod refresh;
mod secrecy;
mod sessions;
mod sign_in;
mod store;
mod timeback_routes;
mod users;
mod world;
