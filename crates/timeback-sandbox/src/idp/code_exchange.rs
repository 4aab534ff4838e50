//! The `authorization_code` grant of the token endpoint (RFC 6749, 4.1.3): a code becomes tokens, once.

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

/// The fields of the token form that belong to this grant. No `Debug`: there are secrets in it.
#[derive(Default)]
pub struct CodeExchange {
    /// The code.
    pub code: Option<String>,
    /// The address the code was sent to.
    pub redirect_uri: Option<String>,
    /// The secret behind the PKCE challenge.
    pub code_verifier: Option<String>,
    /// The client, when it did not come by Basic authentication.
    pub client_id: Option<String>,
    /// Its secret, when it did not come by Basic authentication.
    pub client_secret: Option<String>,
}

impl CodeExchange {
    /// Looks the fields up by name.
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

/// What a code stands for. There is one client, so the code is that client's.
pub struct CodeGrant {
    /// Who signed in.
    pub account: Account,
    /// Where the code was sent.
    pub redirect_uri: String,
    /// Repeated in the ID token.
    pub nonce: Option<String>,
    /// To be met by the exchange.
    pub challenge: Option<CodeChallenge>,
}

impl Idp {
    /// Answers a token request of grant type `authorization_code`.
    ///
    /// `basic` is the id and the secret of the `Authorization: Basic` header, decoded, when there was one.
    /// The answer is 200 with `access_token`, `id_token`, `token_type` and `expires_in` (seconds), or 400 with
    /// `error` and `error_description`. A code offered by the proven client is gone, whatever else is wrong.
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

    /// Keeps a code for the minute the client has to fetch its tokens.
    pub(super) fn keep_code(&self, code: String, grant: CodeGrant) {
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
            Some((id, secret)) if self.client.is_proven_by(id, secret) => Ok(()),
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
        // A verifier without a challenge means that somebody took the challenge out of the first request (RFC 9700, 4.8.2).
        match (&grant.challenge, form.code_verifier.as_deref()) {
            (None, None) => Ok(grant),
            (Some(challenge), Some(verifier)) if challenge.is_met_by(verifier) => Ok(grant),
            _ => Err(ExchangeError::Grant(
                "code_verifier does not fit the code_challenge",
            )),
        }
    }
}
