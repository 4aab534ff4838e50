/// Why a sign-in with the provider failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The provider could not be reached, or did not answer as OpenID Connect specifies.
    #[error("the identity provider could not be asked: {what}")]
    Provider {
        /// What was requested.
        what: &'static str,
        /// The cause.
        #[source]
        source: Source,
    },
    /// The provider refused the authorization code: used, expired, or not ours.
    #[error("the identity provider refused the authorization code")]
    Refused(#[source] Source),
    /// The ID token is not valid.
    #[error("the ID token does not hold")]
    Untrusted(#[source] openidconnect::ClaimsVerificationError),
    /// The provider gave no address, an invalid one, or one it does not vouch for.
    #[error("the identity provider vouches for no e-mail address")]
    NoEmail,
    /// The configured issuer, or a URL built from the configuration, is not a URL.
    #[error("the identity provider's configuration holds something that is not a URL")]
    Url(#[from] url::ParseError),
    /// The provider's metadata names no endpoint for this.
    #[error("the identity provider's metadata is incomplete")]
    Incomplete(#[from] openidconnect::ConfigurationError),
}

/// An error of the OpenID Connect library or the network.
pub type Source = Box<dyn std::error::Error + Send + Sync>;
