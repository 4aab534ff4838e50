//! The authorization request (RFC 6749, 4.1.1), from raw parameters to something that may be answered.

use serde::Deserialize;
use url::Url;

use super::client::Client;
use super::pkce::CodeChallenge;
use super::reply_to::ReplyTo;

/// The parameters as they came: in the query at first, in hidden fields of the form afterwards.
///
/// A parameter sent twice fails to deserialize, as the RFC wants.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Parameters {
    client_id: String,
    redirect_uri: String,
    response_type: String,
    scope: String,
    state: String,
    nonce: String,
    code_challenge: String,
    code_challenge_method: String,
    prompt: String,
}

impl Parameters {
    /// Name and value of each one sent. One sent empty counts as not sent (RFC 6749, 3.1).
    pub fn sent(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("client_id", self.client_id.as_str()),
            ("redirect_uri", &self.redirect_uri),
            ("response_type", &self.response_type),
            ("scope", &self.scope),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", &self.code_challenge_method),
            ("prompt", &self.prompt),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
    }
}

/// A request that may be answered with a code.
#[derive(Debug)]
pub struct AuthorizationRequest {
    /// Where the answer goes.
    pub reply_to: ReplyTo,
    /// Repeated in the ID token.
    pub nonce: Option<String>,
    /// Enforced at the token endpoint when there is one.
    pub challenge: Option<CodeChallenge>,
    /// Whether the person is to be asked who they are (OpenID Connect Core, 3.1.2.1).
    pub prompt: Prompt,
}

/// Whether the person is to be asked who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Where no session says it.
    AsNeeded,
    /// In any case.
    Login,
    /// In no case.
    Never,
}

/// Why there will be no code.
#[derive(Debug)]
pub enum AuthorizationError {
    /// Told to the person in front of the browser: the client or the address to return to cannot be trusted.
    Shown(&'static str),
    /// Told to the client: the full address to return to.
    Returned(Url),
}

impl AuthorizationRequest {
    /// Checks everything that can be checked before somebody signs in.
    ///
    /// # Errors
    /// A [`AuthorizationError`], which is an error page as long as client and return address are not known to be good.
    pub fn parse(
        parameters: &Parameters,
        client: &Client,
        issuer: &str,
    ) -> Result<Self, AuthorizationError> {
        if !client.is_called(&parameters.client_id) {
            return Err(AuthorizationError::Shown(
                "The application that sent you here is not registered (client_id).",
            ));
        }
        let reply_to = ReplyTo::parse(&parameters.redirect_uri, given(&parameters.state), issuer)
            .ok_or(AuthorizationError::Shown(
            "The address to return to is not on this machine (redirect_uri).",
        ))?;
        let challenge =
            parameters
                .parse_challenge()
                .map_err(|OAuthError(error, description)| {
                    AuthorizationError::Returned(reply_to.error(error, description))
                })?;
        let nonce = given(&parameters.nonce).map(Into::into);
        Ok(Self {
            reply_to,
            nonce,
            challenge,
            prompt: parameters.parse_prompt(),
        })
    }
}

/// A code of RFC 6749, 4.1.2.1, and what a developer should know.
struct OAuthError(&'static str, &'static str);

impl Parameters {
    fn parse_prompt(&self) -> Prompt {
        let asks = |value| self.prompt.split(' ').any(|prompt| prompt == value);
        if asks("login") || asks("select_account") {
            Prompt::Login
        } else if asks("none") {
            Prompt::Never
        } else {
            Prompt::AsNeeded
        }
    }

    /// The challenge of a request that is otherwise in order.
    fn parse_challenge(&self) -> Result<Option<CodeChallenge>, OAuthError> {
        match self.response_type.as_str() {
            "code" => {}
            "" => return Err(OAuthError("invalid_request", "response_type is missing")),
            _ => {
                return Err(OAuthError(
                    "unsupported_response_type",
                    "response_type must be code",
                ));
            }
        }
        if !self.scope.split(' ').any(|scope| scope == "openid") {
            return Err(OAuthError("invalid_scope", "scope must contain openid"));
        }
        CodeChallenge::parse(
            given(&self.code_challenge),
            given(&self.code_challenge_method),
        )
        .map_err(|description| OAuthError("invalid_request", description))
    }
}

fn given(parameter: &str) -> Option<&str> {
    (!parameter.is_empty()).then_some(parameter)
}
