//! Account linking: a sign-in with a provider is linked to the account that has the same address.
//!
//! Only verified addresses count. An account whose address was never verified gives way to the provider's user; an
//! address that the provider does not vouch for links nothing.

mod address;
mod confirmation;
mod external;
mod former_owner;
mod link_proof;
mod mail_link_code;
mod pending;
mod provider_sign_in;
mod timeback_id;

pub use self::{
    confirmation::ConfirmLinkError,
    link_proof::LinkProof,
    mail_link_code::MailLinkCodeError,
    provider_sign_in::{LinkStart, ProviderSignIn},
};
