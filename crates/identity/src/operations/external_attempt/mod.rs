//! A sign-in or sign-up of several steps, with a provider: it sends the browser there, and goes on when the browser returns.
//!
//! A sign-in with a provider's account that is not linked to a user creates no user: the sign-in becomes transferable, and a
//! sign-up takes it over. A sign-up with an account that is linked is taken over by a sign-in. If the account is not linked
//! but its verified address belongs to a user, they confirm first that it is theirs, as on the page.

mod finish;
mod sign_in;
mod sign_up;
mod start;
mod transfer;

pub use self::{
    finish::{AttemptReturn, ProviderAttemptError},
    start::{ProviderAttempt, ProviderSignUpError},
    transfer::TransferError,
};
