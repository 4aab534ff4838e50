//! The platform in trouble, and what it is spared.

mod aborts;
mod circuit;
mod pauses;
mod retries;
mod room;
mod socket;
mod wire;
