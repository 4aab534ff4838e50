//! A sign-up of several steps: what is kept of it, and its end.

mod edit;
mod finish;

pub use edit::SaveSignUpError;
pub use finish::ContinueSignUpError;
