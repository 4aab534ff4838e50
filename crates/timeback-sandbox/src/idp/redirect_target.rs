//! The redirect target of an authorization response (RFC 6749, 4.1.2).

use url::Url;

use super::client::parse_redirect_uri;

/// A validated redirect URI, and the client's `state`.
#[derive(Debug)]
pub struct RedirectTarget {
    /// The redirect URI exactly as sent: the token request has to repeat it.
    pub redirect_uri: String,
    url: Url,
    state: Option<String>,
    issuer: String,
}

impl RedirectTarget {
    /// Parses a redirect URI. `None` if codes must not be sent to it.
    pub fn parse(redirect_uri: &str, state: Option<&str>, issuer: &str) -> Option<Self> {
        Some(Self {
            redirect_uri: redirect_uri.into(),
            url: parse_redirect_uri(redirect_uri)?,
            state: state.map(Into::into),
            issuer: issuer.into(),
        })
    }

    /// Returns host and port, to be shown to the user.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url
            .port()
            .map_or_else(|| host.into(), |port| format!("{host}:{port}"))
    }

    /// Returns the URL with a code.
    pub fn code(&self, code: &str) -> Url {
        self.with(&[("code", code)])
    }

    /// Returns the URL with an error code of RFC 6749, 4.1.2.1, and a description for the developer.
    pub fn error(&self, error: &str, description: &str) -> Url {
        self.with(&[("error", error), ("error_description", description)])
    }

    /// Adds the response parameters, and `iss`, by which clients with several providers tell them apart (RFC 9207).
    fn with(&self, response: &[(&str, &str)]) -> Url {
        let mut url = self.url.clone();
        let state = self.state.as_deref().map(|state| ("state", state));
        url.query_pairs_mut()
            .extend_pairs(response)
            .extend_pairs(state)
            .append_pair("iss", &self.issuer);
        url
    }
}
