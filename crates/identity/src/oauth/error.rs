use crate::oidc;

/// Why a provider's answer could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ExternalProviderError {
    /// The provider could not be reached.
    #[error("the provider could not be reached: {what}")]
    Unreachable {
        /// What was requested.
        what: &'static str,
        /// The cause.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The provider refused the request.
    #[error("the provider refused the request: {what}: {status}: {reason}")]
    Refused {
        /// What was requested.
        what: &'static str,
        /// The status of its answer.
        status: u16,
        /// Its error code, or "".
        reason: String,
    },
    /// The answer is not of the form that the provider documents.
    #[error("the provider's answer could not be read: {0}")]
    Unreadable(&'static str),
    /// The provider's metadata or ID token is not valid.
    #[error(transparent)]
    Oidc(#[from] oidc::Error),
    /// A URL of the configuration is not a URL.
    #[error("the provider's configuration holds something that is not a URL")]
    Url(#[from] url::ParseError),
}
