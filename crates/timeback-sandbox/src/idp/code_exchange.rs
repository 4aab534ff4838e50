//! The `authorization_code` grant of the token endpoint (RFC 6749, 4.1.3).

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::exchange_error::ExchangeError;
use super::id_token::TOKEN_SECONDS;
use super::pkce::CodeChallenge;
use super::{Account, Idp};

const CODE_LIFETIME: SignedDuration = SignedDuration::from_secs(60);

/// The form fields of this grant. Has no `Debug`, because it contains secrets.
#[derive(Default)]
pub struct CodeExchange {
    /// The authorization code.
    pub code: Option<String>,
    /// The redirect URI that the code was sent to.
    pub redirect_uri: Option<String>,
    /// The PKCE code verifier.
    pub code_verifier: Option<String>,
    /// The client id, without Basic authentication.
    pub client_id: Option<String>,
    /// The client secret, without Basic authentication.
    pub client_secret: Option<String>,
}

impl CodeExchange {
    /// Reads the fields by name.
    pub fn read<'form>(find: impl Fn(&str) -> Option<&'form str>) -> Self {
        let field = |name| find(name).map(str::to_owned);
        Self {
            code: field("code"),
            redirect_uri: field("redirect_uri"),
            code_verifier: field("code_verifier"),
            client_id: field("client_id"),
            client_secret: field("client_secret"),
        }
    }
}

/// The data behind an authorization code. There is one client, so it is not included.
pub struct CodeGrant {
    /// The account that signed in.
    pub account: Account,
    /// The redirect URI that the code was sent to.
    pub redirect_uri: String,
    /// The nonce for the ID token.
    pub nonce: Option<String>,
    /// The PKCE challenge.
    pub challenge: Option<CodeChallenge>,
}

impl Idp {
    /// Handles a token request of grant type `authorization_code`.
    ///
    /// `basic` is the decoded id and secret of the `Authorization: Basic` header, if any. The response is 200 with
    /// `access_token`, `id_token`, `token_type` and `expires_in` (seconds), or 400 with `error` and
    /// `error_description`. A code sent by the authenticated client is used up, even if another parameter is invalid.
    pub async fn exchange_code(
        &self,
        form: &CodeExchange,
        basic: Option<(&str, &str)>,
    ) -> Response {
        match self.try_exchange(form, basic).await {
            Ok(tokens) => ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response(),
            Err(error) => error.into_response(),
        }
    }

    /// Stores a code for its lifetime.
    pub(super) fn store_code(&self, code: String, grant: CodeGrant) {
        let now = self.now();
        self.codes.insert(code, grant, now + CODE_LIFETIME, now);
    }

    async fn try_exchange(
        &self,
        form: &CodeExchange,
        basic: Option<(&str, &str)>,
    ) -> Result<Value, ExchangeError> {
        self.authenticate(form, basic)?;
        let grant = self.redeem(form)?;
        let now = self.now();
        let id_token = self
            .id_token(&grant.account, grant.nonce.as_deref(), now)
            .await?;
        let access_token = self.random_token();
        let expires_at = now + SignedDuration::from_secs(TOKEN_SECONDS);
        self.access_tokens
            .insert(access_token.clone(), grant.account, expires_at, now);
        Ok(json!({
            "access_token": access_token,
            "id_token": id_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
        }))
    }

    fn authenticate(
        &self,
        form: &CodeExchange,
        basic: Option<(&str, &str)>,
    ) -> Result<(), ExchangeError> {
        if basic.is_some() && form.client_secret.is_some() {
            return Err(ExchangeError::Request(
                "the client authenticates in two ways at once",
            ));
        }
        let in_form = form.client_id.as_deref().zip(form.client_secret.as_deref());
        match basic.or(in_form) {
            Some((id, secret)) if self.client.authenticates(id, secret) => Ok(()),
            Some(_) => Err(ExchangeError::Client("unknown client or wrong secret")),
            None => Err(ExchangeError::Client("client id and secret are required")),
        }
    }

    fn redeem(&self, form: &CodeExchange) -> Result<CodeGrant, ExchangeError> {
        let code = form
            .code
            .as_deref()
            .ok_or(ExchangeError::Request("code is missing"))?;
        let redirect_uri = form
            .redirect_uri
            .as_deref()
            .ok_or(ExchangeError::Request("redirect_uri is missing"))?;
        let grant = self.codes.take(code, self.now());
        let grant = grant.ok_or(ExchangeError::Grant("the code is unknown, used or expired"))?;
        if grant.redirect_uri != redirect_uri {
            return Err(ExchangeError::Grant(
                "redirect_uri is not the one the code was sent to",
            ));
        }
        // A verifier without a challenge means that the challenge was removed from the authorization request (RFC 9700,
        // 4.8.2).
        match (&grant.challenge, form.code_verifier.as_deref()) {
            (None, None) => Ok(grant),
            (Some(challenge), Some(verifier)) if challenge.is_verified_by(verifier) => Ok(grant),
            _ => Err(ExchangeError::Grant(
                "code_verifier does not fit the code_challenge",
            )),
        }
    }
}
