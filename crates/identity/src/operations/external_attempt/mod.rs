//! A sign-in or sign-up of several steps, with a provider: it sends the browser there, and goes on when the browser returns.
//!
//! A provider's account that is nobody's does not sign up by signing in: the sign-in is transferable, and a sign-up takes it
//! over. So does a sign-in, from a sign-up with an account that is somebody's. Whoever has the verified address of an account
//! that is not linked confirms first that it is theirs, as on the page.

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
