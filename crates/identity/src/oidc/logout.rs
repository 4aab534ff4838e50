use std::str::FromStr as _;

use openidconnect::{LogoutRequest, PostLogoutRedirectUrl, core::CoreIdToken};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{Error, Metadata, Provider};

impl Provider {
    /// The URL at which the provider ends its own session, and redirects to `back`, which must be registered with it:
    /// by OpenID Connect RP-Initiated Logout, or as Amazon Cognito has it. `None` where it has no such endpoint.
    ///
    /// # Errors
    /// Returns [`Error::Provider`] when its metadata cannot be fetched, and [`Error::Url`] when `back` is no URL.
    pub async fn logout_url(
        &self,
        id_token: Option<&SecretString>,
        back: &str,
    ) -> Result<Option<Url>, Error> {
        let metadata = self.metadata().await?;
        let Some(endpoint) = self.logout_endpoint(&metadata) else {
            return Ok(None);
        };
        if self.is_cognito() {
            return Ok(Some(self.cognito_logout_url(endpoint, back)));
        }
        let mut request = LogoutRequest::from(openidconnect::EndSessionUrl::from_url(endpoint))
            .set_client_id(self.client_id.clone())
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back.to_owned())?);
        let id_token = id_token.and_then(|token| CoreIdToken::from_str(token.expose_secret()).ok());
        if let Some(id_token) = &id_token {
            request = request.set_id_token_hint(id_token);
        }
        Ok(Some(request.http_get_url()))
    }

    /// The origin of [`logout_url`](Self::logout_url), if the metadata was fetched already. Makes no request.
    pub fn known_logout_origin(&self) -> Option<String> {
        let metadata = self.known_metadata()?;
        let endpoint = self.logout_endpoint(&metadata)?;
        Some(endpoint.origin().ascii_serialization())
    }

    fn logout_endpoint(&self, metadata: &Metadata) -> Option<Url> {
        let named = metadata.additional_metadata().end_session_endpoint.as_ref();
        let endpoint = match named {
            Some(endpoint) => endpoint.url().clone(),
            // Not every pool names it, but it stands beside the authorization endpoint of each.
            None if self.is_cognito() => {
                let mut endpoint = metadata.authorization_endpoint().url().clone();
                endpoint.set_path("/logout");
                endpoint.set_query(None);
                endpoint
            }
            None => return None,
        };
        matches!(endpoint.scheme(), "https" | "http").then_some(endpoint)
    }

    /// Whether the provider is a user pool of Amazon Cognito, whose logout has parameters of its own.
    fn is_cognito(&self) -> bool {
        let host = self.issuer.url().host_str().unwrap_or_default();
        host.starts_with("cognito-idp")
            && (host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn"))
    }

    fn cognito_logout_url(&self, mut endpoint: Url, back: &str) -> Url {
        endpoint
            .query_pairs_mut()
            .append_pair("client_id", self.client_id.as_str())
            .append_pair("logout_uri", back);
        endpoint
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;

    const BACK: &str = "https://school.example/";

    async fn logout_url(issuer: &str, end_session_endpoint: Value) -> Option<String> {
        let clock = Arc::new(|| jiff::Timestamp::UNIX_EPOCH);
        let secret = "secret".to_owned().into();
        let provider = Provider::new(issuer, "the client".to_owned(), secret, clock).unwrap();
        let mut metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": "https://pool.example/oauth2/authorize?a=b",
            "jwks_uri": "https://pool.example/jwks.json",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        });
        if !end_session_endpoint.is_null() {
            metadata["end_session_endpoint"] = end_session_endpoint;
        }
        provider.keep(Some(Arc::new(serde_json::from_value(metadata).unwrap())));
        let url = provider.logout_url(None, BACK).await.unwrap()?;
        assert_eq!(
            provider.known_logout_origin().unwrap(),
            url.origin().ascii_serialization()
        );
        Some(url.into())
    }

    #[tokio::test]
    async fn cognito_is_asked_in_its_own_form_whether_or_not_it_names_the_endpoint() {
        for issuer in [
            "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool",
            "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_pool",
        ] {
            for named in [Value::Null, json!("https://pool.example/logout")] {
                assert_eq!(
                    logout_url(issuer, named).await.as_deref(),
                    Some(
                        "https://pool.example/logout?client_id=the+client&logout_uri=https%3A%2F%2Fschool.example%2F"
                    )
                );
            }
        }
    }

    #[tokio::test]
    async fn others_are_asked_as_openid_says_and_only_where_they_say_where() {
        let named = json!("https://login.example/end?tenant=1");
        assert_eq!(
            logout_url("https://login.example", named).await.as_deref(),
            Some(
                "https://login.example/end?tenant=1&client_id=the+client&post_logout_redirect_uri=https%3A%2F%2Fschool.example%2F"
            )
        );
        for issuer in [
            "https://login.example",
            "https://cognito-idp.us-east-1.amazonaws.com.evil.example",
        ] {
            assert_eq!(logout_url(issuer, Value::Null).await, None);
            assert_eq!(logout_url(issuer, json!("javascript:alert(1)")).await, None);
        }
    }
}
