//! The session that the identity provider keeps of its own, beside ours.

use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::timeout;
use url::Url;

use super::{AppState, cookie};

/// How long a browser remembers that it has been at the provider: longer than providers keep a session.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// How long a sign-out waits for the provider to say where its own is.
const PATIENCE: Duration = Duration::from_secs(2);

/// A cookie of this size and more is dropped by browsers.
const LONGEST: usize = 3_500;

const OPEN: &str = "open";
const LEFT: &str = "left";

/// What a browser remembers of its session at the identity provider, in a cookie that only the routes of `/identity` see.
#[derive(Debug)]
pub enum ProviderSession {
    /// Somebody signed in there, and was given this ID token; none where it is too long to be kept.
    Open(Option<SecretString>),
    /// The browser was sent there, or signed out here. Whether the provider keeps a session we are not told.
    Left,
}

impl ProviderSession {
    /// What the browser remembers; `None` where it has never been sent to the provider.
    pub fn read(headers: &HeaderMap, secure: bool) -> Option<Self> {
        Some(match cookie::find(headers, name(secure))? {
            LEFT => Self::Left,
            OPEN => Self::Open(None),
            id_token => Self::Open(Some(id_token.to_owned().into())),
        })
    }

    /// Lets the browser remember it.
    pub fn keep(&self, secure: bool) -> HeaderValue {
        let value = match self {
            Self::Open(Some(id_token)) if is_short(id_token) => id_token.expose_secret(),
            Self::Open(_) => OPEN,
            Self::Left => LEFT,
        };
        let flags = if secure { "; Secure" } else { "" };
        let (name, age) = (name(secure), KEPT.as_secs());
        let line = format!(
            "{name}={value}; Path=/api/timeback/identity; HttpOnly; SameSite=Lax; Max-Age={age}{flags}"
        );
        let mut line = HeaderValue::try_from(line).expect("a compact JWT is plain text");
        line.set_sensitive(true);
        line
    }
}

fn is_short(id_token: &SecretString) -> bool {
    id_token.expose_secret().len() <= LONGEST
}

fn name(secure: bool) -> &'static str {
    if secure {
        "__Secure-timeback_provider"
    } else {
        "timeback_provider"
    }
}

/// Where the provider ends its session of whoever uses this browser; `None` where they did not come through it, where it
/// has no such place, or where it does not answer. What has to end on our side has ended by then.
pub async fn logout_url(state: &AppState, headers: &HeaderMap) -> Option<Url> {
    let session = ProviderSession::read(headers, state.origin.is_secure())?;
    let ProviderSession::Open(id_token) = session else {
        return None;
    };
    let back = state.origin.url("/", headers);
    let asked = state.provider.logout_url(id_token.as_ref(), &back);
    match timeout(PATIENCE, asked).await {
        Ok(Ok(url)) => url,
        Ok(Err(error)) => {
            tracing::warn!(
                error = %DisplayErrorChain::new(&error),
                "a sign-out could not be led through the identity provider"
            );
            None
        }
        Err(_) => {
            tracing::warn!("a sign-out did not wait for the identity provider any longer");
            None
        }
    }
}
