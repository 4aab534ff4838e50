//! One person, one account: whom a provider vouches for meets the account that has their address.
//!
//! Only addresses that were proved count. An account whose address was never proved is nobody's, and gives way to whom
//! the provider vouches for; a provider that does not vouch for an address joins nothing.

mod address;
mod confirmation;
mod pending;
mod provider_sign_in;
mod timeback_id;

pub use self::{
    confirmation::{LinkProof, LinkedAccount},
    pending::PendingLink,
    provider_sign_in::{LinkStart, ProviderSignIn},
};
