use secrecy::SecretString;

use crate::Token;

/// A new sign-in flow: the state for the provider, and the token for the browser.
#[derive(Debug)]
pub struct FlowStart {
    /// The `state` parameter of the authorization request.
    pub state: Token,
    /// The token that binds the flow to the browser.
    pub browser: Token,
}

/// A sign-in flow that returned from the provider. It can be used once.
#[derive(Debug)]
pub struct Flow {
    /// The nonce that the ID token must contain.
    pub nonce: String,
    /// The PKCE verifier of the authorization code.
    pub pkce_verifier: SecretString,
    /// The redirect URI of the authorization request.
    pub redirect_uri: String,
}
