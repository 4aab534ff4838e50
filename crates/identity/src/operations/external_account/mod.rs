//! External accounts: users' accounts at providers other than Timeback, to sign in with and to act at the provider.
//!
//! A flow sends the browser to the provider and ends in a callback: [`start_external_sign_in`], [`link_external_account`] and
//! [`reauthorize_external_account`] begin one, [`finish_external_flow`] ends each of them. What a provider grants at a
//! sign-in goes to [`sign_in_with_external_account`].
//!
//! A provider's account is linked to one user, and never moved. An address counts only if the provider has verified it;
//! whoever has verified the same address here confirms first that the account is theirs, as at a sign-in with Timeback.
//!
//! [`start_external_sign_in`]: crate::Identity::start_external_sign_in
//! [`link_external_account`]: crate::Identity::link_external_account
//! [`reauthorize_external_account`]: crate::Identity::reauthorize_external_account
//! [`finish_external_flow`]: crate::Identity::finish_external_flow
//! [`sign_in_with_external_account`]: crate::Identity::sign_in_with_external_account

mod access_tokens;
mod admission;
mod finish;
mod grant;
mod link;
mod read;
mod redeem;
mod sealed_grant;
mod sign_in;
mod start;
mod unlink;
mod way_in;

pub use self::{
    access_tokens::{ExternalAccessToken, ExternalAccessTokensError},
    finish::FinishExternalFlowError,
    link::LinkExternalAccountError,
    sign_in::ExternalSignInError,
    start::StartExternalFlowError,
    unlink::{DeleteExternalAccountError, UnlinkExternalAccountError},
};
pub(crate) use self::{admission::Recognized, sealed_grant::GrantKeeper};
