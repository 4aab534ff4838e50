//! The identity provider's own session, which sign-out ends too.

use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::timeout;
use url::Url;

use super::{AppState, cookie};

/// Lifetime of the cookie: longer than a provider's session.
const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// Deadline for finding the provider's end-session endpoint during sign-out.
const LOGOUT_URL_TIMEOUT: Duration = Duration::from_secs(2);

/// The longest ID token that is stored: browsers drop cookies of 4 KB and more.
const MAX_ID_TOKEN_LENGTH: usize = 3_500;

/// The cookie is sent to the identity routes only.
const PATH: &str = "/api/timeback/identity";

const OPEN: &str = "open";
const LEFT: &str = "left";

/// The state of a browser's session at the identity provider, stored in a cookie.
#[derive(Debug)]
pub enum ProviderSession {
    /// Signed in at the provider, with this ID token; `None` when it is too long for a cookie.
    Open(Option<SecretString>),
    /// Sent to the provider, or signed out here. Whether the provider has a session is unknown.
    Left,
}

impl ProviderSession {
    /// Reads the state from a request's headers; `None` when the browser was never sent to the provider.
    pub fn read(headers: &HeaderMap, secure: bool) -> Option<Self> {
        Some(match cookie::find(headers, name(secure))? {
            LEFT => Self::Left,
            OPEN => Self::Open(None),
            id_token => Self::Open(Some(id_token.to_owned().into())),
        })
    }

    /// The `Set-Cookie` header that stores the state.
    pub fn keep(&self, secure: bool) -> HeaderValue {
        let value = match self {
            Self::Open(Some(id_token)) if is_short(id_token) => id_token.expose_secret(),
            Self::Open(_) => OPEN,
            Self::Left => LEFT,
        };
        cookie::line_for_path(PATH, name(secure), value, LIFETIME.as_secs(), secure)
    }
}

fn is_short(id_token: &SecretString) -> bool {
    id_token.expose_secret().len() <= MAX_ID_TOKEN_LENGTH
}

fn name(secure: bool) -> &'static str {
    if secure {
        "__Secure-timeback_provider"
    } else {
        "timeback_provider"
    }
}

/// The provider's end-session URL for this browser; `None` when the user did not sign in through the provider, when it
/// has no such endpoint, or when it does not answer in time. The caller has ended our own session before.
pub async fn logout_url(state: &AppState, headers: &HeaderMap) -> Option<Url> {
    let session = ProviderSession::read(headers, state.origin.is_secure())?;
    let ProviderSession::Open(id_token) = session else {
        return None;
    };
    let back = state.origin.url("/", headers);
    let asked = state.provider.logout_url(id_token.as_ref(), &back);
    match timeout(LOGOUT_URL_TIMEOUT, asked).await {
        Ok(Ok(url)) => url,
        Ok(Err(error)) => {
            tracing::warn!(
                error = %DisplayErrorChain::new(&error),
                "could not redirect a sign-out to the identity provider"
            );
            None
        }
        Err(_) => {
            tracing::warn!("identity provider timed out during a sign-out");
            None
        }
    }
}
