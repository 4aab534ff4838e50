use std::str::FromStr as _;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    ClaimsVerificationError, Nonce, NonceVerifier as _, SignatureVerificationError,
    core::{CoreIdToken, CoreIdTokenVerifier},
};
use serde_json::Value;
use url::Url;

use super::{ALGORITHMS, Error, Metadata, Provider, provider};

/// The endpoints that a provider's metadata names.
pub(crate) struct Endpoints {
    pub authorize: Url,
    pub token: Url,
    pub user_info: Option<Url>,
}

impl Provider {
    /// The endpoints, by the provider's metadata.
    pub(crate) async fn endpoints(&self) -> Result<Endpoints, Error> {
        let metadata = self.metadata().await?;
        let token = metadata.token_endpoint();
        let token =
            token.ok_or_else(|| provider("its token endpoint", "the metadata names none"))?;
        Ok(Endpoints {
            authorize: metadata.authorization_endpoint().url().clone(),
            token: token.url().clone(),
            user_info: metadata.userinfo_endpoint().map(|it| it.url().clone()),
        })
    }

    /// Verifies an ID token's signature, issuer, audience, expiry and nonce. Returns all of its claims.
    pub(crate) async fn verify_id_token(
        &self,
        raw: &str,
        nonce: &str,
        requires_nonce: bool,
    ) -> Result<Value, Error> {
        let token = CoreIdToken::from_str(raw)
            .map_err(|_| provider("an ID token", "it is not a JSON web token"))?;
        let metadata = self.metadata().await?;
        match self.claims_hold(&metadata, &token, nonce, requires_nonce) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // The provider may have changed its keys since we fetched them: once more, with fresh ones.
                self.keep(None);
                let metadata = self.metadata().await?;
                self.claims_hold(&metadata, &token, nonce, requires_nonce)
                    .map_err(Error::Untrusted)?;
            }
            outcome => outcome.map_err(Error::Untrusted)?,
        }
        let payload = raw.split('.').nth(1).unwrap_or_default();
        URL_SAFE_NO_PAD
            .decode(payload)
            .ok()
            .and_then(|payload| serde_json::from_slice(&payload).ok())
            .ok_or_else(|| provider("an ID token", "its claims are not JSON"))
    }

    fn claims_hold(
        &self,
        metadata: &Metadata,
        token: &CoreIdToken,
        nonce: &str,
        requires_nonce: bool,
    ) -> Result<(), ClaimsVerificationError> {
        let clock = self.clock.clone();
        // The secret would verify signatures that are made with it, and those are not accepted.
        let verifier = CoreIdTokenVerifier::new_public_client(
            self.client_id.clone(),
            metadata.issuer().clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || {
            chrono::DateTime::from_timestamp_micros(clock().as_microsecond()).unwrap_or_default()
        });
        let expected = Nonce::new(nonce.to_owned());
        let is_ours = |presented: Option<&Nonce>| match presented {
            None if !requires_nonce => Ok(()),
            presented => (&expected).verify(presented),
        };
        token.claims(&verifier, is_ours).map(drop)
    }
}
