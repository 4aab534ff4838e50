//! Valkey, or Redis, which speaks the same: what the nodes of one dashboard share and may lose.
//!
//! Without an answer each node goes on by itself: it counts rate limits alone, and loads profiles that another has loaded.

mod client;
mod limits;
mod profiles;

pub use self::{
    client::{InvalidValkeyUrl, Valkey},
    limits::ValkeyLimits,
    profiles::ValkeyProfiles,
};
