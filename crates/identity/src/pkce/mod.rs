//! Apps that ask for a mail and keep a secret (PKCE, RFC 7636): the mail's link leads back to the app with a code, and
//! whoever brings that code and the secret has the session. The code alone, in a history or a log, opens nothing.

mod app_link;
mod auth_code;
mod challenge;
mod exchange;
mod redirect;

pub(super) use self::auth_code::issued;
pub use self::{
    app_link::AppLink,
    challenge::{CodeChallenge, InvalidChallenge},
    redirect::RedirectAllowlist,
};
