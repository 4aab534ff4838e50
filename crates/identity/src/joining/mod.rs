//! One person, one account: whom a provider vouches for meets the account that has their address.
//!
//! Only addresses that were proved count. An account whose address was never proved is nobody's, and gives way to whom
//! the provider vouches for; a provider that does not vouch for an address joins nothing.

mod address;
mod arrival;
mod confirmation;
mod pending;
mod timeback_id;

pub use self::{
    arrival::{Arrival, LinkStart},
    confirmation::{Joined, LinkProof},
    pending::PendingLink,
};
