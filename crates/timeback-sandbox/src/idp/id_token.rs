//! ID tokens.

use jiff::Timestamp;
use serde::Serialize;

use super::client::CLIENT_ID;
use super::signing_key::SigningError;
use super::{Account, Idp};

/// Lifetime of ID and access tokens in seconds, Cognito's default.
pub const TOKEN_SECONDS: i64 = 3600;

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    email: &'a str,
    email_verified: bool,
    given_name: &'a str,
    family_name: &'a str,
    token_use: &'static str,
}

impl Idp {
    /// Signs an ID token for a sign-in at `now`.
    pub(super) async fn id_token(
        &self,
        account: &Account,
        nonce: Option<&str>,
        now: Timestamp,
    ) -> Result<String, SigningError> {
        let claims = Claims {
            iss: &self.issuer,
            sub: &account.subject,
            aud: CLIENT_ID,
            exp: now.as_second() + TOKEN_SECONDS,
            iat: now.as_second(),
            nonce,
            email: &account.email,
            email_verified: true,
            given_name: &account.given_name,
            family_name: &account.family_name,
            token_use: "id",
        };
        self.key.sign(&claims).await
    }
}
