use crate::CodeChallenge;

/// An app's wish for the link of a mail: to be redirected to, with an authorization code (PKCE).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppLink {
    /// The code challenge.
    pub challenge: CodeChallenge,
    /// The redirect URI. Without one, or where it is not allowed, the front page is used.
    pub redirect_to: Option<String>,
}

impl AppLink {
    /// The app link of a stored mail; none without a challenge.
    pub(crate) fn stored(challenge: Option<String>, redirect_to: Option<String>) -> Option<Self> {
        Some(Self {
            challenge: CodeChallenge::stored(challenge?),
            redirect_to,
        })
    }
}
