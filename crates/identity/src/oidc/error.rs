/// Why a sign-in through the provider did not come about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The provider could not be reached, or did not answer as OpenID Connect says.
    #[error("the identity provider could not be asked: {what}")]
    Provider {
        /// What it was asked for.
        what: &'static str,
        /// Why it failed.
        #[source]
        source: Source,
    },
    /// The provider refused the code: used, too old, or not ours.
    #[error("the identity provider refused the authorization code")]
    Refused(#[source] Source),
    /// The ID token does not prove who signed in.
    #[error("the ID token does not hold")]
    Untrusted(#[source] openidconnect::ClaimsVerificationError),
    /// The provider told no address, one that is none, or one it does not vouch for.
    #[error("the identity provider vouches for no e-mail address")]
    NoEmail,
    /// The configured issuer, or an address built from the configuration, is not a URL.
    #[error("the identity provider's configuration holds something that is not a URL")]
    Url(#[from] url::ParseError),
    /// The provider's metadata names no endpoint for this.
    #[error("the identity provider's metadata is incomplete")]
    Incomplete(#[from] openidconnect::ConfigurationError),
}

/// Whatever the OpenID Connect library or the network had to say.
pub type Source = Box<dyn std::error::Error + Send + Sync>;
