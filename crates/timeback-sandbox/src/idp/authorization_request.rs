//! The authorization request (RFC 6749, 4.1.1): parsing and validation.

use serde::Deserialize;
use url::Url;

use super::client::Client;
use super::pkce::CodeChallenge;
use super::redirect_target::RedirectTarget;

/// The parameters as received: from the query at first, then from hidden fields of the form.
///
/// A repeated parameter fails to deserialize, as the RFC requires.
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
    login_hint: String,
}

impl Parameters {
    /// Returns name and value of each non-empty parameter. An empty one counts as absent (RFC 6749, 3.1).
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
            ("login_hint", &self.login_hint),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
    }
}

/// A valid authorization request.
#[derive(Debug)]
pub struct AuthorizationRequest {
    /// The redirect target of the response.
    pub redirect_target: RedirectTarget,
    /// The nonce for the ID token.
    pub nonce: Option<String>,
    /// The PKCE challenge, verified at the token endpoint.
    pub challenge: Option<CodeChallenge>,
    /// Whether to show the sign-in form (OpenID Connect Core, 3.1.2.1).
    pub prompt: Prompt,
    /// The e-mail address of the expected user, as sent (OpenID Connect Core, 3.1.2.1).
    pub login_hint: Option<String>,
}

/// Whether to show the sign-in form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// If there is no session.
    AsNeeded,
    /// Unless the login hint names an account.
    Login,
    /// Always.
    SelectAccount,
    /// Never.
    Never,
}

/// Error of an authorization request.
#[derive(Debug)]
pub enum AuthorizationError {
    /// To be shown to the user: the client or its redirect URI is not trusted.
    ErrorPage(&'static str),
    /// To be returned to the client, as a redirect to this URL.
    Redirect(Url),
}

impl AuthorizationRequest {
    /// Validates the request.
    ///
    /// # Errors
    /// Returns [`AuthorizationError::ErrorPage`] if the client or its redirect URI is invalid, and
    /// [`AuthorizationError::Redirect`] for any other parameter.
    pub fn parse(
        parameters: &Parameters,
        client: &Client,
        issuer: &str,
    ) -> Result<Self, AuthorizationError> {
        if !client.has_id(&parameters.client_id) {
            return Err(AuthorizationError::ErrorPage(
                "The application that sent you here is not registered (client_id).",
            ));
        }
        let redirect_target = RedirectTarget::parse(
            &parameters.redirect_uri,
            non_empty(&parameters.state),
            issuer,
        )
        .ok_or(AuthorizationError::ErrorPage(
            "The address to return to is not on this machine (redirect_uri).",
        ))?;
        let challenge =
            parameters
                .parse_challenge()
                .map_err(|OAuthError(error, description)| {
                    AuthorizationError::Redirect(redirect_target.error(error, description))
                })?;
        let nonce = non_empty(&parameters.nonce).map(Into::into);
        Ok(Self {
            redirect_target,
            nonce,
            challenge,
            prompt: parameters.parse_prompt(),
            login_hint: non_empty(&parameters.login_hint).map(Into::into),
        })
    }
}

/// Error code of RFC 6749, 4.1.2.1, and a description for the developer.
struct OAuthError(&'static str, &'static str);

impl Parameters {
    fn parse_prompt(&self) -> Prompt {
        let asks = |value| self.prompt.split(' ').any(|prompt| prompt == value);
        if asks("select_account") {
            Prompt::SelectAccount
        } else if asks("login") {
            Prompt::Login
        } else if asks("none") {
            Prompt::Never
        } else {
            Prompt::AsNeeded
        }
    }

    /// Validates the response type and the scope, and parses the PKCE challenge.
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
            non_empty(&self.code_challenge),
            non_empty(&self.code_challenge_method),
        )
        .map_err(|description| OAuthError("invalid_request", description))
    }
}

fn non_empty(parameter: &str) -> Option<&str> {
    (!parameter.is_empty()).then_some(parameter)
}
