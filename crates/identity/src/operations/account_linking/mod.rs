//! Account linking: a sign-in with a provider is linked to the local account that has the same address.
//!
//! Only verified addresses count. An account whose address was never verified gives way to the provider's user; an
//! address that the provider does not vouch for links nothing.

mod address;
mod confirmation;
mod mail_link_code;
mod pending;
mod provider_sign_in;
mod timeback_id;

pub use self::{
    confirmation::{ConfirmLinkError, LinkProof},
    mail_link_code::MailLinkCodeError,
    provider_sign_in::{LinkStart, ProviderSignIn},
};
