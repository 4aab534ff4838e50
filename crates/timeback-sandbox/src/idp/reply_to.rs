//! Where the answer to an authorization request goes (RFC 6749, 4.1.2): the application's address with the answer added.

use url::Url;

use super::client::parse_return_address;

/// The application's own address, checked, and what it wants to hear again.
#[derive(Debug)]
pub struct ReplyTo {
    /// Letter by letter as sent: the token request has to repeat it.
    pub redirect_uri: String,
    url: Url,
    state: Option<String>,
    issuer: String,
}

impl ReplyTo {
    /// `None` when a code must not be sent to `redirect_uri`.
    pub fn parse(redirect_uri: &str, state: Option<&str>, issuer: &str) -> Option<Self> {
        Some(Self {
            redirect_uri: redirect_uri.into(),
            url: parse_return_address(redirect_uri)?,
            state: state.map(Into::into),
            issuer: issuer.into(),
        })
    }

    /// The host, for the person to see where they are going.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url
            .port()
            .map_or_else(|| host.into(), |port| format!("{host}:{port}"))
    }

    /// The address that hands over a code.
    pub fn code(&self, code: &str) -> Url {
        self.with(&[("code", code)])
    }

    /// The address that says why there is no code: a code of RFC 6749, 4.1.2.1, and a sentence for the developer.
    pub fn error(&self, error: &str, description: &str) -> Url {
        self.with(&[("error", error), ("error_description", description)])
    }

    /// `iss` lets a client with several providers tell whose answer this is (RFC 9207).
    fn with(&self, answer: &[(&str, &str)]) -> Url {
        let mut url = self.url.clone();
        let state = self.state.as_deref().map(|state| ("state", state));
        url.query_pairs_mut()
            .extend_pairs(answer)
            .extend_pairs(state)
            .append_pair("iss", &self.issuer);
        url
    }
}
