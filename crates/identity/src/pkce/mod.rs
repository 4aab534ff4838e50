//! Sign-in of apps by mail with PKCE (RFC 7636): the mail's link redirects to the app with an authorization code, which
//! is exchanged together with the code verifier. The code alone, in a history or a log, is worth nothing.

mod app_link;
mod auth_code;
mod challenge;
mod exchange;
mod redirect;

pub(super) use self::auth_code::issued;
pub use self::{
    app_link::AppLink,
    challenge::{CodeChallenge, InvalidChallenge},
    exchange::ExchangeError,
    redirect::RedirectAllowlist,
};
